using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>Periods, groupings and metrics as words: in addresses always the same, on pages in the reader's language.</summary>
public static class MetricsUrl
{
    public static string Word(UsePeriod period) => period switch
    {
        UsePeriod.Hour => "hour",
        UsePeriod.SixHours => "six-hours",
        UsePeriod.Day => "day",
        UsePeriod.Week => "week",
        UsePeriod.Month => "month",
    };

    public static string Word(MetricGrouping grouping) => grouping switch
    {
        MetricGrouping.All => "all",
        MetricGrouping.Zone => "zone",
        MetricGrouping.Each => "each",
    };

    /// <summary>An unknown word is the last hour.</summary>
    public static UsePeriod Period(string? word) => Enum.GetValues<UsePeriod>().FirstOrDefault(period => Word(period) == word);

    /// <summary>An unknown word is all together.</summary>
    public static MetricGrouping Grouping(string? word) => Enum.GetValues<MetricGrouping>().FirstOrDefault(grouping => Word(grouping) == word);

    public static string To(string tab, UsePeriod period)
    {
        string[] query = [.. tab == "overview" ? [] : new[] { $"tab={tab}" }, .. period == UsePeriod.Hour ? [] : new[] { $"period={Word(period)}" }];
        return query.Length == 0 ? "/metrics" : "/metrics?" + string.Join('&', query);
    }

    public static string Title(this IStringLocalizer<MetricsText> texts, UsePeriod period) => period switch
    {
        UsePeriod.Hour => texts["Last hour"],
        UsePeriod.SixHours => texts["Last 6 hours"],
        UsePeriod.Day => texts["Last 24 hours"],
        UsePeriod.Week => texts["Last 7 days"],
        UsePeriod.Month => texts["Last 30 days"],
    };

    public static string Title(this IStringLocalizer<MetricsText> texts, Metric metric) => metric switch
    {
        Metric.Processor => texts["CPU, busy threads"],
        Metric.Memory => texts["RAM"],
        Metric.Network => texts["Network, in and out"],
        Metric.Operations => texts["Storage, reads and writes a second"],
        Metric.Throughput => texts["Storage, throughput"],
    };
}
