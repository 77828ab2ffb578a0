using System.Globalization;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>An activity as the API's clients read it. Its state is an object with exactly one key, the state's name.</summary>
sealed record ActivityWire(
    string Id, string TenantId, string Type, string Description, string CreationDate, string[] Tags, IReadOnlyList<ActivityWire.Item> ConcernedItems, IReadOnlyDictionary<string, ActivityWire.Standing> State)
{
    public sealed record Item(string Id, string Type);

    /// <param name="Progression">0 to 100 percent.</param>
    /// <param name="Result">What a completed activity hands back: the id of what it made.</param>
    public sealed record Standing(string? StartDate, string? StopDate, string? Reason, string? Result, int Progression);

    public static ActivityWire Of(ActivityRow row, Id<Tenant> tenant) => new(
        $"{row.Id}",
        $"{tenant}",
        row.Type,
        $"{row.Type} {row.TargetName}",
        Moment(row.CreatedAt),
        [],
        [new Item($"{row.TargetId}", row.TargetNoun.Replace(' ', '_'))],
        new Dictionary<string, Standing>
        {
            [Name(row.State)] = new(Moment(row.StartedAt), Moment(row.EndedAt), row.Reason, row.State == ActivityState.Completed ? row.Outcome : null, row.Progress),
        });

    static string? Moment(DateTimeOffset? at) => at is { } known ? Moment(known) : null;

    static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    static string Name(ActivityState state) => state switch
    {
        ActivityState.Waiting => "waiting",
        ActivityState.Running => "running",
        ActivityState.Completed => "completed",
        ActivityState.Failed => "failed",
    };
}
