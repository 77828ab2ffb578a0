using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Replication over HTTP: the export of the replicas, by cookie or token.</summary>
public static class ReplicationEndpoints
{
    public static IEndpointRouteBuilder MapReplication(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/export/replicas.csv", ExportAsync).RequireAuthorization();
        return routes;
    }

    /// <summary>All replicas, or those the page's address shows: the same names in the query.</summary>
    static async Task<IResult> ExportAsync(
        string? q, RecoveryPointStatus? status, Id<ReplicationPolicy>? policy, Id<AvailabilityZone>? zone, string? sort,
        ReplicaQueries replicas, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        var caller = await current.GetAsync(stop);
        var now = clock.GetUtcNow();
        var stream = replicas.Stream(new ReplicaFilter(q, status, policy, zone), sort?.TrimStart('-'), sort?.StartsWith('-') == true, caller);
        return stream.Ok ? CsvExport.Download("replicas", RowsAsync(stream.Value.Rows, now), now) : ProblemResponse.From(stream.Problems);
    }

    static async IAsyncEnumerable<ReplicaCsv> RowsAsync(IAsyncEnumerable<ReplicaRow> rows, DateTimeOffset now)
    {
        await foreach (var row in rows) yield return ReplicaCsv.Of(row, now);
    }
}
