using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// A blade in its slot, with the last time it failed and came back. The failure stays after the repair: a machine placed before it is lost,
/// one placed after it is not, and so nothing has to be written for the machines themselves.
/// </summary>
sealed class SimulatedHost : IVersioned
{
    public required Id<Host> Id { get; init; }

    public required Id<Pool> PoolId { get; init; }

    public required string PoolName { get; init; }

    public required Id<AvailabilityZone> ZoneId { get; init; }

    public required string Name { get; init; }

    public required string Chassis { get; init; }

    public required int Slot { get; init; }

    /// <summary>The speed of each of its two links, one to each fabric interconnect, in Gbit/s. Network and block storage share them.</summary>
    public required int LinkGigabits { get; init; }

    /// <summary>The hardware threads of its class; 0 where they were not written down (hosts from before there were metrics).</summary>
    public int Threads { get; set; }

    /// <summary>How many fabric interconnects it reaches, 0 to 2.</summary>
    public int FabricsUp { get; set; } = BladeClass.Links;

    /// <summary>How many of these run at half their throughput.</summary>
    public int FabricsHalved { get; set; }

    /// <summary>Whether the blade itself is broken; it may be down for other reasons.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Why it is down, in a full sentence.</summary>
    public string? Cause { get; set; }

    /// <summary>What machines may take of its memory, in bytes: the physical memory less the control domain's.</summary>
    public required long MemoryForMachines { get; init; }

    /// <summary>When it last lost power; null when it never did.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>When it was repaired after that; null while it is broken.</summary>
    public DateTimeOffset? RepairedAt { get; private set; }

    /// <summary>When its heartbeat is seen again after the repair.</summary>
    public DateTimeOffset? HeartbeatFrom { get; private set; }

    /// <summary>Since when it takes no new machines; null while it takes them. A failure and a repair change nothing about it.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Since when its path to the heartbeat storage is cut; null while it is whole.</summary>
    public DateTimeOffset? HeartbeatCutAt { get; private set; }

    /// <summary>Which part of the management network of its pool it is in: 0, or 1 for those that are split off.</summary>
    public int Segment { get; set; }

    /// <summary>Since when its heartbeat counts for nothing: it fences itself after the time-out, and then waits until it may join again. Null while it lives.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Why it is silent.</summary>
    public Standing Standing { get; private set; }

    /// <summary>How often it failed; numbers its draws.</summary>
    public int Failures { get; private set; }

    public int Version { get; private set; } = 1;

    public string Key => $"{PoolName}/{Name}";

    public bool IsBroken => FailedAt is not null && RepairedAt is null;

    /// <summary>Whether it has power and is up.</summary>
    public bool IsUpAt(DateTimeOffset now) => FailedAt is null || now >= HeartbeatFrom;

    public bool HeartbeatSeenAt(DateTimeOffset now) => SilentSince is null && IsUpAt(now);

    /// <summary>Why it fences itself once it has been silent for too long.</summary>
    public string FenceCause => Fenced(Name, Standing).Message;

    /// <summary>What its links carry now, in Gbit/s.</summary>
    public double Gigabits => (FabricsUp - (FabricsHalved / 2.0)) * LinkGigabits;

    /// <summary>The blade itself breaks, or is whole again; what follows is for <see cref="Wiring"/> to say.</summary>
    public void SetFaulty(bool faulty) => IsFaulty = faulty;

    /// <summary>It goes down, with everything on it.</summary>
    public void Lose(DateTimeOffset now, string cause) => (FailedAt, RepairedAt, HeartbeatFrom, Failures, Cause) = (now, null, null, Failures + 1, cause);

    /// <summary>Nothing keeps it down any more: its heartbeat is seen again at a moment.</summary>
    public void Return(DateTimeOffset now, DateTimeOffset heartbeatFrom) => (RepairedAt, HeartbeatFrom, Cause) = (now, heartbeatFrom, null);

    /// <summary>Cuts its path to the heartbeat storage; everything else of it goes on.</summary>
    public void CutHeartbeat(DateTimeOffset now) => HeartbeatCutAt ??= now;

    public void JoinHeartbeat() => HeartbeatCutAt = null;

    /// <summary>It does not belong to those that live any more.</summary>
    public void FallSilent(DateTimeOffset now, Standing standing) => (SilentSince, Standing) = (now, standing);

    /// <summary>It belongs to those that live.</summary>
    public void BeHeard() => (SilentSince, Standing) = (null, Standing.Lives);

    /// <summary>It was about to come back and may not join: it waits. Nothing ran on it, so that it is no further failure.</summary>
    public void Wait(DateTimeOffset now, Standing standing)
    {
        FallSilent(now, standing);
        (RepairedAt, HeartbeatFrom, Cause) = (null, null, FenceCause);
    }

    public void Enable(bool enabled, DateTimeOffset now) => DisabledAt = enabled ? null : DisabledAt ?? now;

    /// <inheritdoc cref="FenceCause"/>
    public static Problem Fenced(string host, Standing standing) => standing switch
    {
        Standing.OutsidePartition => Problem.Unavailable("blade.fenced-apart", $"The host {host} was cut off from the part of its pool that goes on, and has fenced itself."),
        Standing.StorageLost => Problem.Unavailable("blade.fenced-blind", $"The host {host} lost the heartbeat storage as all others did, did not see every host of its pool, and has fenced itself."),
        _ => Problem.Unavailable("blade.fenced", $"The host {host} was cut off from its heartbeat storage and has fenced itself."),
    };

    public HostObservation At(DateTimeOffset now)
    {
        if (HeartbeatSeenAt(now)) return new HostObservation(Id, true, null, null, UpSinceAt(now));
        if (IsUpAt(now)) return new HostObservation(Id, false, SilentSince, SilenceOf(), UpSinceAt(now));
        var fault = IsBroken ? Cause : $"The blade {Name} in slot {Slot} of {Chassis} was repaired and is booting.";
        return new HostObservation(Id, false, SilentSince < FailedAt ? SilentSince : FailedAt, fault, DownSince: FailedAt);
    }

    string SilenceOf() => Standing switch
    {
        Standing.OutsidePartition => $"{Name} is cut off from the part of its pool that goes on; the host runs, and fences itself when that lasts too long.",
        Standing.StorageLost => $"{Name} has lost the heartbeat storage, as all others have, and does not see every host of its pool; the host runs, and fences itself when that lasts too long.",
        _ => $"The path of {Name} to its heartbeat storage is cut; the host runs, and fences itself when it cannot write its heartbeat for too long.",
    };

    /// <summary>One that never failed has run since it was racked, which is when it got its identity.</summary>
    DateTimeOffset? UpSinceAt(DateTimeOffset now) => FailedAt is null ? IdSource.MomentOf(Id.Value) : now >= HeartbeatFrom ? HeartbeatFrom : null;
}
