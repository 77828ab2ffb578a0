using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>A working space of an organization: pools, storage and machines belong to exactly one.</summary>
public sealed class Tenant
{
    Tenant() => Name = "";

    /// <summary>Makes a tenant.</summary>
    public Tenant(Id<Tenant> id, Id<Organization> organizationId, string name, bool isSecNumCloud) =>
        (Id, OrganizationId, Name, IsSecNumCloud) = (id, organizationId, name, isSecNumCloud);

    /// <summary>Its identity.</summary>
    public Id<Tenant> Id { get; private set; }

    /// <summary>The organization that holds it.</summary>
    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>Whether it was delivered on the qualified platform.</summary>
    public bool IsSecNumCloud { get; private set; }
}
