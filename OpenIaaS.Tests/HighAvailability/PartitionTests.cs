using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Tests.Scenarios;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>
/// Hours in which networks split, heartbeat storage and paths are lost and blades fail, in any order and on top of each other. After every event the invariants
/// are asked (one instance of each machine, nothing on a dead host, no restart before fencing); once all is mended everything runs again.
/// </summary>
public sealed class PartitionTests
{
    const int Hosts = 5;
    static readonly TimeSpan Trouble = TimeSpan.FromMinutes(40);
    static readonly TimeSpan End = TimeSpan.FromMinutes(60);

    [Fact]
    public async Task No_machine_ever_runs_twice_and_everything_comes_back_in_forty_drawn_hours()
    {
        var (fenced, split) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(1, 40), TestContext.Current.CancellationToken, async (seed, _) =>
        {
            var played = await Played.PlayAsync(Drawn(seed));
            Assert.True(played.Broken is null, $"Seed {seed}: {played.Broken}\n{played.Log}");
            Interlocked.Add(ref fenced, played.Of("host.fenced").Count());
            Interlocked.Add(ref split, played.Of("pool.partitioned").Count(line => line.EndsWith("done", StringComparison.Ordinal)));
        });
        // It was not a quiet time.
        Assert.InRange(fenced, 40, 10_000);
        Assert.InRange(split, 40, 10_000);
    }

    [Fact]
    public async Task Whole_pool_that_fenced_itself_restarts_everything_once_its_hosts_are_back()
    {
        var pool = Pool(1);
        var played = await Played.PlayAsync(new Scenario(1, End, [new Scenario.Zone("A", [pool], 0)], [], [],
        [
            new(TimeSpan.FromMinutes(5), [new(Scenario.Verb.Fail, "HB", 0), new(Scenario.Verb.Partition, "P", 0) { Hosts = ["h1"] }], 0),
            new(TimeSpan.FromMinutes(10), [new(Scenario.Verb.Recover, "P", 0)], 0),
            new(TimeSpan.FromMinutes(20), [new(Scenario.Verb.Recover, "HB", 0)], 0),
        ])
        { CalmFrom = TimeSpan.FromMinutes(35) });

        Assert.Null(played.Broken);
        Assert.Equal(Hosts, played.Of("host.fenced").Count());
        Assert.Equal(pool.Machines.Where(machine => machine.Priority == HighAvailabilityPriority.Restart).Select(machine => machine.Name).Order(),
            played.Lines.Where(line => line.GetProperty("kind").GetString() == "machine.running").Select(line => line.GetProperty("machine").GetString()).Order());
        Assert.All(played.Of("machine.running"), line => Assert.StartsWith("PT2", line, StringComparison.Ordinal));
    }

    static Scenario Drawn(long seed)
    {
        var until = (long)Trouble.TotalSeconds;
        var events = Enumerable.Range(0, 9).SelectMany(number =>
        {
            var key = $"cut-{number}";
            long Roll(string purpose, long least, long most) => Draw.Range(seed, key, purpose, number, least, most);
            var host = $"h{Roll("host", 1, Hosts)}";
            var kind = Roll("kind", 0, 9);
            var apart = Enumerable.Range(1, Hosts).Where(each => Draw.Unit(seed, key, "apart", each) < 0.5).Select(each => $"h{each}").Take(Hosts - 1).DefaultIfEmpty("h5").ToList();
            var step = kind switch
            {
                <= 3 => new Scenario.Step(Scenario.Verb.Partition, "P", 0) { Hosts = apart },
                <= 5 => new(Scenario.Verb.CutHeartbeat, host, 0),
                <= 7 => new(Scenario.Verb.Fail, "HB", 0),
                _ => new(Scenario.Verb.Fail, host, 0),
            };
            // Some pass within the time-out, some last.
            var at = Roll("at", 60, until - 1);
            var mended = Math.Min(until, at + (Roll("short", 0, 1) == 0 ? Roll("lasts", 1, 45) : Roll("lasts", 60, 1200)));
            return new Scenario.Happening[] { new(TimeSpan.FromSeconds(at), [step], 0), new(TimeSpan.FromSeconds(mended), [new(Scenario.Verb.Recover, step.Subject, 0)], 0) };
        });
        var mend = new[] { "P", "HB" }.Concat(Enumerable.Range(1, Hosts).Select(number => $"h{number}")).Select(name => new Scenario.Step(Scenario.Verb.Recover, name, 0));
        return new Scenario(seed, End, [new Scenario.Zone("A", [Pool(seed)], 0)], [], [], [.. events, new(Trouble, [.. mend], 0)]) { CalmFrom = Trouble + TimeSpan.FromMinutes(12) };
    }

    static Scenario.Cluster Pool(long seed) => new(
        "P", "STANDARD", "HB", [new("S", "FLASH - Standard", ByteSize.FromGiB(4096), true, 0), new("HB", "FLASH - Standard", ByteSize.FromGiB(10), true, 0)],
        [.. Enumerable.Range(1, Hosts).Select(number => new Scenario.Blade($"h{number}", ByteSize.FromGiB(64), true, 0))],
        [.. Enumerable.Range(1, 12).Select(number => new Scenario.Machine(
            $"m{number:00}", null, ByteSize.FromGiB(Draw.Range(seed, "pool", "memory", number, 4, 16)), 2, true, (HighAvailabilityPriority)(number % 3), number % 2, null, ByteSize.FromGiB(8), 0))],
        0);
}
