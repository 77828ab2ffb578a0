using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>An activity as it stood when it was looked at, and its place in the order of acceptance.</summary>
public sealed record NumberedActivity(long Sequence, ActivityRow Row);

public sealed partial class ActivityQueries
{
    /// <summary>Where two transactions end in the other order, the older number becomes visible after the newer one: so many numbers are looked at again.</summary>
    const long Overlap = 64;

    /// <summary>A time is written down a little before it becomes visible: so much is looked at again.</summary>
    internal static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);

    /// <summary>What is newer than a number, and some that are known, oldest first; a few before the number are among them.</summary>
    public Task<Result<IReadOnlyList<NumberedActivity>>> AfterAsync(long sequence, IReadOnlyCollection<Id<Activity>> known, Caller caller, CancellationToken stop) =>
        NumberedAsync(activity => activity.Sequence > sequence - Overlap || known.Contains(activity.Id), caller, stop);

    /// <summary>What goes on, the newest, and with a mark what began or ended since, oldest first.</summary>
    public async Task<Result<IReadOnlyList<NumberedActivity>>> CatchUpAsync(ActivityMark? mark, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        var after = (mark?.Sequence ?? await NewestAsync(caller, stop)) - Overlap;
        if (mark is null) return await NumberedAsync(activity => activity.Sequence > after || activity.State == ActivityState.Waiting || activity.State == ActivityState.Running, caller, stop);
        var since = mark.At - Behind;
        return await NumberedAsync(
            activity => activity.Sequence > after || activity.State == ActivityState.Waiting || activity.State == ActivityState.Running || activity.CreatedAt >= since || activity.EndedAt >= since,
            caller, stop);
    }

    async Task<long> NewestAsync(Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Activity>(caller).MaxAsync(activity => (long?)activity.Sequence, stop) ?? 0;
    }

    async Task<Result<IReadOnlyList<NumberedActivity>>> NumberedAsync(Expression<Func<Activity, bool>> which, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ActivityRead)) return Problem.Forbidden(Permission.ActivityRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<Activity>(caller).Where(which).OrderBy(activity => activity.Sequence)
            .Select(activity => new NumberedActivity(activity.Sequence, new ActivityRow(
                activity.Id, activity.Type, activity.State, activity.Progress, activity.Actor, activity.TargetNoun, activity.TargetId, activity.TargetName,
                activity.Outcome, activity.Reason, activity.CreatedAt, activity.StartedAt, activity.EndedAt, activity.Remark))).ToListAsync(stop);
    }
}
