using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>The unit an interval is given in; never both (Console specification 3.1).</summary>
public enum IntervalUnit
{
    /// <summary>Whole minutes, 1 to 59.</summary>
    Minutes,

    /// <summary>Whole hours, 1 to 24.</summary>
    Hours,
}

/// <summary>How often a machine is replicated: 1 to 59 minutes or 1 to 24 hours (Concepts, Available intervals).</summary>
/// <param name="Count">How many of the unit.</param>
/// <param name="Unit">Minutes or hours.</param>
public sealed record ReplicationInterval(int Count, IntervalUnit Unit)
{
    /// <summary>The longest interval in minutes.</summary>
    public const int MostMinutes = 59;

    /// <summary>The longest interval in hours.</summary>
    public const int MostHours = 24;

    /// <summary>Below this an advice is shown: the platform's newer documents ask for 15 minutes at least (Console specification 3.3, 2).</summary>
    public static readonly TimeSpan Advised = TimeSpan.FromMinutes(15);

    /// <summary>The interval as time: also the recovery point it promises.</summary>
    public TimeSpan Every => Unit == IntervalUnit.Minutes ? TimeSpan.FromMinutes(Count) : TimeSpan.FromHours(Count);

    /// <summary>What the platform advertises for this unit: less than 1 hour, or less than 24 hours (Concepts, Available intervals).</summary>
    public TimeSpan AdvertisedBound => Unit == IntervalUnit.Minutes ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24);

    /// <summary>Reads an interval that is given in one of two fields; 0 is the same as nothing, as clients of the API send it.</summary>
    /// <param name="hours">Hours, or null.</param>
    /// <param name="minutes">Minutes, or null.</param>
    /// <returns><c>interval.missing</c> or <c>interval.both</c>; the range is for <see cref="Check"/> to say.</returns>
    public static Result<ReplicationInterval> Of(int? hours, int? minutes) => (hours ?? 0, minutes ?? 0) switch
    {
        (0, 0) => Problem.Invalid("interval.missing", $"Give the interval in hours, 1 to {MostHours}, or in minutes, 1 to {MostMinutes}.", "Interval"),
        (0, var count) => new ReplicationInterval(count, IntervalUnit.Minutes),
        (var count, 0) => new ReplicationInterval(count, IntervalUnit.Hours),
        var (some, more) => Problem.Invalid("interval.both", $"An interval is given in hours or in minutes and not in both; {some} hours and {more} minutes were given.", "Interval"),
    };

    /// <summary>Whether the interval is one that can be had.</summary>
    /// <returns><c>interval.minutes</c> or <c>interval.hours</c>.</returns>
    public Result Check() => Unit switch
    {
        IntervalUnit.Minutes when Count is < 1 or > MostMinutes =>
            Problem.Invalid("interval.minutes", $"An interval in minutes is 1 to {MostMinutes}; {Count} was asked for.", "Interval"),
        IntervalUnit.Hours when Count is < 1 or > MostHours =>
            Problem.Invalid("interval.hours", $"An interval in hours is 1 to {MostHours}; {Count} was asked for.", "Interval"),
        IntervalUnit.Minutes or IntervalUnit.Hours => Result.Success,
    };
}
