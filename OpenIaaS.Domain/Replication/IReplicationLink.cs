using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>
/// The links between zones. Transfers share them, and work asked for again under the same key is the same work. Everything is asked for
/// many machines at once, for ticks of many machines meet.
/// </summary>
public partial interface IReplicationLink
{
    /// <summary>
    /// Snapshots machines and copies what changed since a moment, or everything, to a storage in another zone. The space on the target is
    /// taken when a copy begins and given back when it fails. A copy fails when the target is full or disconnected; the others go on.
    /// </summary>
    /// <returns>A task for each request, in their order; its result is a <see cref="TransferResult"/> as JSON.</returns>
    Task<IReadOnlyList<HardwareTask>> TransferAsync(IReadOnlyCollection<TransferRequest> requests, CancellationToken stop);

    /// <summary>How the transfers under these keys stand now; a key that is not known is left out.</summary>
    Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop);

    /// <summary>The transfers that ended at a moment or after it, well or not, and are not forgotten: cheap, however many are under way.</summary>
    /// <param name="since">Until when somebody has looked before, UTC; null for all.</param>
    /// <param name="stop">Gives up.</param>
    Task<EndedTransfers> EndedAsync(DateTimeOffset? since, CancellationToken stop);

    /// <summary>What would keep copies from beginning now: a link that is down, a storage that is disconnected or too full.</summary>
    /// <returns>The reason in a full sentence by machine; a machine whose way is free is left out.</returns>
    Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop);

    /// <summary>Which of some machines cannot be relied on to be snapshotted: one that froze before, or a system that writes faster than blocks are merged.</summary>
    /// <returns>Why, in a full sentence, by machine; one whose snapshots are as they should be is left out.</returns>
    Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> FreezingAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop);

    /// <summary>How every transfer ended that was begun before this moment has been noted: nobody will ask for those again.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken stop);
}

/// <summary>A copy that may be asked for.</summary>
/// <param name="Machine">The machine that would be copied.</param>
/// <param name="Since">The moment since when changes would be copied, UTC; everything when null.</param>
/// <param name="Target">The storage in another zone.</param>
public sealed record ReplicationWay(Id<VirtualMachine> Machine, DateTimeOffset? Since, Id<StorageRepository> Target);

/// <summary>A copy that is asked for.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Way">What is copied, and where to.</param>
public sealed record TransferRequest(string Key, ReplicationWay Way);
