using System.Security.Cryptography;
using CsvHelper;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>An attestation with its data as a file, and the digest of that file: whoever has the file can hold it against the paper.</summary>
public sealed record AttestationDocument(Attestation Attestation, byte[] Csv, string Digest)
{
    public static async Task<AttestationDocument> OfAsync(Attestation attestation, CancellationToken stop)
    {
        using var file = new MemoryStream();
        await CsvExport.WriteAsync(file, RecordsAsync(attestation), stop);
        var bytes = file.ToArray();
        return new AttestationDocument(attestation, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    static async IAsyncEnumerable<AttestationCsv> RecordsAsync(Attestation attestation)
    {
        await Task.CompletedTask;
        foreach (var machine in attestation.Machines) yield return AttestationCsv.Of(attestation, machine);
        foreach (var breach in attestation.Breaches) yield return AttestationCsv.Of(breach);
    }
}

/// <summary>One line of the file: a machine with how its promise stood, or a breach. Spans are whole seconds.</summary>
[CsvRecord]
public sealed partial class AttestationCsv
{
    const int Decimals = 4;
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("record")] public string Record { get; set; } = "";
    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("replica_id")] public Guid ReplicaId { get; set; }
    [CsvColumn("policy")] public string Policy { get; set; } = "";
    [CsvColumn("from"), CsvFormat(Moment)] public DateTimeOffset From { get; set; }
    [CsvColumn("until"), CsvFormat(Moment)] public DateTimeOffset Until { get; set; }
    [CsvColumn("interval_seconds")] public long? IntervalSeconds { get; set; }
    [CsvColumn("pending_seconds")] public long? PendingSeconds { get; set; }
    [CsvColumn("compliant_seconds")] public long? CompliantSeconds { get; set; }
    [CsvColumn("at_risk_seconds")] public long? AtRiskSeconds { get; set; }
    [CsvColumn("breached_seconds")] public long BreachedSeconds { get; set; }
    [CsvColumn("not_counted_seconds")] public long? NotCountedSeconds { get; set; }
    [CsvColumn("kept_percent")] public decimal? KeptPercent { get; set; }
    [CsvColumn("breaches")] public int? Breaches { get; set; }
    [CsvColumn("cause")] public string Cause { get; set; } = "";
    [CsvColumn("detail")] public string Detail { get; set; } = "";

    public static AttestationCsv Of(Attestation attestation, AttestedMachine row) => new()
    {
        Record = "machine", Machine = row.Machine, MachineId = row.MachineId.Value, ReplicaId = row.Replica.Value, Policy = row.Policy, From = attestation.From, Until = attestation.Until,
        IntervalSeconds = row.Promises.Count == 0 ? null : Seconds(row.Promises[^1].Interval.Every), PendingSeconds = Seconds(row.Time.Pending), CompliantSeconds = Seconds(row.Time.Compliant),
        AtRiskSeconds = Seconds(row.Time.AtRisk), BreachedSeconds = Seconds(row.Time.Breached), NotCountedSeconds = Seconds(attestation.Length - row.Time.Counted),
        KeptPercent = row.Time.Kept is { } kept ? Math.Round((decimal)kept * 100, Decimals, MidpointRounding.ToZero) : null, Breaches = row.Breaches,
    };

    public static AttestationCsv Of(BreachRow row) => new()
    {
        Record = "breach", Machine = row.Machine, MachineId = row.MachineId.Value, ReplicaId = row.Replica.Value, Policy = row.Policy, From = row.From, Until = row.Until!.Value,
        BreachedSeconds = Seconds(row.Until.Value - row.From), Cause = row.Cause.Wire(), Detail = row.Detail ?? "",
    };

    static long Seconds(TimeSpan span) => (long)Math.Round(span.TotalSeconds);
}
