using System.Globalization;
using System.Text.Json;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Tests.Scenarios;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>
/// What was foreseen for drawn pools, and what became of every machine when the hosts were really broken under the engines. Thirty pools each time;
/// <c>OPENIAAS_TEST_WORLDS=100</c> plays a thousand.
/// </summary>
public sealed class WhatIfComesTrueTests
{
    /// <summary>How many pools are broken in one world.</summary>
    const int Pools = 10;

    public static TheoryData<int> Worlds =>
        [.. Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("OPENIAAS_TEST_WORLDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var worlds) ? worlds : 3)];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Prediction_and_outcome_agree_for_every_machine_of_ten_pools(int world)
    {
        List<Scenario.Cluster> clusters = [];
        List<Scenario.Step> failures = [];
        Dictionary<string, (Fate Fate, string? Host)> foreseen = [];
        for (var number = 0; number < Pools; number++)
        {
            var (drawn, failing, _) = WhatIfScene.Drawn((world * Pools) + number + 1);
            // One pool of five loses its heartbeat storage at the same moment, and one of ten that alone. One that waits since an earlier failure has no place in a scenario that begins.
            var pool = drawn with { Machines = [.. drawn.Machines.Where(machine => !machine.IsWaiting)], HeartbeatLost = number % 5 == 4 };
            if (number == 9) failing.Clear();
            var prefix = $"p{number:000}-";
            clusters.Add(Cluster(pool, prefix));
            failures.AddRange(pool.Hosts.Where(host => failing.Contains(host.Host)).Select(host => new Scenario.Step(Scenario.Verb.Fail, prefix + host.Name, 0)));
            if (pool.HeartbeatLost) failures.Add(new Scenario.Step(Scenario.Verb.Fail, prefix + "hb", 0));
            foreach (var fate in WhatIf.Ask(pool, failing).Fates) foreseen.Add(prefix + fate.Machine.Name, (fate.Fate, fate.ToName is { } to ? prefix + to : null));
        }

        var played = await Played.PlayAsync(new Scenario(
            world + 1, TimeSpan.FromMinutes(6), [new Scenario.Zone("AZ-A", clusters, 0)], [], [], [new Scenario.Happening(TimeSpan.FromMinutes(1), failures, 0)]));

        Assert.Null(played.Broken);
        // Whoever was foreseen to keep its host was left alone.
        Assert.Empty(played.Lines.Where(line => line.GetProperty("kind").GetString() == "ha.restart").Select(line => line.GetProperty("machine").GetString()!).Except(foreseen.Keys));
        Assert.Equal(foreseen.OrderBy(machine => machine.Key).Select(machine => $"{machine.Key}: {Expected(machine.Value.Fate, machine.Value.Host)}"), foreseen.Keys.Order().Select(machine => $"{machine}: {Happened(played, machine)}"));
    }

    static string Expected(Fate fate, string? host) => fate switch
    {
        Fate.Restarts => $"restarted on {host}",
        Fate.Waits => "tried again and again",
        Fate.StaysDown => "tried once",
        Fate.OffByChoice or Fate.PoolOff => "never tried",
    };

    static string Happened(Played played, string machine)
    {
        var tries = played.Lines.Where(line => line.GetProperty("kind").GetString() == "ha.restart" && line.GetProperty("machine").GetString() == machine).ToList();
        var done = tries.Where(line => line.GetProperty("host").ValueKind != JsonValueKind.Null).ToList();
        return done.Count == 1 && tries.Count == 1 ? $"restarted on {done[0].GetProperty("host").GetString()}"
            : done.Count > 0 ? "restarted after some tries"
            : tries.Count switch { 0 => "never tried", 1 => "tried once", _ => "tried again and again" };
    }

    static Scenario.Cluster Cluster(WhatIfPool pool, string prefix) => new(
        prefix + "pool", "PERFORMANCE 3", prefix + "hb",
        [new Scenario.Volume(prefix + "sr", "FLASH - Standard", ByteSize.FromGiB(100_000), true, 0), new Scenario.Volume(prefix + "hb", "FLASH - Standard", ByteSize.FromGiB(10), true, 0)],
        [.. pool.Hosts.Select(host => new Scenario.Blade(prefix + host.Name, ByteSize.FromGiB(64), host.Status == HostStatus.Connected, 0))],
        [.. pool.Machines.Select(machine => new Scenario.Machine(
            prefix + machine.Name, prefix + pool.Hosts.Single(host => host.Host == machine.Host).Name, machine.Memory, 1, true, machine.Priority, machine.StartOrder, null, ByteSize.FromGiB(1), 0))],
        0);
}
