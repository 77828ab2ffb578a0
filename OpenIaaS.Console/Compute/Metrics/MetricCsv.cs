using CsvHelper;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>One step of one line in the exported file. Rates are averages a second over the step; shares are 0 to 1.</summary>
[CsvRecord]
public sealed partial class MetricCsv
{
    [CsvColumn("from_utc")] public DateTimeOffset From { get; set; }
    [CsvColumn("seconds")] public int Seconds { get; set; }
    [CsvColumn("of")] public string Of { get; set; } = "";
    [CsvColumn("threads_busy")] public double? Threads { get; set; }
    [CsvColumn("threads")] public int? ThreadsThere { get; set; }
    [CsvColumn("memory_bytes")] public long? Memory { get; set; }
    [CsvColumn("memory_there_bytes")] public long? MemoryThere { get; set; }
    [CsvColumn("received_bytes_s")] public double? Received { get; set; }
    [CsvColumn("sent_bytes_s")] public double? Sent { get; set; }
    [CsvColumn("reads_s")] public double Reads { get; set; }
    [CsvColumn("writes_s")] public double Writes { get; set; }
    [CsvColumn("promised_iops")] public int? Promised { get; set; }
    [CsvColumn("read_bytes_s")] public double Read { get; set; }
    [CsvColumn("written_bytes_s")] public double Written { get; set; }
    [CsvColumn("taken_bytes")] public long? Taken { get; set; }

    public static MetricCsv Step(UseWindow window, int step, string of, Use use) => new()
    {
        From = window.At(step), Seconds = (int)window.Step.TotalSeconds, Of = of,
        Reads = Round(use.ReadOperations), Writes = Round(use.WriteOperations), Read = Round(use.ReadBytes), Written = Round(use.WrittenBytes),
    };

    public MetricCsv With(ComputeMetrics.Group group, Use use)
    {
        (Threads, ThreadsThere, Memory, MemoryThere) = (Round(use.Threads), group.Threads, (long)use.Memory, (long)group.Memory);
        (Received, Sent) = (Round(use.ReceivedBytes), Round(use.SentBytes));
        return this;
    }

    /// <param name="taken">What was taken at the end of the step; null before that was known.</param>
    public MetricCsv With(StorageMetrics.Group group, ByteSize? taken)
    {
        (Promised, Taken) = (group.Iops, taken?.Bytes);
        return this;
    }

    /// <summary>Two digits after the point: more is noise.</summary>
    static double Round(double value) => Math.Round(value, 2);
}
