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

    /// <summary>How the transfer under <paramref name="key"/> stands now; null when none was ever asked for under it.</summary>
    Task<HardwareTask?> TaskAsync(string key, CancellationToken stop);
}

/// <summary>What a whole transfer wrote.</summary>
/// <param name="CapturedAt">The moment of the snapshot, UTC.</param>
/// <param name="Size">What it takes on the target.</param>
/// <param name="IsFull">Whether everything was copied.</param>
public sealed record TransferResult(DateTimeOffset CapturedAt, ByteSize Size, bool IsFull);
