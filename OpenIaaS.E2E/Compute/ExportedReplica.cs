using CsvHelper;

namespace OpenIaaS.E2E.Compute;

/// <summary>The columns of the replica export that the journey looks at.</summary>
[CsvRecord]
sealed partial class ExportedReplica
{
    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("source_zone")] public string SourceZone { get; set; } = "";
    [CsvColumn("target_zone")] public string TargetZone { get; set; } = "";
    [CsvColumn("policy")] public string Policy { get; set; } = "";
}
