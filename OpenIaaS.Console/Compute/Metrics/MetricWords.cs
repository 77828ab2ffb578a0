using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>Periods and metrics in the reader's language.</summary>
static class MetricWords
{
    /// <summary>The choice of a period.</summary>
    public static IReadOnlyList<SelectOption<UsePeriod>> Periods(this IStringLocalizer<MetricsText> texts) =>
        [.. Enum.GetValues<UsePeriod>().Select(period => new SelectOption<UsePeriod>(period, texts.Title(period)))];

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
        Metric.Space => texts["Storage, space taken"],
    };
}
