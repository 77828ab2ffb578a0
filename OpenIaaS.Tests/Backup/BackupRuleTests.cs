using OpenIaaS.Domain.Backup;

namespace OpenIaaS.Tests.Backup;

public class BackupRuleTests
{
    static readonly DateOnly Monday = new(2026, 11, 23);

    [Fact]
    public void Seven_days_four_weeks_and_twelve_months_keep_23_points_back_to_November()
    {
        var kept = KeptPoints.Of(new BackupRetention(7, 4, 12), Monday);

        Assert.Equal(23, kept.Count);
        Assert.Equal((7, 4, 12), (Count(kept, KeptFor.Day), Count(kept, KeptFor.Week), Count(kept, KeptFor.Month)));
        Assert.Equal(new DateOnly(2025, 11, 3), kept[^1].Day);
    }

    /// <summary>The look ahead and the rule must not drift apart: three years of daily backups leave exactly what was shown.</summary>
    [Theory]
    [InlineData(7, 4, 12)]
    [InlineData(7, 0, 0)]
    [InlineData(35, 0, 0)]
    [InlineData(0, 4, 0)]
    [InlineData(0, 0, 12)]
    [InlineData(7, 0, 12)]
    [InlineData(0, 4, 12)]
    [InlineData(30, 8, 6)]
    [InlineData(1, 1, 1)]
    public void Daily_backups_leave_what_the_look_ahead_shows(int days, int weeks, int months)
    {
        var retention = new BackupRetention(days, weeks, months);
        for (var shift = 0; shift < 40; shift += 3)
        {
            var today = Monday.AddDays(shift);
            List<DateTimeOffset> taken = [];
            for (var day = today.AddDays(-1100); day <= today; day = day.AddDays(1))
            {
                taken.Add(At(day));
                taken = [.. BackupRetentionRule.Kept(taken, retention, TimeZoneInfo.Utc).Select(point => point.TakenAt)];
            }

            Assert.Equal(KeptPoints.Of(retention, today).Select(point => At(point.Day)), taken);
        }
    }

    [Fact]
    public void Days_without_a_backup_do_not_count()
    {
        DateTimeOffset[] taken = [At(Monday.AddDays(-30)), At(Monday.AddDays(-9)), At(Monday)];

        Assert.Equal(taken.Reverse(), BackupRetentionRule.Kept(taken, new BackupRetention(3, 0, 0), TimeZoneInfo.Utc).Select(point => point.TakenAt));
    }

    [Fact]
    public void Oldest_backup_of_a_day_stays_and_so_does_the_newest_of_all()
    {
        DateTimeOffset[] taken = [At(Monday), At(Monday).AddHours(1), At(Monday).AddHours(2)];

        Assert.Equal([(taken[2], KeptFor.Newest), (taken[0], KeptFor.Day)], BackupRetentionRule.Kept(taken, new BackupRetention(1, 0, 0), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Week_begins_on_Monday()
    {
        DateTimeOffset[] taken = [At(Monday.AddDays(-1)), At(Monday)];

        Assert.Equal(2, BackupRetentionRule.Kept(taken, new BackupRetention(0, 2, 0), TimeZoneInfo.Utc).Count(point => point.For == KeptFor.Week));
    }

    [Fact]
    public void Day_is_counted_in_the_time_zone_of_the_schedule()
    {
        var french = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        DateTimeOffset[] taken = [new(2026, 11, 22, 22, 30, 0, TimeSpan.Zero), new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero)];

        Assert.Equal(2, BackupRetentionRule.Kept(taken, new BackupRetention(2, 0, 0), french).Count);
    }

    [Fact]
    public void No_backups_keep_none() => Assert.Empty(BackupRetentionRule.Kept([], new BackupRetention(7, 4, 12), TimeZoneInfo.Utc));

    /// <summary>"Desired characteristics (x days, y weeks, z months, ...)".</summary>
    [Theory]
    [InlineData(0, 0, 0, "retention.nothing")]
    [InlineData(1, 0, 0, null)]
    [InlineData(-1, 1, 0, "retention.negative")]
    [InlineData(3650, 0, 0, null)]
    [InlineData(3651, 0, 0, "retention.too-many")]
    public void Retention_is_whole_numbers_of_which_one_is_more_than_0(int days, int weeks, int months, string? code) =>
        Assert.Equal(code, new BackupRetention(days, weeks, months).Check().Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData("0 19 * * *", "Daily at 19:00")]
    [InlineData("30 7 * * *", "Daily at 07:30")]
    [InlineData("0 20 * * 1", "Mondays at 20:00")]
    [InlineData("0 20 * * 7", "Sundays at 20:00")]
    [InlineData("0 21 1 * *", "On day 1 of each month at 21:00")]
    [InlineData("", "Never")]
    [InlineData("*/5 * * * *", "*/5 * * * *")]
    [InlineData("0 24 * * *", "0 24 * * *")]
    [InlineData("60 1 * * *", "60 1 * * *")]
    [InlineData("0 1 32 * *", "0 1 32 * *")]
    [InlineData("0 1 * * 8", "0 1 * * 8")]
    [InlineData("0 1 1 * 1", "0 1 1 * 1")]
    public void Schedule_is_put_into_words_or_shown_as_written(string schedule, string words) => Assert.Equal(words, BackupSentence.Of(schedule).Message);

    static int Count(IEnumerable<KeptPoint> kept, KeptFor kind) => kept.Count(point => point.For == kind);

    static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(19, 0), TimeSpan.Zero);
}
