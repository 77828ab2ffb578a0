using OpenIaaS.Console.Api;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>A network of a pool as the API's clients read it.</summary>
/// <param name="MachineManager">The availability zone of its pool.</param>
/// <param name="InternalId">Its identity at the hypervisor, which is the same here.</param>
/// <param name="Pool">The pool it is propagated to.</param>
/// <param name="MaximumTransmissionUnit">The largest packet in bytes.</param>
/// <param name="NetworkAdapters">The identities of the network adapters on it.</param>
/// <param name="NetworkBlockDevice">Whether disks are read over it by NBD: never.</param>
/// <param name="InsecureNetworkBlockDevice">Whether that goes without TLS: never.</param>
/// <param name="Vpc">The VPC whose private network it carries; null when it carries none.</param>
sealed record NetworkWire(
    string Id, Reference MachineManager, string InternalId, string Name, Reference Pool, int MaximumTransmissionUnit, IReadOnlyList<string> NetworkAdapters, bool NetworkBlockDevice,
    bool InsecureNetworkBlockDevice, VpcWire? Vpc)
{
    public static NetworkWire Of(NetworkApiQueries.Row row) => new(
        $"{row.Id}", Reference.To(row.ZoneId, row.Zone), $"{row.Id}", row.Name, Reference.To(row.PoolId, row.Pool), row.Mtu, [.. row.Adapters.Select(adapter => $"{adapter}")], false, false,
        row.Vpc is { } vpc ? VpcWire.Of(vpc.Id, vpc.Name, vpc.PrivateNetworkId, vpc.PrivateNetwork, null) : null);
}
