using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>What was asked for in the caller's tenant, by whom, and how it ended.</summary>
public sealed partial class ActivityQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public async Task<Result<TablePage<ActivityRow>>> ListAsync(ActivityFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = filter.Apply(database.VisibleTo<Activity>(caller).AsNoTracking());
        var total = await found.CountAsync(stop);
        var rows = await Sorted(found, query).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).Select(Row).ToListAsync(stop);
        return new TablePage<ActivityRow>(rows, total);
    }

    /// <summary>Every activity that passes the filter, newest first, read while it is written out.</summary>
    public Result<ActivityExport> Export(ActivityFilter filter, Caller caller) =>
        caller.May(Permission.ActivityRead) ? new ActivityExport(StreamAsync(filter, caller)) : Problem.Forbidden(Permission.ActivityRead);

    public async Task<Result<ActivityRow>> FindAsync(Id<Activity> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.VisibleTo<Activity>(caller).Where(activity => activity.Id == id).Select(Row).SingleOrDefaultAsync(stop);
        return row is null ? Problem.NotFound("activity", id) : row;
    }

    /// <summary>Some of the caller's own activities; one may follow what one asked for without seeing what others did.</summary>
    public async Task<IReadOnlyList<ActivityRow>> OwnAsync(IReadOnlyCollection<Id<Activity>> ids, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Activity>(caller)
            .Where(activity => ids.Contains(activity.Id) && activity.ActorId == caller.UserId && caller.UserId != null)
            .Select(Row).ToListAsync(stop);
    }

    /// <summary>For the bell: what goes on, and what ended last.</summary>
    public async Task<Result<RecentActivities>> RecentAsync(Caller caller, CancellationToken stop)
    {
        const int Shown = 5;
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var mine = database.VisibleTo<Activity>(caller);
        var active = mine.Where(activity => activity.State == ActivityState.Waiting || activity.State == ActivityState.Running);
        var count = await active.CountAsync(stop);
        var going = await active.OrderByDescending(activity => activity.Sequence).Take(Shown).Select(Row).ToListAsync(stop);
        var ended = await mine.Where(activity => activity.EndedAt != null).OrderByDescending(activity => activity.EndedAt).Take(Shown).Select(Row).ToListAsync(stop);
        return RecentActivities.Of(count, going, ended);
    }

    /// <summary>The names and types that occur, for the choices of the filters.</summary>
    public async Task<Result<ActivityFacets>> FacetsAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var mine = database.VisibleTo<Activity>(caller);
        return new ActivityFacets(
            await mine.Select(activity => activity.Actor).Distinct().OrderBy(actor => actor).Take(TableQuery.Most).ToListAsync(stop),
            await mine.Select(activity => activity.Type).Distinct().OrderBy(type => type).ToListAsync(stop));
    }

    static Expression<Func<Activity, ActivityRow>> Row => activity => new ActivityRow(
        activity.Id, activity.Type, activity.State, activity.Progress, activity.Actor, activity.TargetNoun, activity.TargetId, activity.TargetName,
        activity.Outcome, activity.Reason, activity.CreatedAt, activity.StartedAt, activity.EndedAt, activity.Remark);

    static IQueryable<Activity> Sorted(IQueryable<Activity> found, TableQuery query) => (query.Sort, query.Descending) switch
    {
        ("state", false) => found.OrderBy(activity => activity.State).ThenByDescending(activity => activity.Sequence),
        ("state", true) => found.OrderByDescending(activity => activity.State).ThenByDescending(activity => activity.Sequence),
        ("author", false) => found.OrderBy(activity => activity.Actor).ThenByDescending(activity => activity.Sequence),
        ("author", true) => found.OrderByDescending(activity => activity.Actor).ThenByDescending(activity => activity.Sequence),
        ("type", false) => found.OrderBy(activity => activity.Type).ThenByDescending(activity => activity.Sequence),
        ("type", true) => found.OrderByDescending(activity => activity.Type).ThenByDescending(activity => activity.Sequence),
        ("object", false) => found.OrderBy(activity => activity.TargetName).ThenByDescending(activity => activity.Sequence),
        ("object", true) => found.OrderByDescending(activity => activity.TargetName).ThenByDescending(activity => activity.Sequence),
        ("ended", false) => found.OrderBy(activity => activity.EndedAt).ThenByDescending(activity => activity.Sequence),
        ("ended", true) => found.OrderByDescending(activity => activity.EndedAt).ThenByDescending(activity => activity.Sequence),
        ("created", false) => found.OrderBy(activity => activity.Sequence),
        _ => found.OrderByDescending(activity => activity.Sequence),
    };

    async IAsyncEnumerable<ActivityRow> StreamAsync(
        ActivityFilter filter, Caller caller, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = filter.Apply(database.VisibleTo<Activity>(caller).AsNoTracking()).OrderByDescending(activity => activity.Sequence).Select(Row);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop)) yield return row;
    }
}
