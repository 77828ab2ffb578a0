using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>Periods and groupings as words of an address, the same in every language.</summary>
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
}
