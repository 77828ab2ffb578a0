using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// A machine as its last transition: <see cref="From"/> until <see cref="ChangedAt"/>, <see cref="To"/> from then on, and halted for good once
/// the host it was placed on has failed. What it is doing at a moment is computed from that, never written.
/// </summary>
sealed class SimulatedMachine : IVersioned
{
    public required Id<VirtualMachine> Id { get; init; }

    public required Id<Pool> PoolId { get; set; }

    public required Id<AvailabilityZone> ZoneId { get; set; }

    /// <summary>The name path it was made under, which its draws are keyed by: what is on its disks does not change with where it is.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required int VirtualCpus { get; set; }

    /// <summary>Its memory in bytes.</summary>
    public required long Memory { get; set; }

    public required bool HasGuestSystem { get; init; }

    /// <summary>Its disks as JSON; read through <see cref="Disks"/>.</summary>
    public required string DisksJson { get; set; }

    /// <summary>Its config drive as JSON, or null; read through <see cref="ConfigDrive"/>.</summary>
    public string? ConfigDriveJson { get; init; }

    /// <summary>From when on the hypervisor has it: the end of the copying of its disks.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The host it was last placed on.</summary>
    public Id<Host>? HostId { get; private set; }

    /// <summary>The host of its pool it ran on last, or runs on; null when it never ran there.</summary>
    public Id<Host>? LastHostId { get; private set; }

    /// <summary>When the start that placed it there was accepted: its memory is taken from then on.</summary>
    public DateTimeOffset? PlacedAt { get; private set; }

    /// <summary>The host it is being moved to, until that has ended: its memory is taken there too.</summary>
    public Id<Host>? MigratesToId { get; private set; }

    public PowerState From { get; private set; }

    public PowerState To { get; private set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>When its system was last up; its tools are seen some seconds later.</summary>
    public DateTimeOffset? BootedAt { get; private set; }

    /// <summary>When its system is up for the first time, as far as its transitions tell; see <see cref="HasBootedAt"/>.</summary>
    public DateTimeOffset? FirstBootAt { get; private set; }

    /// <summary>From when on it stands frozen, while a snapshot of it is merged; null when it never was.</summary>
    public DateTimeOffset? FrozenFrom { get; private set; }

    /// <summary>Until when it stands frozen, or stood the last time.</summary>
    public DateTimeOffset? FrozenUntil { get; private set; }

    /// <summary>When it was last brought back to a snapshot: what was on its disks before that is no base of what is on them now.</summary>
    public DateTimeOffset? RevertedAt { get; private set; }

    /// <summary>How many pieces of work were begun on it; numbers its draws.</summary>
    public int Works { get; set; }

    public int Version { get; private set; } = 1;

    public IReadOnlyList<SimulatedDisk> Disks => HardwareJson.Read<List<SimulatedDisk>>(DisksJson);

    /// <summary>The disks its system sees.</summary>
    public IEnumerable<SimulatedDisk> PluggedDisks => Disks.Where(disk => disk.IsPlugged);

    /// <summary>Puts a disk in, or a disk as it is now in the place of what was known of it.</summary>
    public void Put(SimulatedDisk disk) => DisksJson = HardwareJson.Write(Disks.Any(known => known.Id == disk.Id) ? [.. Disks.Select(known => known.Id == disk.Id ? disk : known)] : (List<SimulatedDisk>)[.. Disks, disk]);

    /// <summary>Takes a disk out.</summary>
    public void Remove(Id<VirtualDisk> disk) => DisksJson = HardwareJson.Write(Disks.Where(known => known.Id != disk).ToList());

    public SimulatedConfigDrive? ConfigDrive => ConfigDriveJson is null ? null : HardwareJson.Read<SimulatedConfigDrive>(ConfigDriveJson);

    /// <param name="hostFailedAt">When the host it was placed on last failed.</param>
    public bool IsLostWith(DateTimeOffset? hostFailedAt) => HostId is not null && hostFailedAt >= PlacedAt;

    public PowerState PowerAt(DateTimeOffset now, DateTimeOffset? hostFailedAt) =>
        IsLostWith(hostFailedAt) ? PowerState.Halted : now < ChangedAt ? From : To;

    /// <summary>Whether its system has been up at least once.</summary>
    public bool HasBootedAt(DateTimeOffset now, DateTimeOffset? hostFailedAt) => FirstBootAt <= now && !FirstBootWasLost(hostFailedAt);

    /// <summary>Which config drive it has.</summary>
    public ConfigDrive DriveAt(DateTimeOffset now, DateTimeOffset? hostFailedAt) => ConfigDrive switch
    {
        null => Domain.Compute.ConfigDrive.None,
        { GoesAfterBoot: false } => Domain.Compute.ConfigDrive.Kept,
        _ => HasBootedAt(now, hostFailedAt) ? Domain.Compute.ConfigDrive.None : Domain.Compute.ConfigDrive.UntilFirstBoot,
    };

    /// <summary>A first boot that its host did not live to see was none: the next one is the first.</summary>
    public void ForgetLostBoot(DateTimeOffset? hostFailedAt)
    {
        if (FirstBootWasLost(hostFailedAt)) FirstBootAt = null;
    }

    /// <summary>Whether a piece of work on it is under way.</summary>
    public bool IsBusyAt(DateTimeOffset now, DateTimeOffset? hostFailedAt) => now < ChangedAt && !IsLostWith(hostFailedAt);

    /// <summary>Whether the hypervisor holds it still, to merge a snapshot of it.</summary>
    public bool IsFrozenAt(DateTimeOffset now, DateTimeOffset? hostFailedAt) => now >= FrozenFrom && now < FrozenUntil && PowerAt(now, hostFailedAt) == PowerState.Running;

    /// <summary>It will be held still from a moment on, or longer than it is.</summary>
    public void Freeze(DateTimeOffset from, DateTimeOffset until) => (FrozenFrom, FrozenUntil) = (FrozenUntil > from ? FrozenFrom : from, until > FrozenUntil || FrozenUntil is null ? until : FrozenUntil);

    /// <summary>Work that leaves it as it is, running or not.</summary>
    public void WorkUntil(DateTimeOffset end, PowerState power)
    {
        if (power == PowerState.Halted) Occupy(end);
        else (From, To, ChangedAt) = (power, power, end);
    }

    /// <summary>Until when it has written to its disks, as far as its last transition tells.</summary>
    public DateTimeOffset WritingUntil(DateTimeOffset now, DateTimeOffset? hostFailedAt) =>
        PowerAt(now, hostFailedAt) == PowerState.Running ? now : IsLostWith(hostFailedAt) ? hostFailedAt!.Value : ChangedAt;

    /// <summary>It has been brought back to a snapshot, or not: then it is off, and free for other work.</summary>
    public void EndRevert(DateTimeOffset endedAt, bool succeeded)
    {
        if (succeeded) RevertedAt = endedAt;
        else Occupy(endedAt);
    }

    /// <summary>A start that ends at <paramref name="end"/>; when it fails it holds its memory until then and stays halted.</summary>
    public void Place(Id<Host> host, DateTimeOffset now, DateTimeOffset end, bool succeeds)
    {
        (HostId, PlacedAt, From, ChangedAt) = (host, now, PowerState.Halted, end);
        To = succeeds ? PowerState.Running : PowerState.Halted;
        BootedAt = succeeds ? end : null;
        if (!succeeds) return;
        FirstBootAt ??= end;
        LastHostId = host;
    }

    public void Stop(DateTimeOffset end, bool succeeds) =>
        (From, To, ChangedAt) = (PowerState.Running, succeeds ? PowerState.Halted : PowerState.Running, end);

    public void Restart(DateTimeOffset end, bool succeeds)
    {
        (From, To, ChangedAt) = (PowerState.Running, PowerState.Running, end);
        if (succeeds) BootedAt = end;
    }

    /// <summary>A move to another host that ends at <paramref name="end"/>; until then, and if it fails, it runs where it is.</summary>
    public void Migrate(Id<Host> host, DateTimeOffset end) => (MigratesToId, From, To, ChangedAt) = (host, PowerState.Running, PowerState.Running, end);

    /// <summary>The move has ended.</summary>
    /// <param name="begunAt">When it was accepted: it counts as placed there since then.</param>
    /// <param name="succeeded">Whether it arrived.</param>
    public void EndMigration(DateTimeOffset begunAt, DateTimeOffset endedAt, bool succeeded)
    {
        if (succeeded) (HostId, LastHostId, PlacedAt) = (MigratesToId, MigratesToId, begunAt);
        (MigratesToId, ChangedAt) = (null, endedAt);
    }

    /// <summary>It belongs to another pool from now on.</summary>
    public void Join(Id<Pool> pool, Id<AvailabilityZone> zone) => (PoolId, ZoneId, LastHostId) = (pool, zone, HostId);

    /// <summary>Work on a machine that is off and has no host.</summary>
    public void Occupy(DateTimeOffset end) =>
        (LastHostId, HostId, PlacedAt, From, To, ChangedAt) = (LastHostId ?? HostId, null, null, PowerState.Halted, PowerState.Halted, end);

    /// <summary>A machine taken over that has been running for some time.</summary>
    public void RunSince(Id<Host> host, DateTimeOffset since)
    {
        Place(host, since, since, succeeds: true);
        From = PowerState.Running;
    }

    bool FirstBootWasLost(DateTimeOffset? hostFailedAt) => IsLostWith(hostFailedAt) && hostFailedAt < FirstBootAt;
}

/// <summary>A disk of a machine; its space is taken in full (thick).</summary>
/// <param name="IsPlugged">Whether its system sees it.</param>
sealed record SimulatedDisk(Id<VirtualDisk> Id, Id<StorageRepository> Storage, ByteSize Capacity, bool IsPlugged = true);
