using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>
/// A virtual private cloud: private networks of a tenant that give addresses (API contract 6, <c>OpenIaaSNetworkAdapterVPC</c>). Support makes it
/// and its networks; here they are used.
/// </summary>
public sealed class Vpc : IOwned
{
    Vpc() => Name = "";

    /// <summary>Makes one.</summary>
    public Vpc(Id<Vpc> id, Id<Tenant> tenant, string name) => (Id, TenantId, Name) = (id, tenant, name);

    /// <summary>Its identity.</summary>
    public Id<Vpc> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }
}
