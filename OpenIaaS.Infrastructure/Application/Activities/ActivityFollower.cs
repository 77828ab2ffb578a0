using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>Follows the activities of a tenant for one reader: says what is new or different from what it said before. Asks only when it is called.</summary>
public sealed class ActivityFollower(ActivityQueries activities, TimeProvider clock)
{
    Dictionary<Id<Activity>, ActivityRow> known = [];

    /// <summary>How far has been read: whoever begins again there misses nothing, and may hear of something twice.</summary>
    public ActivityMark Mark { get; private set; } = new(0, DateTimeOffset.MinValue);

    /// <summary>Begins. Without a mark nothing of what was before is said.</summary>
    public async Task<Result<IReadOnlyList<ActivityRow>>> BeginAsync(ActivityMark? mark, Caller caller, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var found = await activities.CatchUpAsync(mark, caller, stop);
        if (!found.Ok) return Result<IReadOnlyList<ActivityRow>>.Refused(found.Problems);
        Keep(found.Value, now, mark?.Sequence ?? 0);
        if (mark is null) return new List<ActivityRow>();
        var since = mark.At - ActivityQueries.Behind;
        return found.Value.Where(one => one.Sequence > mark.Sequence || one.Row.EndedAt is null || one.Row.EndedAt >= since || one.Row.CreatedAt >= since).Select(one => one.Row).ToList();
    }

    /// <summary>What changed since it was called last.</summary>
    public async Task<Result<IReadOnlyList<ActivityRow>>> NextAsync(Caller caller, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var found = await activities.AfterAsync(Mark.Sequence, [.. known.Values.Where(row => row.EndedAt is null).Select(row => row.Id)], caller, stop);
        if (!found.Ok) return Result<IReadOnlyList<ActivityRow>>.Refused(found.Problems);
        var before = known;
        Keep(found.Value, now, Mark.Sequence);
        return found.Value.Select(one => one.Row).Where(row => !before.TryGetValue(row.Id, out var was) || was != row).ToList();
    }

    void Keep(IReadOnlyList<NumberedActivity> found, DateTimeOffset now, long sequence)
    {
        known = found.ToDictionary(one => one.Row.Id, one => one.Row);
        Mark = new ActivityMark(found.Count == 0 ? sequence : Math.Max(sequence, found[^1].Sequence), now);
    }
}
