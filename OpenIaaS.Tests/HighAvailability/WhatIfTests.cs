using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

public sealed class WhatIfTests
{
    [Fact]
    public void Every_machine_of_the_failing_host_meets_the_fate_of_its_priority()
    {
        var pool = new WhatIfScene(20, 20)
            .Run("erp", 8, HighAvailabilityPriority.Restart, 0).Run("ci", 8, HighAvailabilityPriority.BestEffort, 0).Run("dev", 4, HighAvailabilityPriority.Disabled, 0)
            .Run("elsewhere", 2, HighAvailabilityPriority.Restart, 1).Pool;

        var answer = WhatIf.Ask(pool, WhatIfScene.Hosts(0));

        Assert.Equal([("erp", Fate.Restarts), ("ci", Fate.Restarts), ("dev", Fate.OffByChoice)], answer.Fates.Select(fate => (fate.Machine.Name, fate.Fate)));
        Assert.Equal(("host-00", "host-01"), (answer.Fates[0].From, answer.Fates[0].ToName));
        Assert.True(answer.KeepsPromises);
    }

    [Fact]
    public void Restart_machine_without_room_waits_and_best_effort_stays_down_each_with_the_sentence_of_the_engine()
    {
        var pool = new WhatIfScene(20, 12).Run("erp", 14, HighAvailabilityPriority.Restart, 0).Run("ci", 13, HighAvailabilityPriority.BestEffort, 0).Pool;

        var answer = WhatIf.Ask(pool, WhatIfScene.Hosts(0));

        Assert.Equal([("erp", Fate.Waits), ("ci", Fate.StaysDown)], answer.Fates.Select(fate => (fate.Machine.Name, fate.Fate)));
        Assert.Equal("erp is not restarted: it needs 14 GiB, and the most that one host has left is 12 GiB.", answer.Fates[0].Reason!.Message);
        Assert.False(answer.KeepsPromises);
    }

    [Fact]
    public void Nothing_is_restarted_while_high_availability_of_the_pool_is_off()
    {
        var pool = new WhatIfScene(20, 20).Run("erp", 8, HighAvailabilityPriority.Restart, 0).Pool with { IsEnabled = false };

        Assert.Equal(Fate.PoolOff, Assert.Single(WhatIf.Ask(pool, WhatIfScene.Hosts(0)).Fates).Fate);
        Assert.Equal(0, Survival.Of(pool).Failures);
        Assert.Empty(Mend.Find(pool, WhatIfScene.Hosts(0), new Dictionary<Id<Host>, ByteSize>()));
    }

    [Fact]
    public void Lost_heartbeat_storage_alone_takes_no_host_down_and_with_one_blade_it_takes_all()
    {
        var pool = new WhatIfScene(20, 20, 20).Run("erp", 8, HighAvailabilityPriority.Restart, 0).Run("ci", 8, HighAvailabilityPriority.Restart, 2).Pool with { HeartbeatLost = true };

        var alone = WhatIf.Ask(pool, WhatIfScene.Hosts());
        Assert.Empty(alone.Fates);
        Assert.Empty(alone.Fenced);

        var all = WhatIf.Ask(pool, WhatIfScene.Hosts(1));
        Assert.Equal(WhatIfScene.Hosts(0, 2), all.Fenced);
        Assert.Equal([("ci", Fate.Waits), ("erp", Fate.Waits)], all.Fates.Select(fate => (fate.Machine.Name, fate.Fate)));
        Assert.Equal("erp is not restarted: no host of the pool is connected.", all.Fates[1].Reason!.Message);
        Assert.Empty(Mend.Find(pool, WhatIfScene.Hosts(1), new Dictionary<Id<Host>, ByteSize>()));
        Assert.Equal(0, Survival.Of(pool).Failures);
    }

    [Fact]
    public void Host_that_had_failed_before_the_heartbeat_storage_was_lost_is_not_expected_any_more()
    {
        var scene = new WhatIfScene(20, 20, 20).Run("erp", 8, HighAvailabilityPriority.Restart, 0).Pool;
        var pool = scene with { HeartbeatLost = true, Hosts = [.. scene.Hosts.Select((host, number) => number == 2 ? host with { Status = HostStatus.Failed } : host)] };

        Assert.Empty(WhatIf.Ask(pool, WhatIfScene.Hosts(2)).Fenced);
        Assert.Equal(WhatIfScene.Hosts(1), WhatIf.Ask(pool, WhatIfScene.Hosts(0)).Fenced);
    }

    [Fact]
    public void Blind_spot_of_the_heuristic_is_none_here()
    {
        // 7 and 5 GiB free, machines of 5, 4 and 3: largest onto emptiest starts two of the three (Reliability 1).
        var pool = new WhatIfScene(30, 7, 5).Run("a", 5, HighAvailabilityPriority.Restart, 0).Run("b", 4, HighAvailabilityPriority.Restart, 0).Run("c", 3, HighAvailabilityPriority.Restart, 0).Pool;

        Assert.Equal(3, WhatIf.Ask(pool, WhatIfScene.Hosts(0)).Count(Fate.Restarts));
    }

    [Fact]
    public void Machine_that_waits_since_an_earlier_failure_is_asked_for_again_and_one_whose_attempt_is_spent_is_not()
    {
        var pool = new WhatIfScene(20, 20).Wait("erp", 30, HighAvailabilityPriority.Restart).Wait("old", 1, HighAvailabilityPriority.BestEffort, spent: true).Pool;

        Assert.Equal([("erp", Fate.Waits), ("old", Fate.StaysDown)], WhatIf.Ask(pool, WhatIfScene.Hosts(0)).Fates.Select(fate => (fate.Machine.Name, fate.Fate)));
    }

    [Fact]
    public void Host_in_maintenance_takes_nothing()
    {
        var pool = new WhatIfScene(20, 20, 20).Maintain(2).Run("one", 15, HighAvailabilityPriority.Restart, 0).Run("two", 15, HighAvailabilityPriority.Restart, 0).Pool;

        Assert.Equal(1, WhatIf.Ask(pool, WhatIfScene.Hosts(0)).Count(Fate.Waits));
    }

    [Fact]
    public void Survival_counts_hosts_that_may_fail_together_and_names_those_that_are_one_too_many()
    {
        var pool = new WhatIfScene(16, 16, 16).Run("a", 8, HighAvailabilityPriority.Restart, 0).Run("b", 8, HighAvailabilityPriority.Restart, 1).Run("c", 8, HighAvailabilityPriority.Restart, 2).Pool;

        var survival = Survival.Of(pool);

        Assert.Equal((3, 1, true), (survival.Hosts, survival.Failures, survival.IsProved));
        Assert.Equal(["host-00", "host-01"], survival.Weakest);
    }

    [Fact]
    public void Ending_a_maintenance_is_the_first_mend_where_it_helps()
    {
        var pool = new WhatIfScene(20, 20, 20).Maintain(2).Run("erp", 15, HighAvailabilityPriority.Restart, 0).Run("dev", 6, HighAvailabilityPriority.Disabled, 1).Pool;

        var mends = Mend.Find(pool, WhatIfScene.Hosts(0), new Dictionary<Id<Host>, ByteSize> { [WhatIfScene.Id(2)] = ByteSize.FromGiB(20) });

        Assert.Equal([MendKind.EndMaintenance, MendKind.PowerOff, MendKind.GiveUp, MendKind.MoreMemory], mends.Select(mend => mend.Kind));
        Assert.Equal(["host-02"], mends[0].Hosts.Select(host => host.Name));
        Assert.Equal(["dev"], mends[1].Machines.Select(machine => machine.Name));
        Assert.Equal(ByteSize.FromGiB(15), mends[3].Memory);
    }

    [Fact]
    public void Every_mend_of_a_thousand_drawn_pools_helps_and_none_names_a_machine_it_does_not_need()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var (pool, failing, whole) = WhatIfScene.Drawn(seed);
            var before = WhatIf.Ask(pool, failing);
            var mends = Mend.Find(pool, failing, whole);

            Assert.Equal(before.KeepsPromises, mends.Count == 0);
            foreach (var mend in mends)
            {
                Assert.True(WhatIf.Ask(mend.After, failing).KeepsPromises, $"Seed {seed}: {mend.Kind} does not help.");
                if (mend.Kind == MendKind.PowerOff) Assert.All(mend.Machines, machine => Assert.NotEqual(HighAvailabilityPriority.Restart, machine.Priority));
            }
        }
    }

    [Fact]
    public void Answers_of_a_thousand_drawn_pools_are_sound()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var (pool, failing, _) = WhatIfScene.Drawn(seed);
            var answer = WhatIf.Ask(pool, failing);

            Assert.Equal(pool.Machines.Where(machine => machine.IsWaiting || (machine.Host is { } host && failing.Contains(host))).Select(machine => machine.Name).Order(), answer.Fates.Select(fate => fate.Machine.Name).Order());
            Assert.All(answer.Fates, fate => Assert.Equal(fate.Fate == Fate.OffByChoice, fate.Machine.Priority == HighAvailabilityPriority.Disabled));
            Assert.All(answer.Hosts, host => Assert.True(host.Taken <= host.Free || host.Taken == ByteSize.Zero, $"Seed {seed}: {host.Name} is given more than it has."));
            Assert.All(answer.Fates.Where(fate => fate.To is { } to && (failing.Contains(to) || pool.Hosts.Single(host => host.Host == to).Status != HostStatus.Connected)), fate => Assert.Fail($"Seed {seed}: {fate.Machine.Name} on a host that is not there."));
            if (answer.Fates.Any(fate => fate is { Fate: Fate.Restarts, Machine.Priority: HighAvailabilityPriority.BestEffort }) && answer.IsExact)
                Assert.All(answer.Fates.Where(fate => fate.Fate == Fate.Waits), fate => Assert.All(answer.Hosts.Where(host => !host.Fails && host.Status == HostStatus.Connected), host => Assert.True(host.Free - host.Taken < fate.Machine.Memory)));
        }
    }

    [Fact]
    public void Short_answer_is_that_of_the_whole_one()
    {
        var kept = 0;
        for (var seed = 1; seed <= 1000; seed++)
        {
            var (drawn, failing, _) = WhatIfScene.Drawn(seed);
            var pool = drawn with { HeartbeatLost = seed % 7 == 0, IsEnabled = seed % 11 != 0 };
            var keeps = WhatIf.Ask(pool, failing).KeepsPromises;
            Assert.True(keeps == WhatIf.Keeps(pool, failing), $"Seed {seed}.");
            if (keeps) kept++;
        }

        Assert.InRange(kept, 100, 900);
    }

    [Fact]
    public void Weakest_hosts_really_are_one_too_many_and_fewer_never_are()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var (pool, _, _) = WhatIfScene.Drawn(seed);
            var survival = Survival.Of(pool);
            if (survival.Weakest.Count == 0) continue;
            var weakest = pool.Hosts.Where(host => survival.Weakest.Contains(host.Name)).Select(host => host.Host).ToHashSet();

            Assert.Equal(survival.Failures + 1, weakest.Count);
            Assert.False(WhatIf.Ask(pool, weakest).KeepsPromises);
            foreach (var one in pool.Hosts.Where(host => host.Status == HostStatus.Connected))
                Assert.True(survival.Failures == 0 || WhatIf.Ask(pool, new HashSet<Id<Host>> { one.Host }).KeepsPromises);
        }
    }
}
