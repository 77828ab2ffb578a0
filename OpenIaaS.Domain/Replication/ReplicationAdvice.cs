using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>What to know before replicating.</summary>
public static class ReplicationAdvice
{
    /// <summary>"Replication does not replace a full backup strategy" (Concepts, Best practices). Always shown.</summary>
    public static Notice NotABackup { get; } =
        Notice.Of("replication.not-a-backup", $"Replication does not replace backups; it keeps the service going when the primary site is lost.");

    /// <summary>The alarm of a machine that is replicated and that no backup is made of; <c>nobackup</c> makes none (Concepts, Best practices; Console specification 4.12).</summary>
    /// <param name="machine">Its name.</param>
    public static Notice NoBackup(string machine) =>
        Notice.Of("replication.no-backup", $"No backup is made of {machine}: what is deleted or encrypted on it is so in its copies as well.");

    /// <summary>The encryption at rest "is not active on-the-fly" (Concepts, Storage Block Security and Encryption). Always shown.</summary>
    public static Notice NotEncrypted { get; } =
        Notice.Of("replication.not-encrypted", $"Data is encrypted on the disks, not on its way between the zones; the transfers use dedicated, secured channels.");

    /// <summary>The advice for a short interval; null from 15 minutes on (Console specification 3.3, 2).</summary>
    /// <returns><c>interval.short</c>.</returns>
    public static Notice? Of(ReplicationInterval interval) => interval.Every >= ReplicationInterval.Advised
        ? null
        : Notice.Of("interval.short", $"Below {Minutes(ReplicationInterval.Advised)} minutes a run may still be under way when the next one is due; that one is then skipped.");

    /// <summary>What an interval promises: at most itself (Console specification 3.3, 24), beside the bound the platform states for its unit.</summary>
    /// <returns><c>interval.promise-minute</c>, <c>-minutes</c>, <c>-hour</c> or <c>-hours</c>.</returns>
    public static Notice Promise(ReplicationInterval interval)
    {
        var bound = (int)interval.AdvertisedBound.TotalHours;
        return (interval.Unit, interval.Count) switch
        {
            (IntervalUnit.Minutes, 1) => Notice.Of("interval.promise-minute", $"At most one minute of data can be lost; the platform states less than {bound} hour for intervals in minutes."),
            (IntervalUnit.Minutes, var minutes) => Notice.Of("interval.promise-minutes", $"At most {minutes} minutes of data can be lost; the platform states less than {bound} hour for intervals in minutes."),
            (_, 1) => Notice.Of("interval.promise-hour", $"At most one hour of data can be lost; the platform states less than {bound} hours for intervals in hours."),
            var (_, hours) => Notice.Of("interval.promise-hours", $"At most {hours} hours of data can be lost; the platform states less than {bound} hours for intervals in hours."),
        };
    }

    static int Minutes(TimeSpan span) => (int)span.TotalMinutes;
}

/// <summary>A recommended interval.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="Workload">What it is for, in the words of Concepts, Recommendations by workload type.</param>
public sealed record ReplicationPreset(ReplicationInterval Interval, string Workload)
{
    /// <summary>The recommended intervals, shortest first: critical every 1 to 30 minutes, business hourly or every two hours, development daily.</summary>
    public static IReadOnlyList<ReplicationPreset> All { get; } =
    [
        new(new ReplicationInterval(15, IntervalUnit.Minutes), "Critical applications"),
        new(new ReplicationInterval(30, IntervalUnit.Minutes), "Critical applications"),
        new(new ReplicationInterval(1, IntervalUnit.Hours), "Business applications"),
        new(new ReplicationInterval(2, IntervalUnit.Hours), "Business applications"),
        new(new ReplicationInterval(24, IntervalUnit.Hours), "Development environments"),
    ];
}
