using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication;

/// <summary>"Feasibility before the promise: from measured change rates and link share, the shortest interval that holds, and which machines break it."</summary>
public sealed class FeasibilityTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    static ReplicationInterval Minutes(int count) => new(count, IntervalUnit.Minutes);

    static ChangeRate Writing(string name, double megabytesPerSecond, long gibibytes = 100) => new(default, name, megabytesPerSecond * 1e6, ByteSize.FromGiB(gibibytes));

    static Lane Lane(double megabits, double others, params ChangeRate[] machines) => new(megabits, others, TimeSpan.Zero, machines);

    [Fact]
    public void A_rate_is_what_95_of_100_copies_stayed_below()
    {
        var copies = Enumerable.Range(1, 100).Select(copy => (new ByteSize(copy * 60L), Minute)).Reverse();

        Assert.Equal(95, ChangeRate.OfCopies(copies));
        Assert.Equal(7, ChangeRate.OfCopies([(new ByteSize(420), Minute)]));
        Assert.Null(ChangeRate.OfCopies([]));
        Assert.Null(ChangeRate.OfCopies([(new ByteSize(420), TimeSpan.Zero)]));
    }

    /// <summary>10 MB/s are 4,800 Mbit a minute; 54 s of it are left for the way.</summary>
    [Theory]
    [InlineData(88.9, true)]
    [InlineData(88.8, false)]
    public void A_copy_must_be_over_the_link_before_the_next_one_is_due(double megabits, bool holds)
    {
        var breaks = Feasibility.Breaks(Minutes(1), [Lane(megabits, 0, Writing("erp", 10))]);

        Assert.Equal(holds, breaks.Count == 0);
        if (!holds) Assert.Equal((88.889, megabits), (Math.Round(breaks[0].Needed, 3), breaks[0].Share));
    }

    [Fact]
    public void Machines_share_what_other_policies_leave_of_the_link_and_the_neediest_is_named_first()
    {
        var lane = Lane(1000, 400, Writing("small", 0.1), Writing("large", 40), Writing("larger", 50));

        Assert.Equal(200, lane.Share);
        Assert.Equal(["larger", "large"], Feasibility.Breaks(Minutes(1), [lane]).Select(machine => machine.Machine.Name));
    }

    [Fact]
    public void The_shortest_interval_is_the_first_that_holds_for_every_machine()
    {
        // 11 MB/s of 100 Mbit/s are 88 %: the 6 s of handling are 12 % of 50 s.
        Assert.Equal(Minutes(1), Feasibility.Shortest([Lane(100, 0, Writing("erp", 11))]));
        Assert.Equal(Minutes(3), Feasibility.Shortest([Lane(100, 0, Writing("erp", 12))]));
        Assert.Null(Feasibility.Shortest([Lane(100, 0, Writing("erp", 13, gibibytes: 10_000))]));
        // What cannot be more than everything: 100 GiB take 2.4 hours of 100 Mbit/s.
        Assert.Equal(new ReplicationInterval(3, IntervalUnit.Hours), Feasibility.Shortest([Lane(100, 0, Writing("erp", 13))]));
    }

    [Fact]
    public void Where_no_link_joins_the_zones_nothing_holds_and_what_was_not_measured_is_not_judged()
    {
        Assert.Single(Feasibility.Breaks(new ReplicationInterval(24, IntervalUnit.Hours), [Lane(0, 0, Writing("erp", 1))]));
        Assert.Empty(Feasibility.Breaks(Minutes(1), [Lane(1, 0, new ChangeRate(default, "new", null, ByteSize.FromGiB(20)))]));
    }

    [Fact]
    public async Task A_policy_is_judged_by_its_own_copies_and_by_what_others_take_of_the_link()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Delta = ByteSize.FromGiB(2);
        var machine = await world.ReplicatedAsync();
        var policy = (await world.ReplicaAsync(machine)).PolicyId;
        await world.Cloud.CompleteAsync(await world.AssociateAsync(await world.MachineAsync("other"), await world.PolicyAsync("other", 30)));
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromHours(2));
        await SetLinkAsync(world, 100);

        var own = await FeasibilityAsync(world, policy, null);
        var shorter = await FeasibilityAsync(world, policy, Minutes(1));

        // 2 GiB in 15 minutes are 2.39 MB/s, 19.1 Mbit/s; the other policy made 3 such copies of changes in the day that was looked at.
        Assert.Equal((1, 0, 100d, true), (own.Machines, own.Unmeasured, own.Link, own.Holds));
        Assert.Equal(3 * 2 * Math.Pow(2, 30) * 8 / 86_400 / 1e6, own.Others, 6);
        Assert.Equal(Minutes(1), own.Shortest);
        Assert.True(shorter.Holds);
        await SetLinkAsync(world, 19);
        Assert.Equal(("erp-db-01", 19.2), (await FeasibilityAsync(world, policy, null)).Breaks.Select(broken => (broken.Machine.Name, Math.Round(broken.Needed, 1))).Single());
    }

    [Fact]
    public async Task A_policy_asked_with_machines_that_come_to_it_shares_the_link_among_all_of_them()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var policy = (await world.ReplicaAsync(machine)).PolicyId;
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromHours(1));
        var added = await world.MachineAsync("added");

        var found = (await world.Cloud.Get<FeasibilityQueries>().OfPolicyAsync(policy, Minutes(59), [added.Id], world.Cloud.World.Caller, default)).Value;

        Assert.Equal((2, 1), (found.Machines, found.Unmeasured));
        Assert.Equal("interval.minutes", Assert.Single((await world.Cloud.Get<FeasibilityQueries>().OfPolicyAsync(policy, Minutes(60), null, world.Cloud.World.Caller, default)).Problems).Code);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await world.Cloud.Get<FeasibilityQueries>().OfPolicyAsync(policy, null, null, world.Cloud.World.With(Permission.ActivityRead), default)).Problems).Kind);
    }

    static async Task SetLinkAsync(ReplicationWorld world, long megabits)
    {
        await using var database = world.Cloud.Database();
        await database.ZoneLinks.ExecuteUpdateAsync(link => link.SetProperty(row => row.Megabits, megabits));
    }

    static async Task<PolicyFeasibility> FeasibilityAsync(ReplicationWorld world, Id<ReplicationPolicy> policy, ReplicationInterval? interval) =>
        (await world.Cloud.Get<FeasibilityQueries>().OfPolicyAsync(policy, interval, null, world.Cloud.World.Caller, default)).Value;
}
