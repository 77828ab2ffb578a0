using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Replication;

public partial interface IReplicationLink
{
    /// <summary>
    /// Copies what was written to a copy since a moment back onto the disks of the machine it is a copy of, which is powered off; the copy may run on. Blocks the machine itself wrote
    /// after that moment are overwritten too. Everything is copied when the disks of the machine are not the ones the point was made of any more. Fails when the link or a storage is lost.
    /// </summary>
    /// <param name="key">The key of this work.</param>
    /// <param name="copy">The copy that is read.</param>
    /// <param name="machine">The machine that is written to.</param>
    /// <param name="since">The moment since when changes are copied, UTC.</param>
    /// <param name="stop">Gives up asking; the work goes on.</param>
    /// <returns>A task whose result is a <see cref="TransferResult"/> as JSON; <see cref="TasksAsync"/> tells how it stands.</returns>
    Task<HardwareTask> CopyBackAsync(string key, Id<VirtualMachine> copy, Id<VirtualMachine> machine, DateTimeOffset since, CancellationToken stop);
}
