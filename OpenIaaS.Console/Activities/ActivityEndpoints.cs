using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>Activities over HTTP: on the wire, and the list as a file.</summary>
static class ActivityEndpoints
{
    public static void MapActivities(this IEndpointRouteBuilder app)
    {
        var activities = new ApiGroup(app, "/activity/v1/activities", "Activities");
        activities.List<ActivityWire>("", Permission.ActivityRead, "Every activity of the tenant, newest first.", ListAsync);
        activities.Events<ActivityWire>("/events", Permission.ActivityRead, "Each change of an activity as it happens; Last-Event-ID goes on where a connection was cut.", FollowAsync);
        activities.Read<ActivityWire>("/{id}", Permission.ActivityRead, "One activity, until its state is completed or failed.", ReadAsync);
        ApiGroup.AsExport(app.MapGet("/api/export/activities.csv", ExportAsync), Permission.ActivityRead, "Activities as CSV, filtered as the page is by its address.");
    }

    static IResult ListAsync(ApiCaller who, ActivityQueries activities)
    {
        var found = activities.Export(new ActivityFilter(), who.Caller);
        return found.Ok ? TypedResults.Ok(WiresAsync(found.Value.Rows, who.Caller)) : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> ReadAsync(string id, ApiCaller who, ActivityQueries activities, CancellationToken stop) =>
        Id<Activity>.TryParse(id, null, out var known)
            ? Answer.One(await activities.FindAsync(known, who.Caller, stop), row => ActivityWire.Of(row, who.Caller.TenantId))
            : Answer.NotFound("activity", id);

    static async Task<IResult> FollowAsync(
        [FromHeader(Name = "Last-Event-ID")] string? last, ApiCaller who, HttpContext context, ActivityEvents events, CancellationToken stop)
    {
        using var watch = events.Watch(who.Caller);
        var first = await events.BeginAsync(last, who.Caller, stop);
        if (!first.Ok) return ProblemResponse.From(first.Problems);
        await events.SendAsync(context, first.Value, watch, row => JsonSerializer.SerializeToUtf8Bytes(ActivityWire.Of(row, who.Caller.TenantId), JsonSerializerOptions.Web));
        return TypedResults.Empty;
    }

    static async IAsyncEnumerable<ActivityWire> WiresAsync(IAsyncEnumerable<ActivityRow> rows, Caller caller)
    {
        await foreach (var row in rows) yield return ActivityWire.Of(row, caller.TenantId);
    }

    static IResult ExportAsync(
        string? q, string? state, string? author, string? type, DateTimeOffset? from, DateTimeOffset? before, Guid? target, ActivityQueries activities, ApiCaller who, TimeProvider clock)
    {
        var filter = new ActivityFilter(Enum.TryParse<ActivityState>(state, out var known) && Enum.IsDefined(known) ? known : null, author, type, q, from?.ToUniversalTime(), before?.ToUniversalTime(), target);
        var found = activities.Export(filter, who.Caller);
        return found.Ok ? CsvExport.Download("activities", RowsAsync(found.Value.Rows), clock.GetUtcNow()) : ProblemResponse.From(found.Problems);
    }

    static async IAsyncEnumerable<ActivityCsv> RowsAsync(IAsyncEnumerable<ActivityRow> rows)
    {
        await foreach (var row in rows) yield return ActivityCsv.Of(row);
    }
}
