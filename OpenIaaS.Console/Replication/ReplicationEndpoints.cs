using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Replication.Recovery;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication;

/// <summary>Replication over HTTP: the export of the replicas, by cookie or token.</summary>
public static class ReplicationEndpoints
{
    public static IEndpointRouteBuilder MapReplication(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/replicas.csv", ExportAsync), Permission.ComputeRead, "Replicas as CSV, filtered as the page is by its address.");
        ApiGroup.AsExport(routes.MapGet("/api/export/rehearsals/{id}.csv", RehearsalAsync), Permission.ComputeRead, "The machines of a rehearsal with their evidence as CSV.");
        ApiGroup.AsExport(routes.MapGet("/api/export/failovers.csv", FailoverExport.DownloadAsync), Permission.ComputeRead, "Failovers and tests as CSV, filtered as the page is by its address.");
        return routes;
    }

    static async Task<IResult> RehearsalAsync(string id, RehearsalQueries rehearsals, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        if (!Id<Rehearsal>.TryParse(id, null, out var rehearsal)) return Answer.NotFound("rehearsal", id);
        var found = await rehearsals.FindAsync(rehearsal, await current.GetAsync(stop), stop);
        return found.Ok
            ? CsvExport.Download("rehearsal", found.Value.Machines.Select(row => Recovery.RehearsalCsv.Of(found.Value.Rehearsal, row)).ToAsyncEnumerable(), clock.GetUtcNow())
            : ProblemResponse.From(found.Problems);
    }

    /// <summary>All replicas, or those the page's address shows: the same names in the query.</summary>
    static async Task<IResult> ExportAsync(
        [AsParameters] Shown shown, ReplicaQueries replicas, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        List<Problem> problems = [];
        var filter = new ReplicaFilter(
            shown.Q, Read<RecoveryPointStatus>("status", shown.Status, Status, problems), Read<Id<ReplicationPolicy>>("policy", shown.Policy, Id<ReplicationPolicy>.TryParse, problems),
            Read<Id<AvailabilityZone>>("zone", shown.Zone, Id<AvailabilityZone>.TryParse, problems),
            Read<bool>("backup", shown.Backup, None, problems) == true);
        if (problems.Count > 0) return ProblemResponse.From(problems);

        var now = clock.GetUtcNow();
        var stream = replicas.Stream(filter, shown.Sort?.TrimStart('-'), shown.Sort?.StartsWith('-') == true, await current.GetAsync(stop));
        return stream.Ok ? CsvExport.Download("replicas", RowsAsync(stream.Value.Rows, now), now) : ProblemResponse.From(stream.Problems);
    }

    static T? Read<T>(string name, string? text, Reader<T> reader, List<Problem> problems)
        where T : struct
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (reader(text, null, out var value)) return value;
        problems.Add(Problem.Invalid("filter.value", $"The filter {name} cannot be {text}.", name));
        return null;
    }

    static bool Status(string text, IFormatProvider? provider, out RecoveryPointStatus status) => Enum.TryParse(text, ignoreCase: true, out status) && Enum.IsDefined(status);

    static bool None(string text, IFormatProvider? provider, out bool none) => none = text.Equals("none", StringComparison.OrdinalIgnoreCase);

    static async IAsyncEnumerable<ReplicaCsv> RowsAsync(IAsyncEnumerable<ReplicaRow> rows, DateTimeOffset now)
    {
        await foreach (var row in rows) yield return ReplicaCsv.Of(row, now);
    }

    delegate bool Reader<T>(string text, IFormatProvider? provider, out T value);

    /// <summary>The part of the page's address that says what is shown.</summary>
    sealed record Shown(string? Q, string? Status, string? Policy, string? Zone, string? Backup, string? Sort);
}
