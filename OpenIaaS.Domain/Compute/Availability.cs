namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The availability of a month against its promise, one line for each scope; the lines are not merged. Sources: Concepts, Platform (99.99 %,
/// measured monthly, maintenance windows included), Compute (infrastructure 99.9 %, likewise; SLA requests by an incident ticket) and Block Storage
/// (99.99 %, measured monthly; maintenance is not spoken of).
/// </summary>
/// <param name="Scope">What it is about.</param>
/// <param name="Subjects">How many pools, hosts or block storages there are.</param>
/// <param name="Outages">How many outages fell into the month.</param>
/// <param name="Lost">What they took in all.</param>
/// <param name="Elapsed">How much of the month has passed.</param>
public sealed record Availability(OutageScope Scope, int Subjects, int Outages, TimeSpan Lost, TimeSpan Elapsed)
{
    /// <summary>What was promised for a scope, 0 to 1.</summary>
    public static double PromiseOf(OutageScope scope) => scope switch
    {
        OutageScope.Platform => 0.9999,
        OutageScope.Compute => 0.999,
        OutageScope.Storage => 0.9999,
    };

    /// <summary>What was promised, 0 to 1.</summary>
    public double Promise => PromiseOf(Scope);

    /// <summary>The share of the time that has passed in which everything was there, each subject counted alike, 0 to 1. Without subjects nothing was missing.</summary>
    public double Share => Subjects == 0 || Elapsed <= TimeSpan.Zero ? 1 : Math.Max(0, 1 - (Lost / (Elapsed * Subjects)));

    /// <summary>Whether it fell below the promise.</summary>
    public bool IsMissed => Share < Promise;

    /// <summary>The line of a scope.</summary>
    /// <param name="outages">Outages of the scope that may touch the month.</param>
    /// <param name="from">The beginning of the month, UTC.</param>
    /// <param name="now">The present, UTC.</param>
    public static Availability Of(OutageScope scope, int subjects, IEnumerable<Outage> outages, DateTimeOffset from, DateTimeOffset now)
    {
        var touching = outages.Select(outage => outage.Within(from, now)).Where(lost => lost > TimeSpan.Zero).ToList();
        return new(scope, subjects, touching.Count, touching.Aggregate(TimeSpan.Zero, (sum, lost) => sum + lost), now - from);
    }

    /// <summary>The beginning of the month a moment lies in, UTC.</summary>
    public static DateTimeOffset MonthOf(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
