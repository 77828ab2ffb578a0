using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>A line of a chart.</summary>
/// <param name="Name">The zone, host or storage; empty where there is one line only.</param>
public sealed record MetricLine(string Name, IReadOnlyList<double> Values)
{
    /// <summary>More lines than this cannot be told apart.</summary>
    public const int Most = 8;

    public static IReadOnlyList<MetricLine> Of(ComputeMetrics metrics, Metric metric) =>
        Highest(metrics.Groups.Select(group => new MetricLine(group.Name, [.. Enumerable.Range(0, group.Steps.Count).Select(step => metric switch
        {
            Metric.Processor => group.ProcessorShare(step),
            Metric.Memory => group.MemoryShare(step),
            Metric.Network => group.Steps[step].NetworkBytes,
            Metric.Operations => group.Steps[step].Operations,
            Metric.Throughput => group.Steps[step].Bytes,
        })])));

    public static IReadOnlyList<MetricLine> Of(StorageMetrics metrics, Metric metric) =>
        Highest(metrics.Groups.Select(group => new MetricLine(group.Name, [.. group.Steps.Select(use => metric == Metric.Operations ? use.Operations : use.Bytes)])));

    public static MetricLine Of(MachineMetrics metrics, Metric metric) => new("", [.. metrics.Steps.Select(use => metric switch
    {
        Metric.Processor => use.Threads / metrics.VirtualCpus,
        Metric.Memory => use.Memory / metrics.Memory.Bytes,
        Metric.Network => use.NetworkBytes,
        Metric.Operations => use.Operations,
        Metric.Throughput => use.Bytes,
    })]);

    /// <summary>A figure of a metric as the reader sees it.</summary>
    public static string Text(Metric metric, double value) => metric switch
    {
        Metric.Processor or Metric.Memory => Units.Percent(value),
        Metric.Operations => Units.Count((long)Math.Round(value)),
        Metric.Network or Metric.Throughput => Units.Throughput(value),
    };

    static List<MetricLine> Highest(IEnumerable<MetricLine> lines)
    {
        var all = lines.ToList();
        return all.Count <= Most ? all : [.. all.OrderByDescending(line => line.Values.Sum()).ThenBy(line => line.Name, StringComparer.Ordinal).Take(Most)];
    }
}
