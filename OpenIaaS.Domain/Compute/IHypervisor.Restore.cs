using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

public partial interface IHypervisor
{
    /// <summary>
    /// Makes a machine out of a recovery point that lies in its pool, powered off: all of it or nothing. The space of its disks is taken at once, and each is written
    /// from the point. Fails when no host of the pool answers, and when a storage is full or cannot be reached, also on the way; nothing of it is left then.
    /// </summary>
    /// <returns>A task whose result is what the blocks it wrote add up to, in decimal digits; empty when the hypervisor reports none.</returns>
    Task<HardwareTask> RestoreAsync(string key, RestoreOrder order, CancellationToken stop);
}
