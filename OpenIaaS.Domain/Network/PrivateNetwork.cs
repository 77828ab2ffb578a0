using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>
/// A private network of a VPC: a range of addresses on a network of the backbone, which carries it to every pool it is propagated to. An adapter is on
/// it when it is on that network (API contract 7, <c>vpc</c>).
/// </summary>
public sealed partial class PrivateNetwork : IOwned
{
    PrivateNetwork() => (Name, Range, Gateway) = ("", "", "");

    /// <summary>Makes one; its gateway has the first address that can be given.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="vpc">The VPC it is of.</param>
    /// <param name="network">The network that carries it, of the same tenant; that carries one at most.</param>
    /// <param name="name">Its name.</param>
    /// <param name="range">Its addresses.</param>
    public PrivateNetwork(Id<PrivateNetwork> id, Vpc vpc, Id<BackboneNetwork> network, string name, Ipv4Range range) =>
        (Id, TenantId, VpcId, NetworkId, Name, Range, Gateway) = (id, vpc.TenantId, vpc.Id, network, name, range.ToString(), Ipv4.Text(range.First + 1));

    /// <summary>Its identity.</summary>
    public Id<PrivateNetwork> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The VPC it is of.</summary>
    public Id<Vpc> VpcId { get; private set; }

    /// <summary>The network that carries it.</summary>
    public Id<BackboneNetwork> NetworkId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>Its addresses in CIDR notation.</summary>
    public string Range { get; private set; }

    /// <summary>The address of its gateway.</summary>
    public string Gateway { get; private set; }
}
