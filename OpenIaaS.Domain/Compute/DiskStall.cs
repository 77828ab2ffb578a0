namespace OpenIaaS.Domain.Compute;

/// <summary>What block storage that cannot be reached did to a running machine: it is powered on, and its memory is taken, but its system does not go on as usual.</summary>
/// <param name="Kind">How it stands.</param>
/// <param name="Storage">The name of the block storage that it waits for, or waited for too long.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record DiskStall(DiskStallKind Kind, string Storage, DateTimeOffset Since)
{
    /// <summary>
    /// How long the system of a machine waits for its disks: 180 s. Own estimate, what guest tools set for disks that are slow to come back (VMware Tools);
    /// Linux alone gives a SCSI disk 30 s, Xen's own block front end waits without end.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>Whether its block storage can still not be reached: its system answers nobody, and it could not boot.</summary>
    public bool IsUnreachable => Kind is DiskStallKind.Waiting or DiskStallKind.GivenUp;

    /// <summary>How a machine stands that booted at a moment and has a disk on block storage that could not be reached for some time.</summary>
    /// <param name="storage">The name of the block storage.</param>
    /// <param name="lostAt">Since when it could not be reached the last time; null when it always could.</param>
    /// <param name="backAt">When it could be again; null while it cannot.</param>
    /// <param name="givenUpBefore">Whoever booted before this had given up waiting in an outage that is over; null when none was so long.</param>
    /// <param name="bootedAt">When the system of the machine was last up.</param>
    /// <param name="patience">How long a system waits for its disks.</param>
    /// <returns>Null while nothing is wrong with it.</returns>
    public static DiskStall? Of(
        string storage, DateTimeOffset? lostAt, DateTimeOffset? backAt, DateTimeOffset? givenUpBefore, DateTimeOffset bootedAt, TimeSpan patience, DateTimeOffset now)
    {
        if (lostAt is { } lost && backAt is null)
        {
            var since = lost > bootedAt ? lost : bootedAt;
            return new DiskStall(now - since > patience ? DiskStallKind.GivenUp : DiskStallKind.Waiting, storage, since);
        }

        return bootedAt < givenUpBefore ? new DiskStall(DiskStallKind.ReadOnly, storage, givenUpBefore.Value + patience) : null;
    }
}
