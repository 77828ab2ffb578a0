using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// One piece of work: when it began, when it ends and how. All of that is decided when it begins; only a fault on the way (its host or
/// its link lost) ends it earlier.
/// </summary>
sealed class SimulatedTask : IVersioned
{
    /// <summary>The key it was asked for under.</summary>
    public required string Key { get; init; }

    public required SimulatedWork Work { get; init; }

    public Id<VirtualMachine>? MachineId { get; init; }

    /// <summary>The host that does it; its failure ends it.</summary>
    public Id<Host>? HostId { get; init; }

    /// <summary>The host a machine is moved to; its failure ends it too.</summary>
    public Id<Host>? TargetHostId { get; init; }

    /// <summary>The link it runs over; its loss ends it.</summary>
    public Id<ZoneLink>? LinkId { get; init; }

    /// <summary>The snapshot that is taken, deleted or merged.</summary>
    public Id<Snapshot>? SnapshotId { get; init; }

    /// <summary>The volume that <see cref="Size"/> was taken on.</summary>
    public Id<StorageRepository>? VolumeId { get; init; }

    public ByteSize Size { get; init; }

    /// <summary>The disk that is made, moved or deleted.</summary>
    public Id<VirtualDisk>? DiskId { get; init; }

    /// <summary>The volume that is read from; its loss ends it.</summary>
    public Id<StorageRepository>? SourceVolumeId { get; init; }

    /// <summary>What a resize gives the machine when it ends.</summary>
    public int? VirtualCpus { get; init; }

    /// <summary>What a resize gives the machine when it ends, in bytes.</summary>
    public long? Memory { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it would end if nothing goes wrong.</summary>
    public required DateTimeOffset ExpectedAt { get; init; }

    /// <summary>When it ends, well or not.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    public required bool Succeeds { get; set; }

    public string? Result { get; init; }

    public string? Reason { get; set; }

    /// <summary>Whether nothing is left to be done on the hardware when it ends; see <see cref="Settlement"/>.</summary>
    public bool Settled { get; set; }

    public int Version { get; private set; } = 1;

    /// <summary>Work that was refused at once.</summary>
    public static SimulatedTask Refused(string key, SimulatedWork work, DateTimeOffset now, string reason) => new()
    {
        Key = key, Work = work, StartedAt = now, ExpectedAt = now, EndsAt = now, Succeeds = false, Reason = reason, Settled = true,
    };

    public HardwareTask At(DateTimeOffset now)
    {
        var progress = ExpectedAt > StartedAt ? (int)Math.Clamp(100 * ((now < EndsAt ? now : EndsAt) - StartedAt) / (ExpectedAt - StartedAt), 0, 99) : 0;
        if (now < EndsAt) return new HardwareTask(Key, HardwareTaskState.Running, progress, ExpectedAt - now, null, null);
        return Succeeds
            ? new HardwareTask(Key, HardwareTaskState.Succeeded, 100, TimeSpan.Zero, Result, null)
            : new HardwareTask(Key, HardwareTaskState.Failed, progress, TimeSpan.Zero, null, Reason);
    }
}
