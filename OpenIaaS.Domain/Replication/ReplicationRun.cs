using System.Globalization;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Replication;

/// <summary>
/// One copy of a machine for one tick: what was asked for, and how it ended. A replica has one run at a time (Reliability 3, rule 5), so
/// that replica and beginning name it. Runs stay when their points are gone: the recovery point is proved by them.
/// </summary>
public sealed class ReplicationRun : IOwned
{
    ReplicationRun()
    {
    }

    /// <summary>Begins the run of a tick; ask <see cref="Replica.BeginRun"/> first.</summary>
    /// <param name="replica">The replica it makes a point of.</param>
    /// <param name="tick">The tick it is for, or since when it has been waiting, UTC.</param>
    /// <param name="target">The storage the point goes to.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="catchesUp">Whether it makes up for one that failed.</param>
    public ReplicationRun(Replica replica, DateTimeOffset tick, Id<StorageRepository> target, DateTimeOffset now, bool catchesUp = false) =>
        (ReplicaId, TenantId, MachineId, Tick, Since, TargetStorageId, BeganAt, OfTick) =
            (replica.Id, replica.TenantId, replica.MachineId, tick, replica.LastPointAt, target, now, !catchesUp);

    /// <summary>The replica it makes a point of; with <see cref="BeganAt"/>, its key.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The tick it is for, or since when it had been waiting, UTC.</summary>
    public DateTimeOffset Tick { get; private set; }

    /// <summary>Whether it is the run of a tick, of which each has one at the most. Otherwise it makes up for one that failed.</summary>
    public bool OfTick { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine copied.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The storage the point goes to.</summary>
    public Id<StorageRepository> TargetStorageId { get; private set; }

    /// <summary>The newest complete point when it began, UTC: changes since then are copied; everything when null.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset BeganAt { get; private set; }

    /// <summary>When the copy is expected to be whole, UTC; null until the hardware has been asked for it.</summary>
    public DateTimeOffset? ExpectedAt { get; private set; }

    /// <summary>When it ended, UTC; null while it copies.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The moment its point shows, UTC; null while it copies and when it failed.</summary>
    public DateTimeOffset? CapturedAt { get; private set; }

    /// <summary>What went over the link; nothing while it copies and when it failed.</summary>
    public ByteSize Size { get; private set; }

    /// <summary>Whether everything was copied, and not what changed since the point before.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Why everything was copied, in a full sentence; null while it copies, and when what changed was enough.</summary>
    public string? FullBecause { get; private set; }

    /// <summary>Why it failed, in full sentences; null while it copies and when it made its point.</summary>
    public string? Reason { get; private set; }

    /// <summary>The key under which the hardware is asked for its copy: the same after a crash.</summary>
    public string TransferKey => KeyOf(ReplicaId, BeganAt);

    /// <inheritdoc cref="TransferKey"/>
    public static string KeyOf(Id<Replica> replica, DateTimeOffset beganAt) => string.Create(CultureInfo.InvariantCulture, $"{replica}/{beganAt.UtcTicks}");

    /// <summary>The replica and the beginning that a key names; see <see cref="TransferKey"/>.</summary>
    public static (Id<Replica> Replica, DateTimeOffset BeganAt) OfKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (Id<Replica>.Parse(key[..slash], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture), TimeSpan.Zero));
    }

    /// <summary>How far a copy is by its time, 0 to 99 percent; 0 while nobody knows how long it takes.</summary>
    /// <param name="beganAt">When it began, UTC.</param>
    /// <param name="expectedAt">When it is expected to be whole, UTC, or null.</param>
    /// <param name="now">The present, UTC.</param>
    public static int ProgressAt(DateTimeOffset beganAt, DateTimeOffset? expectedAt, DateTimeOffset now) =>
        expectedAt > beganAt ? (int)Math.Clamp(100 * ((now - beganAt) / (expectedAt.Value - beganAt)), 0, 99) : 0;

    /// <summary>Notes that the hardware copies, and until when.</summary>
    public void Expect(DateTimeOffset wholeAt) => ExpectedAt = wholeAt;

    /// <summary>Ends it well: its point is kept.</summary>
    public void Complete(TransferResult transfer, DateTimeOffset now) =>
        (CapturedAt, Size, IsFull, FullBecause, EndedAt) = (transfer.CapturedAt, transfer.Size, transfer.IsFull, transfer.IsFull ? transfer.FullBecause : null, now);

    /// <summary>Ends it badly: nothing of it is kept.</summary>
    public void Fail(string reason, DateTimeOffset now) => (Reason, EndedAt) = (reason, now);
}
