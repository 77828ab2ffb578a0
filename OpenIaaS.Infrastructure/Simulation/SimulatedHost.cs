using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

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

    /// <summary>What machines may take of its memory, in bytes: the physical memory less the control domain's.</summary>
    public required long MemoryForMachines { get; init; }

    /// <summary>When it last lost power; null when it never did.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>When it was repaired after that; null while it is broken.</summary>
    public DateTimeOffset? RepairedAt { get; private set; }

    /// <summary>When its heartbeat is seen again after the repair.</summary>
    public DateTimeOffset? HeartbeatFrom { get; private set; }

    /// <summary>How often it failed; numbers its draws.</summary>
    public int Failures { get; private set; }

    public int Version { get; private set; } = 1;

    public string Key => $"{PoolName}/{Name}";

    public bool IsBroken => FailedAt is not null && RepairedAt is null;

    public bool HeartbeatSeenAt(DateTimeOffset now) => FailedAt is null || now >= HeartbeatFrom;

    public void Fail(DateTimeOffset now) => (FailedAt, RepairedAt, HeartbeatFrom, Failures) = (now, null, null, Failures + 1);

    public void Repair(DateTimeOffset now, DateTimeOffset heartbeatFrom) => (RepairedAt, HeartbeatFrom) = (now, heartbeatFrom);

    public HostObservation At(DateTimeOffset now)
    {
        if (HeartbeatSeenAt(now)) return new HostObservation(Id, true, null, null);
        var fault = IsBroken
            ? $"The blade {Name} in slot {Slot} of {Chassis} has no power."
            : $"The blade {Name} in slot {Slot} of {Chassis} was repaired and is booting.";
        return new HostObservation(Id, false, FailedAt, fault);
    }
}
