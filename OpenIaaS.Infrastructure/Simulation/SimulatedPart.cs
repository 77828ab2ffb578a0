using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A part below hosts and volumes, with the last time it failed and came back; of a drive also when its content is whole again.</summary>
sealed class SimulatedPart : IVersioned
{
    public required Id<HardwarePart> Id { get; init; }

    public required HardwarePartKind Kind { get; init; }

    public required Id<AvailabilityZone> ZoneId { get; init; }

    /// <summary>The UCS domain or the array.</summary>
    public required string Group { get; init; }

    public required string Name { get; init; }

    public required int Number { get; init; }

    /// <summary>The size of a drive.</summary>
    public ByteSize? Capacity { get; init; }

    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>When it was repaired or replaced after that; null while it is broken.</summary>
    public DateTimeOffset? RepairedAt { get; private set; }

    /// <summary>When the rebuild of a drive began; null while it waits for spare space or a replacement.</summary>
    public DateTimeOffset? RebuildFrom { get; private set; }

    /// <summary>When that rebuild ends or ended.</summary>
    public DateTimeOffset? RebuiltAt { get; private set; }

    /// <summary>When an interconnect or a canister last began to run at half its throughput.</summary>
    public DateTimeOffset? HalvedAt { get; private set; }

    /// <summary>When it was as fast as before again; null while it is not.</summary>
    public DateTimeOffset? HalvedUntil { get; private set; }

    public int Version { get; private set; } = 1;

    public bool IsHalved => HalvedAt is not null && HalvedUntil is null;

    /// <summary>Which part of its throughput it gives at a moment, as far as its last failure and its last slowness tell.</summary>
    public double ShareAt(DateTimeOffset moment) =>
        FailedAt <= moment && !(RepairedAt <= moment) ? 0 : HalvedAt <= moment && !(HalvedUntil <= moment) ? 0.5 : 1;

    public bool IsBroken => FailedAt is not null && RepairedAt is null;

    /// <summary>Whether it is a failed drive whose content lies, or is being put, in the spare space.</summary>
    public bool TakesSpare => IsBroken && RebuildFrom is not null;

    /// <summary>Whether the content of a drive is missing: it failed, and is not rebuilt yet.</summary>
    public bool IsMissingAt(DateTimeOffset now) => Kind == HardwarePartKind.Drive && FailedAt is not null && !(RebuiltAt <= now);

    public bool IsRebuildingAt(DateTimeOffset now) => IsMissingAt(now) && RebuildFrom is not null;

    public HardwareHealth HealthAt(DateTimeOffset now) =>
        IsRebuildingAt(now) ? HardwareHealth.Rebuilding
        : Kind == HardwarePartKind.Drive && IsBroken && RebuiltAt <= now ? HardwareHealth.Replace
        : IsBroken || IsMissingAt(now) ? HardwareHealth.Failed : IsHalved ? HardwareHealth.Degraded : HardwareHealth.Healthy;

    public double? RebuiltShareAt(DateTimeOffset now) => IsRebuildingAt(now) ? (now - RebuildFrom!.Value) / (RebuiltAt!.Value - RebuildFrom.Value) : null;

    public void Fail(DateTimeOffset now) => (FailedAt, RepairedAt, RebuildFrom, RebuiltAt) = (now, null, null, null);

    /// <summary>It works again; a drive whose content is missing still has to be rebuilt onto its replacement.</summary>
    public void Repair(DateTimeOffset now)
    {
        if (IsBroken) RepairedAt = now;
        if (IsHalved) HalvedUntil = now;
    }

    public void Halve(DateTimeOffset now) => (HalvedAt, HalvedUntil) = (now, null);

    /// <summary>A drive that is put back with what was on it.</summary>
    public void PutBack(DateTimeOffset now) => (FailedAt, RepairedAt, RebuildFrom, RebuiltAt) = (null, now, null, null);

    public void Rebuild(DateTimeOffset from, DateTimeOffset until) => (RebuildFrom, RebuiltAt) = (from, until);

    /// <summary>The array is offline: nothing can be rebuilt.</summary>
    public void StopRebuild() => (RebuildFrom, RebuiltAt) = (null, null);
}
