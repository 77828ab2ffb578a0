using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What the hardware says of one of its parts below hosts and block storage at one moment.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Zone">The availability zone it stands in.</param>
/// <param name="Group">The UCS domain of an interconnect or a chassis, the array of a canister or a drive; the two zones of a link.</param>
/// <param name="Name">Its name within the group: <c>Fabric A</c>, <c>Drive 14</c>; of a chassis the name hosts give theirs.</param>
/// <param name="Number">Its place within the group among its kind, from 1.</param>
/// <param name="IsBroken">Whether it waits for its repair; also a drive that is being rebuilt, or was, and has not been replaced.</param>
/// <param name="Health">How it is.</param>
/// <param name="Since">When it last failed, UTC; null while it is healthy.</param>
/// <param name="RebuiltAt">When the rebuild of a drive ends, UTC; null when none is under way.</param>
/// <param name="Rebuilt">How much of it is rebuilt, 0 to 1; null when nothing is.</param>
/// <param name="Capacity">The size of a drive; null for everything else.</param>
/// <param name="Fault">What is wrong with it and what that means, in full sentences; null while it is healthy.</param>
/// <param name="Severity">How bad that is (<see cref="FaultRule"/>).</param>
public sealed record HardwarePart(
    Id<HardwarePart> Id, HardwarePartKind Kind, Id<AvailabilityZone> Zone, string Group, string Name, int Number, bool IsBroken, HardwareHealth Health,
    DateTimeOffset? Since, DateTimeOffset? RebuiltAt, double? Rebuilt, ByteSize? Capacity, string? Fault, FaultSeverity Severity)
{
    /// <summary>How much of what is sent over a link is lost, 0 to 1; null for everything else.</summary>
    public double? Loss { get; init; }
}
