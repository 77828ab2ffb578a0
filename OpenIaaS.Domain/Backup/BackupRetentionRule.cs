namespace OpenIaaS.Domain.Backup;

/// <summary>
/// Which backups stay for x days, y weeks and z months (Concepts, Creating a Backup Policy; Reliability 3, rule 6): the oldest one of each kept
/// period. A period without a backup does not count; weeks are ISO weeks, from Monday. Weeks are counted among the backups older than the
/// kept days, months among those older than the kept weeks. The newest backup always stays.
/// </summary>
public static class BackupRetentionRule
{
    /// <summary>The backups that stay, newest first, with what each is kept for. Asked after a success only.</summary>
    /// <param name="taken">When each was taken; two at the same moment are the same.</param>
    /// <param name="retention">How long they are kept.</param>
    /// <param name="zone">The time zone the days are counted in: the schedule's.</param>
    public static IReadOnlyList<(DateTimeOffset TakenAt, KeptFor For)> Kept(IEnumerable<DateTimeOffset> taken, BackupRetention retention, TimeZoneInfo zone)
    {
        var rest = taken.Distinct().OrderDescending().Select(moment => (Moment: moment, Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime))).ToList();
        if (rest.Count == 0) return [];
        var newest = rest[0].Moment;
        List<(DateTimeOffset TakenAt, KeptFor For)> kept = [];
        Keep(retention.Days, KeptFor.Day, day => day);
        Keep(retention.Weeks, KeptFor.Week, KeptPoints.MondayOn);
        Keep(retention.Months, KeptFor.Month, day => new DateOnly(day.Year, day.Month, 1));
        if (kept.Count == 0 || kept[0].TakenAt != newest) kept.Insert(0, (newest, KeptFor.Newest));
        return kept;

        void Keep(int periods, KeptFor kind, Func<DateOnly, DateOnly> periodOf)
        {
            if (periods == 0) return;
            var groups = rest.GroupBy(point => periodOf(point.Day)).OrderByDescending(period => period.Key).Take(periods).ToList();
            kept.AddRange(groups.Select(period => (period.Last().Moment, kind)));
            if (groups.Count > 0) rest.RemoveAll(point => point.Moment >= groups[^1].Last().Moment);
        }
    }

    /// <summary>The backups that go, oldest first.</summary>
    public static IReadOnlyList<MachineBackup> Outdated(IReadOnlyCollection<MachineBackup> backups, BackupRetention retention, TimeZoneInfo zone)
    {
        var kept = Kept(backups.Select(backup => backup.TakenAt), retention, zone).Select(point => point.TakenAt).ToHashSet();
        return [.. backups.Where(backup => !kept.Contains(backup.TakenAt)).OrderBy(backup => backup.TakenAt)];
    }
}
