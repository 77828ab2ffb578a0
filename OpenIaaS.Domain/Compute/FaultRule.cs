using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// How bad the failure of each part is. UCS Manager's meanings (<see cref="FaultSeverity"/>) applied to what the failure does here: critical is what takes
/// hosts or volumes down, major what takes much of them away or leaves nothing for the next failure, minor and warning what waits for hands.
/// </summary>
public static class FaultRule
{
    /// <summary>How bad the state of a part is.</summary>
    /// <param name="mates">How many of its kind in its group work beside it: the other interconnect, the other canister.</param>
    /// <param name="missing">Of a drive: the drives of its array whose content is nowhere else, itself counted.</param>
    /// <param name="isBroken">Whether it waits for its repair.</param>
    public static FaultSeverity Of(HardwarePartKind kind, HardwareHealth health, bool isBroken, int mates, int missing)
    {
        if (health == HardwareHealth.Healthy) return FaultSeverity.Cleared;
        // Much of what a lone one does is lost with half of it; one of two leaves three quarters.
        if (health == HardwareHealth.Degraded) return kind != HardwarePartKind.Link && mates == 0 ? FaultSeverity.Major : FaultSeverity.Minor;
        return kind switch
        {
            HardwarePartKind.Chassis => FaultSeverity.Critical,
            HardwarePartKind.Interconnect or HardwarePartKind.Canister => mates > 0 ? FaultSeverity.Major : FaultSeverity.Critical,
            HardwarePartKind.Link => FaultSeverity.Major,
            HardwarePartKind.Drive => OfDrive(health, isBroken, missing),
        };
    }

    /// <summary>How bad the state of a blade is: one that failed took everything down that ran on it.</summary>
    public static FaultSeverity Of(HostStatus status) => status switch
    {
        HostStatus.Failed => FaultSeverity.Critical,
        HostStatus.Evacuating or HostStatus.Maintenance => FaultSeverity.Info,
        HostStatus.Connected => FaultSeverity.Cleared,
    };

    static FaultSeverity OfDrive(HardwareHealth health, bool isBroken, int missing)
    {
        // Its content lies in the spare space: it is nothing the array misses.
        if (health == HardwareHealth.Replace) return FaultSeverity.Warning;
        if (!DistributedRaid.Survives(missing)) return FaultSeverity.Critical;
        if (missing == DistributedRaid.Parity) return FaultSeverity.Major;
        return isBroken ? FaultSeverity.Minor : FaultSeverity.Info;
    }
}
