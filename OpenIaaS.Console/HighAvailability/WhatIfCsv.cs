using CsvHelper;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>One machine of the answer to what would happen, in the exported file. Spans are whole seconds, sizes bytes; sentences are English.</summary>
[CsvRecord]
public sealed partial class WhatIfCsv
{
    [CsvColumn("zone")] public string Zone { get; set; } = "";
    [CsvColumn("pool")] public string Pool { get; set; } = "";
    [CsvColumn("failing")] public string Failing { get; set; } = "";
    [CsvColumn("machine")] public string Machine { get; set; } = "";
    [CsvColumn("machine_id")] public Guid MachineId { get; set; }
    [CsvColumn("memory_bytes")] public long MemoryBytes { get; set; }
    [CsvColumn("priority")] public string Priority { get; set; } = "";
    [CsvColumn("start_order")] public int StartOrder { get; set; }
    [CsvColumn("from")] public string From { get; set; } = "";
    [CsvColumn("fate")] public string Fate { get; set; } = "";
    [CsvColumn("to")] public string To { get; set; } = "";
    [CsvColumn("back_seconds")] public long? BackSeconds { get; set; }
    [CsvColumn("reason")] public string Reason { get; set; } = "";

    public static IEnumerable<WhatIfCsv> Of(WhatIfQueries.View view)
    {
        var failing = string.Join(' ', view.Blades.Where(blade => blade.After.Fails).Select(blade => blade.After.Name));
        return view.Lines.Select(line => new WhatIfCsv
        {
            Zone = view.Pool.Zone, Pool = view.Pool.Name, Failing = failing, Machine = line.Fate.Machine.Name, MachineId = line.Fate.Machine.Machine.Value, MemoryBytes = line.Fate.Machine.Memory.Bytes,
            Priority = FailureCodes.Of(line.Fate.Machine.Priority), StartOrder = line.Fate.Machine.StartOrder, From = line.Fate.From ?? "", Fate = FailureCodes.Of(line.Fate.Fate), To = line.Fate.ToName ?? "",
            BackSeconds = (long?)line.BackAfter?.TotalSeconds, Reason = line.Fate.Reason?.Message ?? "",
        });
    }
}
