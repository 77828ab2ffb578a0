using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>The links between zones. Transfers share them, and work asked for again under the same key is the same work.</summary>
public interface IReplicationLink
{
    /// <summary>
    /// Snapshots a machine and copies what changed since <paramref name="since"/> (everything when null) to a storage in another zone.
    /// The space on the target is taken when the copy begins and given back when it fails. Fails when the target is full or disconnected.
    /// </summary>
    /// <returns>A task whose result is a <see cref="TransferResult"/> as JSON.</returns>
    Task<HardwareTask> TransferAsync(string key, Id<VirtualMachine> machine, DateTimeOffset? since, Id<StorageRepository> target, CancellationToken stop);

    /// <summary>What would keep copies from beginning now: a link that is down, a storage that is disconnected or too full.</summary>
    /// <returns>The reason in a full sentence by machine; a machine whose way is free is left out.</returns>
    Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop);

    /// <summary>How the transfer under <paramref name="key"/> stands now; null when none was ever asked for under it.</summary>
    Task<HardwareTask?> TaskAsync(string key, CancellationToken stop);
}

/// <summary>A copy that may be asked for.</summary>
/// <param name="Machine">The machine that would be copied.</param>
/// <param name="Since">The moment since when changes would be copied, UTC; everything when null.</param>
/// <param name="Target">The storage in another zone.</param>
public sealed record ReplicationWay(Id<VirtualMachine> Machine, DateTimeOffset? Since, Id<StorageRepository> Target);

/// <summary>What a whole transfer wrote.</summary>
/// <param name="CapturedAt">The moment of the snapshot, UTC.</param>
/// <param name="Size">What it takes on the target.</param>
/// <param name="IsFull">Whether everything was copied.</param>
public sealed record TransferResult(DateTimeOffset CapturedAt, ByteSize Size, bool IsFull);
