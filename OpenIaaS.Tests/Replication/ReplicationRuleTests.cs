using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Tests.Replication;

public class ReplicationRuleTests
{
    static readonly DateTimeOffset Start = new(2026, 10, 24, 23, 30, 0, TimeSpan.Zero);

    /// <summary>"Choice of replication interval according to your needs: from 1 minute to 24 hours."</summary>
    [Theory]
    [InlineData(0, IntervalUnit.Minutes, "interval.minutes")]
    [InlineData(1, IntervalUnit.Minutes, null)]
    [InlineData(59, IntervalUnit.Minutes, null)]
    [InlineData(60, IntervalUnit.Minutes, "interval.minutes")]
    [InlineData(0, IntervalUnit.Hours, "interval.hours")]
    [InlineData(1, IntervalUnit.Hours, null)]
    [InlineData(24, IntervalUnit.Hours, null)]
    [InlineData(25, IntervalUnit.Hours, "interval.hours")]
    public void Interval_is_1_to_59_minutes_or_1_to_24_hours(int count, IntervalUnit unit, string? code) =>
        Assert.Equal(code, new ReplicationInterval(count, unit).Check().Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(14, IntervalUnit.Minutes, "interval.short")]
    [InlineData(15, IntervalUnit.Minutes, null)]
    [InlineData(1, IntervalUnit.Hours, null)]
    public void Interval_below_15_minutes_comes_with_an_advice(int count, IntervalUnit unit, string? code) =>
        Assert.Equal(code, ReplicationAdvice.Of(new ReplicationInterval(count, unit))?.Code);

    /// <summary>"Retention: Number of recovery points to retain".</summary>
    [Theory]
    [InlineData(0, "retention.range")]
    [InlineData(1, null)]
    [InlineData(365, null)]
    [InlineData(366, "retention.range")]
    public void Policy_keeps_1_to_365_points(int retained, string? code) =>
        Assert.Equal(code, ReplicationPolicy.Check("critical", new ReplicationInterval(1, IntervalUnit.Hours), retained).Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(24, IntervalUnit.Hours, "At most 24 hours of data can be lost; the platform states less than 24 hours for intervals in hours.")]
    [InlineData(1, IntervalUnit.Hours, "At most one hour of data can be lost; the platform states less than 24 hours for intervals in hours.")]
    [InlineData(1, IntervalUnit.Minutes, "At most one minute of data can be lost; the platform states less than 1 hour for intervals in minutes.")]
    public void Promise_names_the_interval_and_what_the_platform_states(int count, IntervalUnit unit, string sentence) =>
        Assert.Equal(sentence, ReplicationAdvice.Promise(new ReplicationInterval(count, unit)).Message);

    [Fact]
    public void Every_recommended_interval_can_be_had() => Assert.All(ReplicationPreset.All, preset => Assert.True(preset.Interval.Check().Ok));

    /// <summary>Reliability 3, rule 5: ticks lie at activation + k × interval in elapsed UTC time.</summary>
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 120)]
    [InlineData(61, 120)]
    public void Next_tick_is_the_first_one_after_now(int minutesNow, int minutesTick) =>
        Assert.Equal(Start.AddMinutes(minutesTick), ReplicationSchedule.NextTick(Start, TimeSpan.FromHours(1), Start.AddMinutes(minutesNow)));

    /// <summary>On 25 October 2026 French clocks go back at 01:00 UTC; an hour is still an hour.</summary>
    [Fact]
    public void Change_to_winter_time_moves_no_tick()
    {
        List<DateTimeOffset> ticks = [Start];
        while (ticks.Count < 6) ticks.Add(ReplicationSchedule.NextTick(Start, TimeSpan.FromHours(1), ticks[^1]));

        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second - pair.First));
    }

    [Fact]
    public void Outage_of_three_days_is_followed_by_one_tick_and_not_by_all_that_were_missed() =>
        Assert.Equal(Start.AddDays(3).AddMinutes(1), ReplicationSchedule.NextTick(Start, TimeSpan.FromMinutes(1), Start.AddDays(3)));

    /// <summary>Reliability 3, rule 4, on both sides of each boundary.</summary>
    [Theory]
    [InlineData(0, RecoveryPointStatus.Compliant)]
    [InlineData(3600, RecoveryPointStatus.Compliant)]
    [InlineData(3601, RecoveryPointStatus.AtRisk)]
    [InlineData(7200, RecoveryPointStatus.AtRisk)]
    [InlineData(7201, RecoveryPointStatus.Breached)]
    public void Recovery_point_is_judged_by_its_age(int seconds, RecoveryPointStatus expected)
    {
        var replica = Replica();
        replica.CompleteRun(Start, ByteSize.Zero, TimeSpan.FromHours(1), Start);

        Assert.Equal(expected, replica.StatusAt(Start.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(3600, RecoveryPointStatus.Pending)]
    [InlineData(3601, RecoveryPointStatus.Breached)]
    public void Replica_without_a_point_is_pending_for_one_interval(int seconds, RecoveryPointStatus expected) =>
        Assert.Equal(expected, Replica().StatusAt(Start.AddSeconds(seconds)));

    [Theory]
    [InlineData(1, "2,1")]
    [InlineData(2, "1")]
    [InlineData(3, "")]
    [InlineData(4, "")]
    public void Retention_drops_the_oldest_points_beyond_the_number_kept(int retained, string outdated)
    {
        RecoveryPoint[] points = [Point(2), Point(3), Point(1)];

        var dropped = Retention.Outdated(points, retained).Select(point => (point.CapturedAt - Start).TotalHours);

        Assert.Equal(outdated.Split(',', StringSplitOptions.RemoveEmptyEntries).Reverse(), dropped.Select(hours => $"{hours}"));
    }

    [Fact]
    public void Policy_that_keeps_nothing_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => Retention.Outdated([], 0));

    /// <summary>Whatever was copied in full and whatever not, and however many of the oldest points are given up: each that is left restores to what it did.</summary>
    [Fact]
    public void Points_that_are_left_restore_to_the_same_bytes_when_older_ones_are_given_up()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            List<RecoveryPoint> points = [];
            List<long> shown = [];
            for (var hour = 0; hour < 12; hour++)
            {
                var isFull = hour == 0 || Draw.Unit(seed, "point", "full", hour) < 0.2;
                shown.Add((long)Draw.Bits(seed, "machine", "content", hour));
                var digest = isFull ? shown[hour] : unchecked(shown[hour] - shown[hour - 1]);
                points.Add(new RecoveryPoint(new Id<RecoveryPoint>(Number(hour)), default, default, Start.AddHours(hour), Start.AddHours(hour), ByteSize.FromGiB(1 + (hour % 3)), isFull, digest));
            }

            while (points.Count > 1)
            {
                points[1].Absorb(points[0]);
                points.RemoveAt(0);
                shown.RemoveAt(0);
                Assert.True(points[0].IsFull);
                Assert.Equal(shown, Restored(points));
            }
        }
    }

    [Fact]
    public void Point_that_takes_over_from_one_without_a_digest_has_none_and_a_full_one_keeps_its_own()
    {
        RecoveryPoint[] points = [Point(1), new(default, default, default, Start, Start, ByteSize.Zero, false, 5), new(default, default, default, Start, Start, ByteSize.Zero, true, 6)];

        points[1].Absorb(points[0]);
        points[2].Absorb(points[1]);

        Assert.Equal([null, null, 6], points.Select(point => point.Digest));
    }

    static List<long> Restored(List<RecoveryPoint> points)
    {
        List<long> restored = [];
        foreach (var point in points) restored.Add(unchecked((point.IsFull ? 0 : restored[^1]) + point.Digest!.Value));
        return restored;
    }

    static RecoveryPoint Point(int hours) => new(new Id<RecoveryPoint>(Number(hours)), default, default, Start.AddHours(hours), Start.AddHours(hours), ByteSize.Zero, false);

    static Replica Replica() => new(new Id<Replica>(Number(1)), new Id<Tenant>(Number(2)), new Id<VirtualMachine>(Number(3)), new Id<ReplicationPolicy>(Number(4)), TimeSpan.FromHours(1), Start);

    static Guid Number(int number) => new(number, 0, 0, new byte[8]);
}
