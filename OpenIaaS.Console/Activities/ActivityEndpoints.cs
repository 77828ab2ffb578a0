using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>Activities over HTTP: one of them on the wire, and the list as a file.</summary>
static class ActivityEndpoints
{
    public static void MapActivities(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/activity/v1/activities/{id}", ReadAsync);
        app.MapGet("/api/export/activities.csv", ExportAsync);
    }

    static async Task<IResult> ReadAsync(string id, ActivityQueries activities, CurrentCaller currentCaller, CancellationToken stop)
    {
        var caller = await currentCaller.GetAsync(stop);
        if (!Id<Activity>.TryParse(id, null, out var known)) return ProblemResponse.From([Problem.NotFound("activity", id)]);
        var found = await activities.FindAsync(known, caller, stop);
        return found.Ok ? TypedResults.Ok(ActivityWire.Of(found.Value, caller.TenantId)) : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> ExportAsync(
        string? q, string? state, string? author, string? type, DateTimeOffset? from, DateTimeOffset? before, Guid? target, ActivityQueries activities, CurrentCaller currentCaller, TimeProvider clock, CancellationToken stop)
    {
        var filter = new ActivityFilter(Enum.TryParse<ActivityState>(state, out var known) && Enum.IsDefined(known) ? known : null, author, type, q, from?.ToUniversalTime(), before?.ToUniversalTime(), target);
        var found = activities.Export(filter, await currentCaller.GetAsync(stop));
        return found.Ok ? CsvExport.Download("activities", RowsAsync(found.Value.Rows), clock.GetUtcNow()) : ProblemResponse.From(found.Problems);
    }

    static async IAsyncEnumerable<ActivityCsv> RowsAsync(IAsyncEnumerable<ActivityRow> rows)
    {
        await foreach (var row in rows) yield return ActivityCsv.Of(row);
    }
}
