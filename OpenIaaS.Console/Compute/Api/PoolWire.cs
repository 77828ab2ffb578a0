using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A pool as the API's clients read it.</summary>
/// <param name="MachineManager">Its availability zone.</param>
/// <param name="InternalId">Its identity at the hypervisor, which is the same here.</param>
/// <param name="Name">Its technical name.</param>
/// <param name="Label">What people call it: the technical name where nobody gave another one.</param>
/// <param name="Master">The identity of the host that is its master; empty where none is.</param>
/// <param name="Hosts">The identities of its hosts.</param>
/// <param name="Memory">The memory of all its hosts together.</param>
/// <param name="Cpu">The processors of all its hosts together.</param>
/// <param name="Type">The class of its blades.</param>
sealed record PoolWire(
    string Id, Reference MachineManager, string InternalId, string Name, string Label, bool HighAvailabilityEnabled, string Master, IReadOnlyList<string> Hosts, MemoryWire Memory,
    PoolWire.ProcessorPart Cpu, PoolTypeWire Type)
{
    public static PoolWire Of(PoolApiQueries.Row row)
    {
        var blade = BladeClass.Named(row.BladeClass);
        return new PoolWire(
            $"{row.Id}", Reference.To(row.ZoneId, row.Zone), $"{row.Id}", row.Name, row.Name, row.HighAvailability, $"{row.Master}", [.. row.Hosts.Select(host => $"{host}")],
            new MemoryWire(row.MemoryTaken.Bytes, row.Memory.Bytes), new ProcessorPart(blade.Cores * row.Hosts.Count, BladeClass.Sockets * row.Hosts.Count), PoolTypeWire.Of(blade));
    }

    /// <summary>Processors.</summary>
    /// <param name="Cores">Physical cores.</param>
    /// <param name="Sockets">Processors.</param>
    public sealed record ProcessorPart(int Cores, int Sockets);
}
