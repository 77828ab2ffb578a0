using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>The same seed and scenario give the same log, byte for byte: again, at another speed, and when the process is killed on the way.</summary>
public sealed class ReplayTests
{
    static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);

    [Fact]
    public async Task Seeds_tell_the_same_story_twice_and_across_restarts()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 6), TestContext.Current.CancellationToken, async (seed, _) =>
        {
            var first = await Played.PlayAsync(RandomFleet.Of(seed, TwoHours));
            var second = await Played.PlayAsync(RandomFleet.Of(seed, TwoHours), Playing.Usual with { Restarts = seed % 2 == 0 ? [] : Kills(seed) });
            Assert.True(first.Hash == second.Hash, $"Seed {seed}{(seed % 2 == 0 ? "" : ", killed at " + string.Join(", ", Kills(seed)))}: {Difference(first, second)}");
        });
    }

    [Theory]
    [MemberData(nameof(GoldenTests.Names), MemberType = typeof(GoldenTests))]
    public async Task Golden_scenario_survives_that_the_process_is_killed_five_times(string name)
    {
        var scenario = GoldenTests.Read(name);
        var kills = Enumerable.Range(1, 5).Select(fifth => (scenario.Duration * fifth / 6) + TimeSpan.FromMilliseconds(137 * fifth)).ToList();
        var killed = await Played.PlayAsync(scenario, Playing.Usual with { Restarts = kills });
        Assert.Equal(GoldenTests.Log(name), killed.Log);
    }

    [Fact]
    public async Task Speed_changes_how_long_it_takes_and_not_a_byte()
    {
        var scenario = GoldenTests.Read(GoldenTests.Names.First());
        var clock = TimeProvider.System.GetTimestamp();
        var played = await Played.PlayAsync(scenario, Playing.Usual with { Speed = scenario.Duration.TotalSeconds });
        Assert.Equal(GoldenTests.Log(GoldenTests.Names.First()), played.Log);
        // What is due last may be some time before the end.
        Assert.True(TimeProvider.System.GetElapsedTime(clock) > TimeSpan.FromSeconds(0.2), "It was not held back.");
    }

    /// <summary>Moments that no engine knows of.</summary>
    static List<TimeSpan> Kills(int seed) => [TimeSpan.FromSeconds(1234.567 + seed), TimeSpan.FromSeconds(3601.01 + (7 * seed)), TimeSpan.FromSeconds(5003.3 - seed)];

    static string Difference(Played first, Played second)
    {
        var (one, other) = (first.Log.Split('\n'), second.Log.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(one.Length, other.Length)).FirstOrDefault(index => one[index] != other[index]);
        return $"line {line + 1}\n{one[line]}\n{other[line]}";
    }
}
