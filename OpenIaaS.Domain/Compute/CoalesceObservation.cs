using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>How the merging of what a deleted snapshot left on one disk stands.</summary>
/// <param name="Snapshot">The snapshot that was deleted.</param>
/// <param name="Disk">The disk.</param>
/// <param name="Debt">The blocks that are to be merged.</param>
/// <param name="Remaining">How long it still takes; a storage merges one after the other.</param>
/// <param name="FreezesMachine">Whether the machine is frozen while that is done.</param>
public sealed record CoalesceObservation(Id<Snapshot> Snapshot, Id<VirtualDisk> Disk, ByteSize Debt, TimeSpan Remaining, bool FreezesMachine);
