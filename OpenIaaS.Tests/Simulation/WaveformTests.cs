using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class WaveformTests
{
    const long Memory = 16L << 30;

    static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every ten minutes of four weeks.</summary>
    static IEnumerable<DateTimeOffset> Moments => Enumerable.Range(0, 4 * 7 * 144).Select(step => Monday.AddMinutes(step * 10));

    [Fact]
    public void Same_seed_name_and_moment_give_the_same_figures_whoever_asks()
    {
        var one = Of("pool/erp-db-01");
        var other = Of("pool/erp-db-01");

        Assert.All(Moments.Take(500), moment => Assert.Equal(one.At(new(moment), true), other.At(new(moment), true)));
        Assert.NotEqual(one.At(new(Monday), true), Of("pool/erp-db-02").At(new(Monday), true));
        Assert.NotEqual(one.At(new(Monday), true), Of("pool/erp-db-01", seed: 8).At(new(Monday), true));
    }

    [Fact]
    public void Figures_stay_within_what_the_machine_has()
    {
        foreach (var key in Enumerable.Range(1, 40).Select(number => $"pool/vm-{number}"))
        {
            var wave = Of(key);
            Assert.All(Moments.Where((_, step) => step % 7 == 0), moment =>
            {
                var use = wave.At(new(moment), true);
                Assert.InRange(use.Threads, 0.001, 4);
                Assert.InRange(use.Memory, 0.3 * Memory, 0.98 * Memory);
                Assert.True(use is { ReadOperations: > 0, WriteOperations: > 0, ReadBytes: > 0, WrittenBytes: > 0, ReceivedBytes: > 0, SentBytes: > 0 });
            });
        }
    }

    [Theory]
    [InlineData(3e4)]
    [InlineData(2e7)]
    public void Writes_come_to_the_rate_that_copies_carry_over(double rate)
    {
        var mean = Enumerable.Range(1, 30).Average(number => Moments.Average(moment => Of($"pool/vm-{number}", rate: rate).At(new(moment), true).WrittenBytes));

        Assert.InRange(mean, 0.97 * rate, 1.03 * rate);
    }

    [Fact]
    public void Those_who_work_by_day_do_half_at_the_weekend()
    {
        var all = Enumerable.Range(1, 60).Select(number => Of($"pool/vm-{number}")).ToList();
        var friday = all.Sum(wave => Hours(Monday.AddDays(4)).Average(moment => wave.At(new(moment), true).Threads));
        var sunday = all.Sum(wave => Hours(Monday.AddDays(6)).Average(moment => wave.At(new(moment), true).Threads));

        Assert.InRange(sunday / friday, 0.4, 0.8);
    }

    [Fact]
    public void Machine_without_a_system_idles_and_without_an_agent_tells_nothing_of_its_memory()
    {
        var use = new Waveform(7, "pool/blank", 4, Memory, hasGuestSystem: false, 1e4).At(new(Monday), agentAnswers: false);

        Assert.Equal(0.002 * 4, use.Threads, 6);
        Assert.Equal(0, use.Memory);
    }

    static IEnumerable<DateTimeOffset> Hours(DateTimeOffset day) => Enumerable.Range(0, 24).Select(hour => day.AddHours(hour));

    static Waveform Of(string key, long seed = 7, double rate = 1e5) => new(seed, key, 4, Memory, hasGuestSystem: true, rate);
}
