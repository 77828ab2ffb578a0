using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>Metrics over HTTP: the export of what a chart is drawn from, by cookie or token.</summary>
public static class MetricsEndpoints
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/metrics.csv", ExportAsync), Permission.MetricRead, "Use of compute and storage as CSV.");
        return routes;
    }

    /// <summary>Every line, also those a chart leaves out: the same names in the query as in the page's address.</summary>
    static async Task<IResult> ExportAsync(HttpRequest request, MetricsQueries metrics, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        var caller = await current.GetAsync(stop);
        var (period, grouping) = (MetricsUrl.Period(request.Query["period"]), MetricsUrl.Grouping(request.Query["by"]));
        if (request.Query["tab"] == "storage")
        {
            var storage = await metrics.StorageAsync(period, grouping, caller, stop);
            return storage.Ok ? CsvExport.Download("metrics-storage", Rows(storage.Value).ToAsyncEnumerable(), clock.GetUtcNow()) : ProblemResponse.From(storage.Problems);
        }

        var compute = await metrics.ComputeAsync(period, grouping, caller, stop);
        return compute.Ok ? CsvExport.Download("metrics-compute", Rows(compute.Value).ToAsyncEnumerable(), clock.GetUtcNow()) : ProblemResponse.From(compute.Problems);
    }

    static IEnumerable<MetricCsv> Rows(ComputeMetrics metrics) =>
        metrics.Groups.SelectMany(group => group.Steps.Select((use, step) => MetricCsv.Step(metrics.Window, step, group.Name, use).With(group, use)));

    static IEnumerable<MetricCsv> Rows(StorageMetrics metrics) =>
        metrics.Groups.SelectMany(group => group.Steps.Select((use, step) => MetricCsv.Step(metrics.Window, step, group.Name, use).With(group, Taken(metrics, group, step))));

    static ByteSize? Taken(StorageMetrics metrics, StorageMetrics.Group group, int step)
    {
        var known = step - metrics.Window.Count + metrics.Known.Count;
        return known < 0 ? null : group.Taken[known];
    }
}
