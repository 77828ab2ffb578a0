using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>One machine of a rehearsal with the evidence. Moments are UTC, RFC 3339.</summary>
/// <param name="State">Waiting, Restoring, Starting, Answering, Passed or Failed.</param>
/// <param name="PointAgeSeconds">How old its recovery point was when its recovery began.</param>
/// <param name="RecoveryTimeSeconds">From there until its tools answered.</param>
/// <param name="BootTimeSeconds">From its power until its tools answered.</param>
/// <param name="ContentMatches">Whether what was written is what the point's digest says; absent when nobody knows.</param>
sealed record RehearsedMachineWire(
    string VirtualMachineId, string VirtualMachine, int StartOrder, string State, string? RecoveryPointId, DateTimeOffset? CapturedAt, long? PointAgeSeconds, DateTimeOffset? BeganAt, DateTimeOffset? AnsweredAt,
    long? RecoveryTimeSeconds, long? BootTimeSeconds, bool? ContentMatches, string? Reason)
{
    public static RehearsedMachineWire Of(RehearsedMachine row) => new(
        $"{row.MachineId}", row.Machine, row.StartOrder, $"{row.Step}", row.PointId?.ToString(), row.CapturedAt, (long?)row.PointAge?.TotalSeconds, row.BeganAt, row.AnsweredAt, (long?)row.RecoveryTime?.TotalSeconds,
        (long?)row.BootTime?.TotalSeconds, row.ContentMatches, row.Reason);
}
