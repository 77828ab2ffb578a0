using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Tests.Replication.Ledger;

/// <summary>Properties of the ledger over drawn histories (Reliability 3, rule 4), held against the rule itself asked for each minute.</summary>
public class LedgerHistoryTests
{
    const int Histories = 400;

    static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Each_minute_is_counted_as_the_rule_judges_it(int block) => Each(block, drawn =>
    {
        var (from, to) = drawn.Window;
        var counted = new long[4];
        for (var at = from; at < to; at = at.AddMinutes(1))
            if (drawn.StatusAfter(at) is { } status) counted[(int)status] += TimeSpan.TicksPerMinute;

        Assert.Equal(new LedgerTime(counted[0], counted[1], counted[2], counted[3]), drawn.History.Over(from, to));
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Parts_and_what_is_not_counted_add_up_to_the_window(int block) => Each(block, drawn =>
    {
        var (from, to) = drawn.Window;
        Assert.Equal(to - from, drawn.History.Over(from, to).Counted + drawn.NotCounted(from, to));
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Window_cut_anywhere_adds_up_to_the_same(int block) => Each(block, drawn =>
    {
        var (from, to) = drawn.Window;
        for (var cut = 0; cut <= 4; cut++)
        {
            var at = from + ((to - from) * (cut / 4d));
            Assert.Equal(drawn.History.Over(from, to), drawn.History.Over(from, at) + drawn.History.Over(at, to));
        }
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Order_in_which_runs_are_told_does_not_matter(int block) => Each(block, drawn =>
    {
        var (from, to) = drawn.Window;
        var mixed = new LedgerHistory(drawn.Activated, drawn.Intervals, drawn.Points.OrderBy(point => Draw.Bits(drawn.Seed, "mixed", "order", point.EndedAt.UtcTicks)), drawn.Suspensions);
        Assert.Equal(drawn.History.Over(from, to), mixed.Over(from, to));
        Assert.Equal(drawn.History.Breaches(from, to), mixed.Breaches(from, to));
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_kept_is_one_less_the_share_of_the_breaches(int block) => Each(block, drawn =>
    {
        var (from, to) = drawn.Window;
        var (time, breaches) = (drawn.History.Over(from, to), drawn.History.Breaches(from, to));
        var breached = new TimeSpan(breaches.Sum(breach => (breach.Until - breach.From).Ticks));
        Assert.Equal(time.Breached, breached);
        if (time.Counted > TimeSpan.Zero) Assert.Equal(1 - (breached / time.Counted), time.Kept!.Value, 12);
        else Assert.Null(time.Kept);
        Assert.All(breaches, breach => Assert.True(breach.From < breach.Until && breach.From >= from && breach.Until <= to));
        Assert.All(breaches.Zip(breaches.Skip(1)), pair => Assert.True(pair.First.Until < pair.Second.From));
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Drawn_histories_come_to_everything_there_is(int block)
    {
        var all = LedgerTime.None;
        var suspended = TimeSpan.Zero;
        Each(block, drawn =>
        {
            all += drawn.History.Over(drawn.Window.From, drawn.Window.To);
            suspended += drawn.NotCounted(drawn.Window.From, drawn.Window.To);
        });
        Assert.All([all.Pending, all.Compliant, all.AtRisk, all.Breached, suspended], part => Assert.True(part > TimeSpan.Zero));
    }

    static void Each(int block, Action<Drawn> check)
    {
        for (var seed = block * Histories / 8; seed < (block + 1) * Histories / 8; seed++) check(new Drawn(seed));
    }

    /// <summary>A history by its seed; everything in it lies on whole minutes.</summary>
    sealed class Drawn
    {
        public Drawn(int seed)
        {
            Seed = seed;
            Activated = Start.AddMinutes(Of("activated", 0, 600));
            Intervals.Add((Activated.AddMinutes(-Of("policy", 0, 90)), TimeSpan.FromMinutes(Of("every", 1, 60))));
            for (var change = 0; change < Of("changes", 0, 3); change++)
                Intervals.Add((Intervals[^1].From.AddMinutes(Of("changed", 1, 900, change)), TimeSpan.FromMinutes(Of("every", 1, 60, change + 1))));
            var at = Activated;
            for (var run = 0; run < Of("runs", 0, 40); run++)
            {
                var began = at.AddMinutes(Of("began", 0, 90, run));
                at = began.AddMinutes(Of("took", 1, 40, run));
                if (Of("failed", 0, 9, run) > 1) Points.Add(new PointMade(began, at));
            }

            var suspended = Activated;
            for (var span = 0; span < Of("suspensions", 0, 2); span++)
            {
                var from = suspended.AddMinutes(Of("suspended", 1, 700, span));
                suspended = from.AddMinutes(Of("rested", 1, 300, span));
                Suspensions.Add(new Span(from, suspended));
            }

            var begin = Start.AddMinutes(Of("from", 0, 1500));
            Window = (begin, begin.AddMinutes(Of("length", 0, 1500)));
            History = new LedgerHistory(Activated, Intervals, Points, Suspensions);
        }

        public int Seed { get; }

        public DateTimeOffset Activated { get; }

        public List<(DateTimeOffset From, TimeSpan Every)> Intervals { get; } = [];

        public List<PointMade> Points { get; } = [];

        public List<Span> Suspensions { get; } = [];

        public (DateTimeOffset From, DateTimeOffset To) Window { get; }

        public LedgerHistory History { get; }

        /// <summary>The rule, asked for the minute after a moment; null where nothing is counted.</summary>
        public RecoveryPointStatus? StatusAfter(DateTimeOffset at)
        {
            if (at < Activated || Suspensions.Any(span => span.From <= at && at < span.Until)) return null;
            var interval = Intervals.FindLast(known => known.From <= at).Every;
            var resumed = Suspensions.Where(span => span.Until <= at).Select(span => (DateTimeOffset?)span.Until).Max() ?? Activated;
            var newest = Points.Where(point => point.EndedAt <= at).OrderBy(point => point.EndedAt).Cast<PointMade?>().LastOrDefault();
            var since = newest is { } point && point.EndedAt >= resumed ? point.CapturedAt : resumed;
            var age = at - since;
            if (newest is null) return age < interval ? RecoveryPointStatus.Pending : RecoveryPointStatus.Breached;
            return age < interval ? RecoveryPointStatus.Compliant : age < 2 * interval ? RecoveryPointStatus.AtRisk : RecoveryPointStatus.Breached;
        }

        public TimeSpan NotCounted(DateTimeOffset from, DateTimeOffset to) =>
            Overlap(from, to, DateTimeOffset.MinValue, Activated) + Suspensions.Aggregate(TimeSpan.Zero, (sum, span) => sum + Overlap(from, to, span.From, span.Until));

        static TimeSpan Overlap(DateTimeOffset from, DateTimeOffset to, DateTimeOffset begin, DateTimeOffset end)
        {
            var (first, last) = (from > begin ? from : begin, to < end ? to : end);
            return last > first ? last - first : TimeSpan.Zero;
        }

        int Of(string what, int least, int most, long ordinal = 0) => least + (int)((most - least + 1) * Draw.Unit(Seed, "ledger", what, ordinal));
    }
}
