namespace OpenIaaS.Domain.Backup;

/// <summary>What a backup is kept for.</summary>
public enum KeptFor
{
    /// <summary>It is the newest one.</summary>
    Newest,

    /// <summary>It is the oldest of a kept day.</summary>
    Day,

    /// <summary>It is the oldest of a kept ISO week.</summary>
    Week,

    /// <summary>It is the oldest of a kept month.</summary>
    Month,
}

/// <summary>A backup that stays.</summary>
/// <param name="Day">The day it was taken on.</param>
/// <param name="For">What it is kept for.</param>
public sealed record KeptPoint(DateOnly Day, KeptFor For);

/// <summary>
/// A look ahead for the request form: what a daily schedule has kept once it has run for long enough. Days are the newest ones; weeks begin
/// where the days end, months where the weeks end, so that 7 days, 4 weeks and 12 months make 23 points.
/// </summary>
public static class KeptPoints
{
    /// <summary>The points kept on the evening of <paramref name="today"/>, newest first.</summary>
    public static IReadOnlyList<KeptPoint> Of(BackupRetention retention, DateOnly today)
    {
        List<KeptPoint> kept = [.. Enumerable.Range(0, retention.Days).Select(back => new KeptPoint(today.AddDays(-back), KeptFor.Day))];
        var before = today.AddDays(1 - retention.Days);

        // What is left of a week is its Monday: the days after it went when the days moved on.
        var monday = MondayOn(before.AddDays(-1));
        for (var week = 0; week < retention.Weeks; week++, monday = monday.AddDays(-7)) kept.Add(new KeptPoint(monday, KeptFor.Week));
        if (retention.Weeks > 0) before = monday.AddDays(7);

        // Beside weeks only Mondays get this old, so a month is left with its first Monday.
        var newest = before.AddDays(retention.Weeks > 0 ? -7 : -1);
        for (var month = 0; month < retention.Months; month++)
        {
            var first = new DateOnly(newest.Year, newest.Month, 1).AddMonths(-month);
            kept.Add(new KeptPoint(retention.Weeks > 0 ? MondayOn(first.AddDays(6)) : first, KeptFor.Month));
        }

        if (!kept.Exists(point => point.Day == today)) kept.Insert(0, new KeptPoint(today, KeptFor.Newest));
        return kept;
    }

    internal static DateOnly MondayOn(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
