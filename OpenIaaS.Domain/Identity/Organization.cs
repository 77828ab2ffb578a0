using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>A customer: it holds one or more tenants and never sees another organization's.</summary>
public sealed class Organization
{
    Organization() => Name = "";

    /// <summary>Makes an organization.</summary>
    public Organization(Id<Organization> id, string name) => (Id, Name) = (id, name);

    /// <summary>Its identity.</summary>
    public Id<Organization> Id { get; private set; }

    /// <summary>Its name as support knows it; it stands on every service request (Concepts, Creating a Backup Policy).</summary>
    public string Name { get; private set; }
}
