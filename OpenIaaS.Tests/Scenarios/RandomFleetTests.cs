using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>Days of trouble drawn from seeds: nothing that must always be true is ever broken, and the same seed tells the same story.</summary>
public sealed class RandomFleetTests
{
    static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public async Task Fifty_days_of_trouble_break_no_invariant_and_come_to_rest()
    {
        await Parallel.ForEachAsync(Enumerable.Range(1, 50), TestContext.Current.CancellationToken, async (seed, _) =>
        {
            var played = await Played.PlayAsync(RandomFleet.Of(seed, Day));
            Assert.True(played.Broken is null, $"Seed {seed}: {played.Broken}");
            Assert.True(played.Of("ha.restart").Any() && played.Of("replication.point").Any(), $"Seed {seed} tried nothing.");
        });
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1234)]
    public async Task Same_seed_tells_the_same_story(int seed)
    {
        var first = await Played.PlayAsync(RandomFleet.Of(seed, Day / 4));
        var second = await Played.PlayAsync(RandomFleet.Of(seed, Day / 4));
        var other = await Played.PlayAsync(RandomFleet.Of(seed + 1, Day / 4));
        Assert.Equal(first.Log, second.Log);
        Assert.NotEqual(first.Hash, other.Hash);
    }
}
