using OpenIaaS.Domain.Activities;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>Which activities are asked for; what is null does not matter.</summary>
/// <param name="Search">Text that occurs in the object's name, the author's name or the reason, whatever its case.</param>
/// <param name="From">Accepted at this moment or later.</param>
/// <param name="Before">Accepted before this moment.</param>
/// <param name="Target">The identity of the object they are about.</param>
public sealed record ActivityFilter(
    ActivityState? State = null, string? Author = null, string? Type = null, string? Search = null, DateTimeOffset? From = null, DateTimeOffset? Before = null, Guid? Target = null)
{
    internal IQueryable<Activity> Apply(IQueryable<Activity> activities)
    {
        if (State is { } state) activities = activities.Where(activity => activity.State == state);
        if (Target is { } target) activities = activities.Where(activity => activity.TargetId == target);
        if (Author is not null) activities = activities.Where(activity => activity.Actor == Author);
        if (Type is not null) activities = activities.Where(activity => activity.Type == Type);
        if (From is { } from) activities = activities.Where(activity => activity.CreatedAt >= from);
        if (Before is { } before) activities = activities.Where(activity => activity.CreatedAt < before);
        if (Search?.Trim().ToUpperInvariant() is not { Length: > 0 } text) return activities;
#pragma warning disable CA1862, CA1304, CA1311 // the database compares, and it knows upper case only
        return activities.Where(activity =>
            activity.TargetName.ToUpper().Contains(text) || activity.Actor.ToUpper().Contains(text) || (activity.Reason ?? "").ToUpper().Contains(text));
#pragma warning restore CA1862, CA1304, CA1311
    }
}
