using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>Another tenant of the organization that may propagate a network to its own pools (Console specification 2.25, shared networks).</summary>
public sealed class NetworkShare : IOwned
{
    NetworkShare()
    {
    }

    /// <summary>Shares a network.</summary>
    public NetworkShare(Id<BackboneNetwork> network, Id<Tenant> owner, Id<Tenant> with) => (NetworkId, TenantId, WithTenantId) = (network, owner, with);

    /// <summary>The network.</summary>
    public Id<BackboneNetwork> NetworkId { get; private set; }

    /// <summary>Whose network it is.</summary>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The other tenant.</summary>
    public Id<Tenant> WithTenantId { get; private set; }
}
