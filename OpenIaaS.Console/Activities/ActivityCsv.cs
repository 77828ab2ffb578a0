using CsvHelper;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>One activity in the exported file. Moments are ISO 8601 in UTC.</summary>
[CsvRecord]
public sealed partial class ActivityCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("id")] public Guid Id { get; set; }
    [CsvColumn("state")] public string State { get; set; } = "";
    [CsvColumn("author")] public string Author { get; set; } = "";
    [CsvColumn("type")] public string Type { get; set; } = "";
    [CsvColumn("object")] public string Target { get; set; } = "";
    [CsvColumn("object_type")] public string TargetNoun { get; set; } = "";
    [CsvColumn("object_id")] public Guid TargetId { get; set; }
    [CsvColumn("progress_percent")] public int Progress { get; set; }
    [CsvColumn("result")] public string Outcome { get; set; } = "";
    [CsvColumn("reason")] public string Reason { get; set; } = "";
    [CsvColumn("created_at"), CsvFormat(Moment)] public DateTimeOffset CreatedAt { get; set; }
    [CsvColumn("started_at"), CsvFormat(Moment)] public DateTimeOffset? StartedAt { get; set; }
    [CsvColumn("ended_at"), CsvFormat(Moment)] public DateTimeOffset? EndedAt { get; set; }

    public static ActivityCsv Of(ActivityRow row) => new()
    {
        Id = row.Id.Value, State = $"{row.State}".ToLowerInvariant(), Author = row.Actor, Type = row.Type, Target = row.TargetName, TargetNoun = row.TargetNoun,
        TargetId = row.TargetId, Progress = row.Progress, Outcome = row.Outcome ?? "", Reason = row.Reason ?? "",
        CreatedAt = row.CreatedAt, StartedAt = row.StartedAt, EndedAt = row.EndedAt,
    };
}
