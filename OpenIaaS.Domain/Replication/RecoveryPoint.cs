using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication;

/// <summary>One restorable moment of a machine on its target storage; it exists only when its transfer is whole.</summary>
public sealed class RecoveryPoint : IOwned
{
    RecoveryPoint()
    {
    }

    /// <summary>Keeps a whole point.</summary>
    public RecoveryPoint(
        Id<RecoveryPoint> id, Id<Tenant> tenantId, Id<Replica> replicaId, DateTimeOffset capturedAt, DateTimeOffset completedAt, ByteSize size, bool isFull, long? digest = null) =>
        (Id, TenantId, ReplicaId, CapturedAt, CompletedAt, Size, IsFull, Digest) = (id, tenantId, replicaId, capturedAt, completedAt, size, isFull, digest);

    /// <summary>Its identity.</summary>
    public Id<RecoveryPoint> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The replica it is a point of.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The moment it shows the machine at, UTC: the snapshot's, not the end of the transfer.</summary>
    public DateTimeOffset CapturedAt { get; private set; }

    /// <summary>When its transfer was whole, UTC.</summary>
    public DateTimeOffset CompletedAt { get; private set; }

    /// <summary>What it takes on the target storage.</summary>
    public ByteSize Size { get; private set; }

    /// <summary>Whether every byte was copied, and not just what changed since the point before.</summary>
    public bool IsFull { get; private set; }

    /// <summary>
    /// What the blocks this point holds add up to, modulo 2^64, as the hypervisor reports it: those of a full point to a number for the content
    /// of the machine at <see cref="CapturedAt"/>, those of another one to what that number has grown by since the point before. Added up
    /// from the last full point on, the digests are the number of what a point restores. Null when the hypervisor reports none.
    /// </summary>
    public long? Digest { get; private set; }

    /// <summary>How many copies of the machine stand upon it: while there are any, retention spares it.</summary>
    public int Uses { get; private set; }

    /// <summary>It belongs to another replica of the same machine on the same storage from now on.</summary>
    internal void GoOver(Replica replica) => ReplicaId = replica.Id;

    /// <summary>A copy is started from it: it stays until <see cref="Unpin"/>.</summary>
    public void Pin() => Uses++;

    /// <summary>A copy that was started from it is gone, or stands by itself.</summary>
    public void Unpin() => Uses = Math.Max(0, Uses - 1);

    /// <summary>
    /// The number for the content of what a point restores: the digests from the last full one on, added up. What a hypervisor reads back must be the same.
    /// </summary>
    /// <param name="points">All points of the replica.</param>
    /// <param name="point">The one that is restored.</param>
    /// <returns>Null when one of them has none.</returns>
    public static long? ContentOf(IEnumerable<RecoveryPoint> points, RecoveryPoint point)
    {
        long? sum = 0;
        foreach (var one in points.Where(one => one.CapturedAt <= point.CapturedAt).OrderBy(one => one.CapturedAt)) sum = unchecked((one.IsFull ? 0 : sum) + one.Digest);
        return sum;
    }

    /// <summary>
    /// Takes over what only the point before it holds, so that the older one can be dropped and this one still shows every byte. Where both
    /// wrote the same blocks the older ones are given up. A full point needs nothing of the older one. The digest grows by that of the older one,
    /// and is unknown when that is.
    /// </summary>
    /// <param name="older">The point before this one, about to be dropped.</param>
    /// <returns>The space that becomes free.</returns>
    public ByteSize Absorb(RecoveryPoint older)
    {
        if (IsFull) return older.Size;
        var (smaller, larger) = Size < older.Size ? (Size, older.Size) : (older.Size, Size);
        (Size, IsFull, Digest) = (larger, older.IsFull, unchecked(Digest + older.Digest));
        return smaller;
    }
}
