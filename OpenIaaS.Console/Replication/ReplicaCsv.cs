using CsvHelper;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>One replica in the exported file. Moments are ISO 8601 in UTC, spans are whole seconds, sizes are bytes.</summary>
[CsvRecord]
public sealed partial class ReplicaCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("source_zone")] public string SourceZone { get; set; } = "";
    [CsvColumn("source_pool")] public string SourcePool { get; set; } = "";
    [CsvColumn("target_zone")] public string TargetZone { get; set; } = "";
    [CsvColumn("target_pool")] public string TargetPool { get; set; } = "";
    [CsvColumn("target_storage")] public string TargetStorage { get; set; } = "";
    [CsvColumn("policy")] public string Policy { get; set; } = "";
    [CsvColumn("interval_seconds")] public long IntervalSeconds { get; set; }
    [CsvColumn("status")] public string Status { get; set; } = "";
    [CsvColumn("newest_point_at"), CsvFormat(Moment)] public DateTimeOffset? NewestPointAt { get; set; }
    [CsvColumn("newest_point_age_seconds")] public long? NewestPointAgeSeconds { get; set; }
    [CsvColumn("advertised_bound_exceeded")] public bool AdvertisedBoundExceeded { get; set; }
    [CsvColumn("points")] public int Points { get; set; }
    [CsvColumn("points_retained")] public int PointsRetained { get; set; }
    [CsvColumn("size_bytes")] public long SizeBytes { get; set; }
    [CsvColumn("replicated_since"), CsvFormat(Moment)] public DateTimeOffset ReplicatedSince { get; set; }
    [CsvColumn("running_since"), CsvFormat(Moment)] public DateTimeOffset? RunningSince { get; set; }
    [CsvColumn("last_run_ended_at"), CsvFormat(Moment)] public DateTimeOffset? LastRunEndedAt { get; set; }
    [CsvColumn("next_run_at"), CsvFormat(Moment)] public DateTimeOffset NextRunAt { get; set; }
    [CsvColumn("waiting_since"), CsvFormat(Moment)] public DateTimeOffset? WaitingSince { get; set; }
    [CsvColumn("skipped_runs")] public int SkippedRuns { get; set; }
    [CsvColumn("backed_up")] public bool? BackedUp { get; set; }
    [CsvColumn("last_problem")] public string LastProblem { get; set; } = "";

    public static ReplicaCsv Of(ReplicaRow row, DateTimeOffset now) => new()
    {
        Machine = row.Machine, MachineId = row.MachineId.Value, SourceZone = row.FromZone, SourcePool = row.FromPool,
        TargetZone = row.ToZone, TargetPool = row.ToPool, TargetStorage = row.ToStorage, Policy = row.Policy,
        IntervalSeconds = (long)row.Interval.Every.TotalSeconds, Status = Word(row.StatusAt(now)),
        NewestPointAt = row.LastPointAt, NewestPointAgeSeconds = row.LastPointAt is null ? null : (long)row.AgeAt(now).TotalSeconds,
        AdvertisedBoundExceeded = row.ExceedsAdvertisedAt(now), Points = row.Points, PointsRetained = row.Retained, SizeBytes = row.Size.Bytes,
        ReplicatedSince = row.ActivatedAt, RunningSince = row.RunningSince, LastRunEndedAt = row.LastEndedAt, NextRunAt = row.NextRunAt,
        WaitingSince = row.WaitingSince, SkippedRuns = row.SkippedTicks, BackedUp = row.BackedUp, LastProblem = row.LastProblem ?? "",
    };

    /// <summary>The words of the API, the same in every language.</summary>
    static string Word(RecoveryPointStatus status) => status switch
    {
        RecoveryPointStatus.Pending => "pending",
        RecoveryPointStatus.Compliant => "compliant",
        RecoveryPointStatus.AtRisk => "at_risk",
        RecoveryPointStatus.Breached => "breached",
    };
}
