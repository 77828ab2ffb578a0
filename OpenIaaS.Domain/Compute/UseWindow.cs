namespace OpenIaaS.Domain.Compute;

/// <summary>
/// A stretch of time in equal steps, of which each gives one average: at most <see cref="MostSteps"/>, so that what is sent does not grow with the time
/// looked at. Steps begin at whole multiples since the year 1, so that a figure stays what it was when the window moves on; the last one is still running.
/// </summary>
/// <param name="From">The beginning of the first step, UTC.</param>
/// <param name="Step">How long each is.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Now">Until when there are figures, UTC: within the last step.</param>
public sealed record UseWindow(DateTimeOffset From, TimeSpan Step, int Count, DateTimeOffset Now)
{
    /// <summary>No window has more steps.</summary>
    public const int MostSteps = 90;

    /// <summary>The window of a period that ends now.</summary>
    public static UseWindow Of(UsePeriod period, DateTimeOffset now)
    {
        var (step, count) = period switch
        {
            UsePeriod.Hour => (TimeSpan.FromMinutes(1), 60),
            UsePeriod.SixHours => (TimeSpan.FromMinutes(5), 72),
            UsePeriod.Day => (TimeSpan.FromMinutes(20), 72),
            UsePeriod.Week => (TimeSpan.FromHours(2), 84),
            UsePeriod.Month => (TimeSpan.FromHours(8), MostSteps),
        };
        var last = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % step.Ticks), TimeSpan.Zero);
        return new UseWindow(last - (step * (count - 1)), step, count, now);
    }

    /// <summary>Its last steps alone.</summary>
    /// <param name="count">How many, 1 to <see cref="Count"/>.</param>
    public UseWindow Last(int count) => this with { From = At(Count - count), Count = count };

    /// <summary>When a step begins.</summary>
    public DateTimeOffset At(int step) => From + (Step * step);
}
