using CsvHelper;
using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>One machine of a rehearsal in the exported file. Moments are ISO 8601 in UTC, spans are whole seconds.</summary>
[CsvRecord]
public sealed partial class RehearsalCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("policy")] public string Policy { get; set; } = "";
    [CsvColumn("ordered_at"), CsvFormat(Moment)] public DateTimeOffset OrderedAt { get; set; }
    [CsvColumn("ordered_by")] public string OrderedBy { get; set; } = "";
    [CsvColumn("target_seconds")] public long? TargetSeconds { get; set; }
    [CsvColumn("start_order")] public int StartOrder { get; set; }
    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("result")] public string Result { get; set; } = "";
    [CsvColumn("recovery_point_id")] public Guid? RecoveryPointId { get; set; }
    [CsvColumn("captured_at"), CsvFormat(Moment)] public DateTimeOffset? CapturedAt { get; set; }
    [CsvColumn("point_age_seconds")] public long? PointAgeSeconds { get; set; }
    [CsvColumn("began_at"), CsvFormat(Moment)] public DateTimeOffset? BeganAt { get; set; }
    [CsvColumn("answered_at"), CsvFormat(Moment)] public DateTimeOffset? AnsweredAt { get; set; }
    [CsvColumn("recovery_time_seconds")] public long? RecoveryTimeSeconds { get; set; }
    [CsvColumn("boot_time_seconds")] public long? BootTimeSeconds { get; set; }
    [CsvColumn("content_matches")] public bool? ContentMatches { get; set; }
    [CsvColumn("reason")] public string Reason { get; set; } = "";

    public static RehearsalCsv Of(Rehearsal rehearsal, RehearsedMachine row) => new()
    {
        Policy = rehearsal.Policy, OrderedAt = rehearsal.OrderedAt, OrderedBy = rehearsal.OrderedBy, TargetSeconds = rehearsal.TargetMinutes * 60L, StartOrder = row.StartOrder, Machine = row.Machine,
        MachineId = row.MachineId.Value, Result = row.Step switch { RehearsalStep.Passed => "passed", RehearsalStep.Failed => "failed", _ => "under_way" }, RecoveryPointId = row.PointId?.Value, CapturedAt = row.CapturedAt,
        PointAgeSeconds = (long?)row.PointAge?.TotalSeconds, BeganAt = row.BeganAt, AnsweredAt = row.AnsweredAt, RecoveryTimeSeconds = (long?)row.RecoveryTime?.TotalSeconds, BootTimeSeconds = (long?)row.BootTime?.TotalSeconds,
        ContentMatches = row.ContentMatches, Reason = row.Reason ?? "",
    };
}
