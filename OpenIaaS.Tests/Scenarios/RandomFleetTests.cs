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

    [Fact]
    public async Task What_happens_after_everything_should_have_settled_is_noticed()
    {
        var day = RandomFleet.Of(7, Day / 12);
        var late = new Scenario.Happening(day.CalmFrom!.Value + TimeSpan.FromMinutes(1), [new Scenario.Step(Scenario.Verb.Fail, "a-host-1", 0)], 0);
        Assert.StartsWith("Rest: {", (await Played.PlayAsync(day with { Events = [.. day.Events, late] })).Broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT5M", "\"fail\": [\"h1\"]", "Rest: h1 is Failed.")]
    [InlineData("PT19M50S", "\"fail\": [\"h1\"]", null)]
    [InlineData("PT19M59S", "\"start\": [\"b\"]", "Rest: the activity")]
    public async Task What_has_not_settled_at_the_end_is_noticed(string at, string happens, string? breach)
    {
        var scenario = ScenarioReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""
            { "seed": 7, "duration": "PT20M", "zones": [ { "name": "A", "pools": [ { "name": "P", "storage": [ { "name": "S" }, { "name": "HB" } ], "highAvailability": { "heartbeat": "HB" },
              "hosts": [ { "name": "h1", "memoryGiB": 16 }, { "name": "h2", "memoryGiB": 16 } ], "virtualMachines": [ { "name": "b", "memoryGiB": 4, "power": "halted" } ] } ] } ],
              "events": [ { "at": "{{at}}", {{happens}} } ] }
            """));
        var played = await Played.PlayAsync(scenario with { CalmFrom = TimeSpan.FromMinutes(20) });
        if (breach is null) Assert.Null(played.Broken);
        else Assert.StartsWith(breach, played.Broken, StringComparison.Ordinal);
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
