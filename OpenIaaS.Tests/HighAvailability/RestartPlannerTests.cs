using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;
using static OpenIaaS.Tests.HighAvailability.RestartPools;

namespace OpenIaaS.Tests.HighAvailability;

public class RestartPlannerTests
{
    /// <summary>"the virtual machine will be automatically restarted as soon as resources become available in the pool" (Concepts, High Availability).</summary>
    [Fact]
    public void Machines_of_5_4_and_3_GiB_all_restart_on_hosts_with_7_and_5_GiB_free() => Assert.True(Of([7, 5], [5, 4, 3]).Plan().IsComplete);

    [Theory]
    [InlineData(300, 2, 6, 2)]
    [InlineData(300, 3, 5, 3)]
    [InlineData(100, 4, 6, 1)]
    [InlineData(60, 1, 9, 3)]
    public void Small_pool_gets_the_plan_that_trying_every_plan_finds(int pools, int hosts, int restart, int bestEffort)
    {
        for (var seed = 0; seed < pools; seed++)
        {
            var pool = Drawn(seed, hosts, restart, bestEffort);
            var faults = RestartPlanCheck.Faults(pool, pool.Plan());
            Assert.True(faults.Count == 0, $"Seed {seed}: {string.Join(" ", faults)}");
        }
    }

    /// <summary>The checker must not let a bad planner pass: each of these is wrong in one way, and is caught in some pool.</summary>
    [Theory]
    [InlineData("largest machine onto the emptiest host")]
    [InlineData("best-effort before restart")]
    [InlineData("one machine more than fits")]
    [InlineData("one machine forgotten")]
    public void Checker_catches_a_planner_that_is_broken_on_purpose(string fault)
    {
        var caught = Enumerable.Range(0, 200).Count(seed =>
        {
            var pool = Drawn(seed, 3, 5, 2);
            return RestartPlanCheck.Faults(pool, BrokenPlanners.Plan(fault, pool)).Count > 0;
        });

        Assert.InRange(caught, 1, 200);
    }

    [Fact]
    public void Lower_order_comes_first_when_not_all_fit()
    {
        var pool = new Pool([Host(0, 8)], [Machine(1, 4, order: 2), Machine(2, 8, order: 1), Machine(3, 4, order: 2)], []);

        var placed = Assert.Single(pool.Plan().Placements, placement => placement.Host is not null);

        Assert.Equal("machine-0002", placed.Machine.Name);
    }

    /// <summary>"automatically restarted only if resources remain available after processing all virtual machines configured in "restart" mode".</summary>
    [Fact]
    public void Best_effort_never_takes_the_room_of_a_restart_machine()
    {
        var plan = Of([8], [8], 4, 4).Plan();

        Assert.Equal(["machine-0000"], plan.Placements.Where(placement => placement.Host is not null).Select(placement => placement.Machine.Name));
    }

    [Fact]
    public void Best_effort_gets_what_a_waiting_restart_machine_cannot_use()
    {
        var plan = Of([6, 6], [10], 5, 5).Plan();

        Assert.Equal(["machine-0001", "machine-0002"], plan.Placements.Where(placement => placement.Host is not null).Select(placement => placement.Machine.Name));
    }

    [Fact]
    public void Restart_machines_close_up_so_that_a_large_best_effort_machine_fits() => Assert.True(Of([8, 8], [4, 4], 8).Plan().IsComplete);

    [Fact]
    public void Machine_that_is_not_restarted_says_what_it_needs_and_what_is_left()
    {
        var reason = Assert.Single(Of([7, 5], [6, 6]).Plan().Placements, placement => placement.Host is null).Reason;

        Assert.Equal("ha.no-room", reason!.Code);
        Assert.Equal("machine-0001 is not restarted: it needs 6 GiB, and the most that one host has left is 5 GiB.", reason.Message);
    }

    [Fact]
    public void Pool_without_a_connected_host_restarts_nothing_and_says_so() =>
        Assert.Equal("ha.no-host", Assert.Single(Of([], [1]).Plan().Placements).Reason!.Code);

    [Fact]
    public void Nothing_to_restart_is_a_complete_plan() => Assert.True(Of([4], []).Plan().IsComplete);

    [Fact]
    public void Memory_is_counted_in_whole_mebibytes_against_the_machine()
    {
        var odd = Machine(0, 1) with { Memory = new ByteSize(ByteSize.FromGiB(1).Bytes + 1) };
        var host = Host(0, 1) with { Free = new ByteSize(ByteSize.FromGiB(1).Bytes + 4096) };

        Assert.False(RestartPlanner.Plan([host], [odd], []).IsComplete);
    }

    [Fact]
    public void Plan_does_not_depend_on_the_order_in_which_things_are_listed()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var pool = Drawn(seed, 4, 7, 2);
            var turned = new Pool([.. pool.Hosts.Reverse()], [.. pool.Restart.Reverse()], [.. pool.BestEffort.Reverse()]);
            Assert.Equal(pool.Plan().Placements.Select(each => (each.Machine, each.Host)), turned.Plan().Placements.Select(each => (each.Machine, each.Host)));
        }
    }
}
