using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The parts below hosts and block storage: interconnects, chassis, canisters, drives; and the links between zones.</summary>
public interface IHardware
{
    /// <summary>What the parts of the zones are doing now, by zone, kind, group and number; a link belongs to the zone it was laid from.</summary>
    Task<IReadOnlyList<HardwarePart>> ObserveAsync(IReadOnlyCollection<Id<AvailabilityZone>> zones, CancellationToken stop);

    /// <summary>Breaks a part, with all that this means to what hangs on it. On real hardware this is refused.</summary>
    /// <returns><c>not-found</c>, or <c>part.already-failed</c>.</returns>
    Task<Result> FailAsync(Id<HardwarePart> part, CancellationToken stop);

    /// <summary>Repairs or replaces a part. Hosts that had lost power or been cut off boot; a replaced drive is rebuilt.</summary>
    /// <returns><c>not-found</c>, or <c>part.not-failed</c>.</returns>
    Task<Result> RepairAsync(Id<HardwarePart> part, CancellationToken stop);
}
