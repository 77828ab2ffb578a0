using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>An activity in a list.</summary>
/// <param name="Progress">0 to 100 percent.</param>
public sealed record ActivityRow(
    Id<Activity> Id, string Type, ActivityState State, int Progress, string Actor, string TargetNoun, Guid TargetId, string TargetName,
    string? Outcome, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Remark = null)
{
    public bool IsEnded => EndedAt is not null;
}

/// <summary>What the bell shows.</summary>
/// <param name="Count">How many go on in all.</param>
public sealed record RecentActivities(int Count, IReadOnlyList<ActivityRow> Going, IReadOnlyList<ActivityRow> Ended)
{
    /// <summary>From two readings, what goes on and then what has ended: one that ended between them is in both, and has ended.</summary>
    public static RecentActivities Of(int count, IReadOnlyList<ActivityRow> going, IReadOnlyList<ActivityRow> ended)
    {
        List<ActivityRow> still = [.. going.Where(row => ended.All(other => other.Id != row.Id))];
        return new(count - (going.Count - still.Count), still, ended);
    }
}

/// <summary>What there is to filter by.</summary>
public sealed record ActivityFacets(IReadOnlyList<string> Authors, IReadOnlyList<string> Types);

/// <summary>The rows of an export, read one by one.</summary>
public sealed record ActivityExport(IAsyncEnumerable<ActivityRow> Rows);
