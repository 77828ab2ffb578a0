using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>Transfers that have ended.</summary>
/// <param name="Until">Until when this is all of them, UTC: where the next look begins.</param>
/// <param name="Tasks">They, in the order in which they were expected to end.</param>
public sealed record EndedTransfers(DateTimeOffset Until, IReadOnlyList<HardwareTask> Tasks);

/// <summary>What a whole transfer wrote.</summary>
/// <param name="CapturedAt">The moment of the snapshot, UTC.</param>
/// <param name="Size">What it takes on the target.</param>
/// <param name="IsFull">Whether everything was copied.</param>
/// <param name="Digest">What the blocks it wrote add up to, as the hypervisor reports it; see <see cref="RecoveryPoint.Digest"/>. Null when it reports none.</param>
/// <param name="FullBecause">Why everything was copied, in a full sentence; null when it was not, or nobody says why.</param>
/// <param name="BaseMissing">Whether the point that was asked to be built upon is not on the target any more: nothing can be restored from it.</param>
public sealed record TransferResult(DateTimeOffset CapturedAt, ByteSize Size, bool IsFull, long? Digest = null, string? FullBecause = null, bool BaseMissing = false);
