using CsvHelper;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>One failover or test in the exported file. Moments are ISO 8601 in UTC, spans are whole seconds.</summary>
[CsvRecord]
public sealed partial class FailoverCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("kind")] public string Kind { get; set; } = "";
    [CsvColumn("state")] public string State { get; set; } = "";
    [CsvColumn("copy")] public string Copy { get; set; } = "";
    [CsvColumn("copy_id")] public Guid CopyId { get; set; }
    [CsvColumn("copy_place")] public string CopyPlace { get; set; } = "";
    [CsvColumn("ordered_at"), CsvFormat(Moment)] public DateTimeOffset OrderedAt { get; set; }
    [CsvColumn("ordered_by")] public string OrderedBy { get; set; } = "";
    [CsvColumn("captured_at"), CsvFormat(Moment)] public DateTimeOffset? CapturedAt { get; set; }
    [CsvColumn("started_at"), CsvFormat(Moment)] public DateTimeOffset? StartedAt { get; set; }
    [CsvColumn("answered_at"), CsvFormat(Moment)] public DateTimeOffset? AnsweredAt { get; set; }
    [CsvColumn("clean_up_at"), CsvFormat(Moment)] public DateTimeOffset? CleanUpAt { get; set; }
    [CsvColumn("ended_at"), CsvFormat(Moment)] public DateTimeOffset? EndedAt { get; set; }
    [CsvColumn("recovery_time_seconds")] public long? RecoveryTimeSeconds { get; set; }
    [CsvColumn("data_lost_seconds")] public long? DataLostSeconds { get; set; }
    [CsvColumn("activity_id")] public Guid? ActivityId { get; set; }
    [CsvColumn("reason")] public string Reason { get; set; } = "";

    public static FailoverCsv Of(FailoverRow row) => new()
    {
        Machine = row.Machine, MachineId = row.MachineId.Value, Kind = Word(row.Kind), State = Word(row.State), Copy = row.CopyName ?? "", CopyId = row.CopyId.Value, CopyPlace = row.Place ?? "",
        OrderedAt = row.OrderedAt, OrderedBy = row.OrderedBy ?? "", CapturedAt = row.CapturedAt, StartedAt = row.StartedAt, AnsweredAt = row.AnsweredAt, CleanUpAt = row.CleanUpAt, EndedAt = row.EndedAt,
        RecoveryTimeSeconds = (long?)row.RecoveryTime?.TotalSeconds, DataLostSeconds = (long?)row.DataLost?.TotalSeconds, ActivityId = row.ActivityId?.Value, Reason = row.Reason ?? "",
    };

    static string Word(FailoverKind kind) => kind switch { FailoverKind.Unplanned => "unplanned", FailoverKind.Planned => "planned", FailoverKind.Test => "test" };

    static string Word(FailoverState state) => state switch
    {
        FailoverState.Beginning => "beginning",
        FailoverState.Running => "running",
        FailoverState.Ending => "ending",
        FailoverState.Failed => "failed",
        FailoverState.FailedBack => "failed_back",
        FailoverState.Kept => "kept",
        FailoverState.CleanedUp => "cleaned_up",
    };
}
