using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>A failover or a test of one. Moments are UTC, RFC 3339.</summary>
/// <param name="Kind">Unplanned, Planned or Test.</param>
/// <param name="State">Beginning, Running, Ending, Failed, FailedBack, Kept or CleanedUp.</param>
/// <param name="CopyId">The virtual machine that was started.</param>
/// <param name="CapturedAt">The moment its recovery point shows; absent until a planned one has made its last.</param>
/// <param name="AnsweredAt">When the tools inside the copy answered.</param>
/// <param name="CleanUpAt">When a test is removed by itself.</param>
/// <param name="RecoveryTimeSeconds">From the order until the tools answered.</param>
/// <param name="DataLostSeconds">The time between the recovery point and the end of the machine.</param>
/// <param name="Reason">Why it failed, or what did not work last.</param>
/// <param name="ActivityId">The activity that ordered it; absent for whoever may not see activities.</param>
/// <param name="OrderedBy">Who ordered it; absent with the activity.</param>
sealed record FailoverWire(
    string Id, string Kind, string State, string ReplicaId, string VirtualMachineId, string VirtualMachine, string CopyId, DateTimeOffset OrderedAt, DateTimeOffset? CapturedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? AnsweredAt, DateTimeOffset? CleanUpAt, DateTimeOffset? EndedAt, long? RecoveryTimeSeconds, long? DataLostSeconds, string? Reason,
    string? ActivityId, string? OrderedBy)
{
    public static FailoverWire Of(FailoverRow row) => new(
        $"{row.Id}", $"{row.Kind}", $"{row.State}", $"{row.ReplicaId}", $"{row.MachineId}", row.Machine, $"{row.CopyId}", row.OrderedAt, row.CapturedAt, row.StartedAt, row.AnsweredAt, row.CleanUpAt, row.EndedAt,
        (long?)row.RecoveryTime?.TotalSeconds, (long?)row.DataLost?.TotalSeconds, row.Reason, row.ActivityId is { } order ? $"{order}" : null, row.OrderedBy);
}

/// <summary>A recovery point to start from.</summary>
/// <param name="CapturedAt">The moment it shows, UTC.</param>
/// <param name="Size">Bytes it takes.</param>
/// <param name="InUse">Whether a copy stands upon it.</param>
sealed record RecoveryPointWire(string Id, DateTimeOffset CapturedAt, DateTimeOffset CompletedAt, long Size, bool IsFull, bool InUse)
{
    public static RecoveryPointWire Of(RecoveryPointRow row) => new($"{row.Id}", row.CapturedAt, row.CompletedAt, row.Size.Bytes, row.IsFull, row.Uses > 0);
}

/// <summary>A rehearsal of a policy.</summary>
/// <param name="TargetMinutes">How many minutes each machine may take; absent for no bound.</param>
/// <param name="TotalSeconds">From the order until the last machine answered.</param>
/// <param name="Machines">What became of each; only where one rehearsal is read.</param>
sealed record RehearsalWire(
    string Id, string PolicyId, string Policy, string OrderedBy, DateTimeOffset OrderedAt, DateTimeOffset? EndedAt, int? TargetMinutes, int MachineCount, int PassedCount, bool Passed, long? TotalSeconds, string? Reason,
    IReadOnlyList<RehearsedMachineWire> Machines)
{
    public static RehearsalWire Of(Rehearsal row) => Of(row, []);

    public static RehearsalWire Of(RehearsalReport report) => Of(report.Rehearsal, [.. report.Machines.Select(RehearsedMachineWire.Of)]);

    static RehearsalWire Of(Rehearsal row, IReadOnlyList<RehearsedMachineWire> machines) => new(
        $"{row.Id}", $"{row.PolicyId}", row.Policy, row.OrderedBy, row.OrderedAt, row.EndedAt, row.TargetMinutes, row.Machines, row.Passed, row.HasPassed, (long?)row.TotalTime?.TotalSeconds, row.Reason, machines);
}
