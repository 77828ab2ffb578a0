using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>What hosts, machines and block storage take of the hardware, now and before.</summary>
public interface IMetrics
{
    /// <summary>What the hosts and the block storage of a pool took, step by step.</summary>
    Task<PoolUse> PoolAsync(Id<Pool> pool, UseWindow window, CancellationToken stop);

    /// <summary>What a machine took, step by step; nothing while it did not run, and no memory while its management agent is not seen.</summary>
    Task<IReadOnlyList<Use>> MachineAsync(Id<VirtualMachine> machine, UseWindow window, CancellationToken stop);
}

/// <summary>What a pool took: for each of its hosts and storages as many averages as the window has steps.</summary>
/// <param name="Hosts">By host, every host of the pool.</param>
/// <param name="Storages">By block storage, reads and writes only; one that no machine of the pool has a disk on is left out.</param>
public sealed record PoolUse(IReadOnlyDictionary<Id<Host>, Use[]> Hosts, IReadOnlyDictionary<Id<StorageRepository>, Use[]> Storages);
