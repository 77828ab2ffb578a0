using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>A line of a chart.</summary>
/// <param name="Name">The zone, host or storage; empty where there is one line only.</param>
public sealed record MetricLine(string Name, IReadOnlyList<double> Values)
{
    /// <summary>More lines than this cannot be told apart.</summary>
    public const int Most = 8;

    /// <summary>What hosts and machines are measured by.</summary>
    public static readonly IReadOnlyList<Metric> OfCompute = [Metric.Processor, Metric.Memory, Metric.Network, Metric.Operations, Metric.Throughput];

    public static IReadOnlyList<MetricLine> Of(ComputeMetrics metrics, Metric metric) =>
        Highest(metrics.Groups.Select(group => new MetricLine(group.Name, [.. Enumerable.Range(0, group.Steps.Count).Select(step => metric switch
        {
            Metric.Processor => group.ProcessorShare(step),
            Metric.Memory => group.MemoryShare(step),
            Metric.Network => group.Steps[step].NetworkBytes,
            Metric.Operations => group.Steps[step].Operations,
            Metric.Throughput => group.Steps[step].Bytes,
            Metric.Space => throw NotOfCompute,
        })])));

    public static IReadOnlyList<MetricLine> Of(StorageMetrics metrics, Metric metric) =>
        Highest(metrics.Groups.Select(group => new MetricLine(group.Name, metric switch
        {
            Metric.Space => [.. group.Taken.Select(taken => (double)taken.Bytes)],
            Metric.Operations => [.. group.Steps.Select(use => use.Operations)],
            _ => [.. group.Steps.Select(use => use.Bytes)],
        })));

    public static MetricLine Of(MachineMetrics metrics, Metric metric) => new("", [.. metrics.Steps.Select(use => metric switch
    {
        Metric.Processor => use.Threads / metrics.VirtualCpus,
        Metric.Memory => use.Memory / metrics.Memory.Bytes,
        Metric.Network => use.NetworkBytes,
        Metric.Operations => use.Operations,
        Metric.Throughput => use.Bytes,
        Metric.Space => throw NotOfCompute,
    })]);

    /// <summary>A figure of a metric as the reader sees it.</summary>
    public static string Text(Metric metric, double value) => metric switch
    {
        Metric.Processor or Metric.Memory => Units.Percent(value),
        Metric.Operations => Units.Count((long)Math.Round(value)),
        Metric.Network or Metric.Throughput => Units.Throughput(value),
        Metric.Space => Units.Size((long)value),
    };

    static ArgumentOutOfRangeException NotOfCompute => new("metric", "Hosts and machines take no space of their own.");

    static List<MetricLine> Highest(IEnumerable<MetricLine> lines)
    {
        var all = lines.ToList();
        return all.Count <= Most ? all : [.. all.OrderByDescending(line => line.Values.Sum()).ThenBy(line => line.Name, StringComparer.Ordinal).Take(Most)];
    }
}
