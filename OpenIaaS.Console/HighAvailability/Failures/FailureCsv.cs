using CsvHelper;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>One machine of a failure in the exported file. Moments are ISO 8601 in UTC, spans are whole seconds, sizes bytes.</summary>
[CsvRecord]
public sealed partial class FailureCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("failure_id")] public Guid FailureId { get; set; }
    [CsvColumn("zone")] public string Zone { get; set; } = "";
    [CsvColumn("pool")] public string Pool { get; set; } = "";
    [CsvColumn("high_availability")] public bool HighAvailability { get; set; }
    [CsvColumn("detected_at"), CsvFormat(Moment)] public DateTimeOffset DetectedAt { get; set; }
    [CsvColumn("host")] public string Host { get; set; } = "";
    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("memory_bytes")] public long MemoryBytes { get; set; }
    [CsvColumn("priority")] public string Priority { get; set; } = "";
    [CsvColumn("start_order")] public int StartOrder { get; set; }
    [CsvColumn("silent_since"), CsvFormat(Moment)] public DateTimeOffset SilentSince { get; set; }
    [CsvColumn("down_since"), CsvFormat(Moment)] public DateTimeOffset DownSince { get; set; }
    [CsvColumn("foreseen")] public string Foreseen { get; set; } = "";
    [CsvColumn("foreseen_host")] public string ForeseenHost { get; set; } = "";
    [CsvColumn("foreseen_back_seconds")] public long? ForeseenBackSeconds { get; set; }
    [CsvColumn("state")] public string State { get; set; } = "";
    [CsvColumn("attempts")] public int Attempts { get; set; }
    [CsvColumn("settled_at"), CsvFormat(Moment)] public DateTimeOffset? SettledAt { get; set; }
    [CsvColumn("runs_on")] public string RunsOn { get; set; } = "";
    [CsvColumn("back_seconds")] public long? BackSeconds { get; set; }
    [CsvColumn("service_lost_seconds")] public long? ServiceLostSeconds { get; set; }
    [CsvColumn("as_foreseen")] public bool? AsForeseen { get; set; }

    public static FailureCsv Of(PoolFailure failure, LostMachine machine, DateTimeOffset now) => new()
    {
        FailureId = failure.Id.Value, Zone = failure.Zone, Pool = failure.Pool, HighAvailability = failure.WasEnabled, DetectedAt = failure.DetectedAt, Host = machine.Host, Machine = machine.Name,
        MachineId = machine.MachineId.Value, MemoryBytes = machine.Memory.Bytes, Priority = FailureCodes.Of(machine.Priority), StartOrder = machine.StartOrder, SilentSince = machine.SilentSince,
        DownSince = machine.DownSince, Foreseen = machine.Foreseen is { } fate ? FailureCodes.Of(fate) : "", ForeseenHost = machine.ForeseenHost ?? "", ForeseenBackSeconds = (long?)machine.ForeseenAfter?.TotalSeconds,
        State = FailureCodes.Of(machine.State), Attempts = machine.Attempts, SettledAt = machine.SettledAt, RunsOn = machine.RunsOn ?? "", BackSeconds = (long?)machine.BackAfter?.TotalSeconds,
        ServiceLostSeconds = FailureMeasure.Counts(machine) ? (long)machine.Lost(now).TotalSeconds : null, AsForeseen = machine.CameTrue,
    };

    public static async IAsyncEnumerable<FailureCsv> RowsAsync(IAsyncEnumerable<FailureLine> lines, DateTimeOffset now)
    {
        await foreach (var line in lines) yield return Of(line.Failure, line.Machine, now);
    }
}
