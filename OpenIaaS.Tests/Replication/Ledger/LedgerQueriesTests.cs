using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Replication.Ledger;

public sealed class LedgerQueriesTests
{
    static readonly TableQuery ByName = new(0, 200, "machine", false);

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TableQuery All = new(0, 50, null, false);

    /// <summary>A machine that was breached yesterday for an hour and a half and one by the day that never was, two days on.</summary>
    internal static async Task<(VirtualMachine Bad, VirtualMachine Good)> TwoDaysAsync(ReplicationWorld world)
    {
        var bad = await world.ReplicatedAsync("erp-db-01");
        var good = await world.ReplicatedAsync("office-01", 24, IntervalUnit.Hours);
        await world.BeatAsync();
        await world.PassAsync(10 * Minute, Minute);
        world.Link.Down = true;
        await world.PassAsync(110 * Minute, 5 * Minute);
        world.Link.Down = false;
        await world.PassAsync(TimeSpan.FromHours(31), 5 * Minute);
        return (bad, good);
    }

    [Fact]
    public async Task Fleet_lists_the_least_kept_first_with_its_days_and_adds_them_up()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await TwoDaysAsync(world);
        var ledgers = world.Cloud.Get<LedgerQueries>();

        var fleet = (await ledgers.FleetAsync(new ReplicaFilter(), All, world.Cloud.World.Caller, default)).Value;

        Assert.Equal(["erp-db-01", "office-01"], fleet.Page.Rows.Select(row => row.Machine));
        var worst = fleet.Page.Rows[0];
        Assert.Equal([RecoveryPointStatus.Breached, RecoveryPointStatus.AtRisk], worst.Ledger.Days.Where(day => day is not null).Select(day => day!.Worst!.Value));
        Assert.InRange(worst.Ledger.Total.Breached, 90 * Minute, 110 * Minute);
        Assert.Equal(worst.Ledger.Total, worst.Ledger.Days.Aggregate(LedgerTime.None, (sum, day) => day is null ? sum : sum + day));
        Assert.Equal(fleet.Page.Rows.Aggregate(LedgerTime.None, (sum, row) => sum + row.Ledger.Total), fleet.Total);
        Assert.Equal(fleet.Total, (await ledgers.KeptAsync(world.Cloud.World.Caller, default)).Value);
        Assert.Equal(worst.Ledger.Days, Assert.Single((await ledgers.StripsAsync([worst.Replica], world.Cloud.World.Caller, default)).Value).Days.Days);
    }

    [Fact]
    public async Task What_is_remembered_of_a_fleet_follows_what_closes_comes_goes_and_is_renamed()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (bad, _) = await TwoDaysAsync(world);
        await SameAsync();
        await world.PassAsync(TimeSpan.FromHours(25), 10 * Minute);
        await SameAsync();
        await world.ReplicatedAsync("late-01", 12, IntervalUnit.Hours);
        await world.PassAsync(10 * Minute, Minute);
        await SameAsync();
        await using (var database = world.Cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync(machine => machine.Id == bad.Id)).TakeOverName("a-renamed-one");
            await database.SaveChangesAsync();
        }

        await SameAsync();
        await world.Cloud.CompleteAsync(await world.Cloud.Get<DissociateReplication>().SubmitAsync(new(bad.Id), world.Cloud.World.Caller, default));
        await SameAsync();
        // The filtered read before leaves nothing that the whole one would take for all.
        await world.PassAsync(TimeSpan.FromHours(25), 10 * Minute);
        await world.Cloud.Get<LedgerQueries>().FleetAsync(new ReplicaFilter("late"), All, world.Cloud.World.Caller, default);
        await SameAsync();

        async Task SameAsync()
        {
            var (caller, fresh) = (world.Cloud.World.Caller, new LedgerQueries(world.Cloud.Get<IDbContextFactory<ConsoleDbContext>>(), new FleetBook(), world.Cloud.Clock));
            var known = world.Cloud.Get<LedgerQueries>();
            Assert.Equal((await fresh.KeptAsync(caller, default)).Value, (await known.KeptAsync(caller, default)).Value);
            var (then, now) = ((await fresh.FleetAsync(new ReplicaFilter(), ByName, caller, default)).Value, (await known.FleetAsync(new ReplicaFilter(), ByName, caller, default)).Value);
            Assert.Equal(then.Total, now.Total);
            Assert.Equal(then.Page.Rows.Select(row => (row.Machine, row.Status, row.Ledger.Total)), now.Page.Rows.Select(row => (row.Machine, row.Status, row.Ledger.Total)));
            Assert.Equal((await fresh.FleetAsync(new ReplicaFilter("office"), All, caller, default)).Value.Total, (await known.FleetAsync(new ReplicaFilter("office"), All, caller, default)).Value.Total);
        }
    }

    [Fact]
    public async Task Fleet_is_filtered_sorted_and_read_in_pages()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await TwoDaysAsync(world);
        var ledgers = world.Cloud.Get<LedgerQueries>();

        var named = (await ledgers.FleetAsync(new ReplicaFilter("office"), All, world.Cloud.World.Caller, default)).Value;
        var second = (await ledgers.FleetAsync(new ReplicaFilter(), new TableQuery(1, 1, "machine", true), world.Cloud.World.Caller, default)).Value;

        Assert.Equal("office-01", Assert.Single(named.Page.Rows).Machine);
        Assert.Equal(1, named.Total.Kept);
        Assert.Equal(("erp-db-01", 2), (Assert.Single(second.Page.Rows).Machine, second.Page.Total));
    }

    [Fact]
    public async Task Breaches_that_go_on_come_first_and_each_names_its_cause_and_its_run()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await TwoDaysAsync(world);
        world.Link.Obstacle = "The block storage sr-az06-std-01 is disconnected.";
        await world.PassAsync(60 * Minute, 5 * Minute);
        var ledgers = world.Cloud.Get<LedgerQueries>();

        var rows = (await ledgers.BreachesAsync(new ReplicaFilter(), null, All, world.Cloud.World.Caller, default)).Value;
        var second = (await ledgers.BreachesAsync(new ReplicaFilter(), null, new TableQuery(1, 1, null, false), world.Cloud.World.Caller, default)).Value;

        Assert.Equal([(null, BreachCause.StorageUnreachable), (rows.Rows[1].Until, BreachCause.LinkDown)], rows.Rows.Select(row => (row.Until, row.Cause)));
        Assert.NotNull(rows.Rows[1].Until);
        Assert.All(rows.Rows, row => Assert.NotNull(row.RunBeganAt));
        Assert.Equal((2, BreachCause.LinkDown), (second.Total, Assert.Single(second.Rows).Cause));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_one_tells_what_was_around_it()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (bad, _) = await TwoDaysAsync(world);
        var (runs, caller, replica) = (world.Cloud.Get<RunQueries>(), world.Cloud.World.Caller, await world.ReplicaAsync(bad));

        var failed = Assert.Single((await runs.ListAsync(new RunFilter(replica.Id, State: RunState.Failed), All, caller, default)).Value.Rows);
        var log = (await runs.FindAsync(replica.Id, failed.BeganAt.UtcTicks, caller, default)).Value;
        var newest = (await runs.FindAsync(replica.Id, null, caller, default)).Value;

        Assert.Equal("The link between the zones is down.", log.Run.Reason);
        Assert.True(log.Earlier < failed.BeganAt && log.Later > failed.BeganAt);
        Assert.Null(newest.Later);
        var ofDay = (await runs.ListAsync(new RunFilter(), All, caller, default)).Value;
        Assert.Equal(ofDay.Rows.Select(run => run.EndedAt).OrderDescending(), ofDay.Rows.Select(run => run.EndedAt));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero), (await runs.CurveAsync(replica.Id, caller, default)).Value.ActivatedAt);
    }

    [Fact]
    public async Task Run_that_took_longer_than_the_interval_counts_the_ticks_it_skipped()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = 25 * Minute;
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(27 * Minute, Minute);
        var replica = await world.ReplicaAsync(machine);

        var log = (await world.Cloud.Get<RunQueries>().FindAsync(replica.Id, null, world.Cloud.World.Caller, default)).Value;

        Assert.Equal((1, RunState.Whole), (log.Skipped, log.Run.State));
        Assert.Equal(BreachCause.FirstCopy, Assert.Single(log.Breaches).Cause);
    }

    [Fact]
    public async Task Another_tenant_sees_none_of_it()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var replica = await world.ReplicaAsync((await TwoDaysAsync(world)).Bad);
        var stranger = world.Cloud.World.Stranger;

        Assert.Empty((await world.Cloud.Get<LedgerQueries>().FleetAsync(new ReplicaFilter(), All, stranger, default)).Value.Page.Rows);
        Assert.Empty((await world.Cloud.Get<LedgerQueries>().StripsAsync([replica.Id], stranger, default)).Value);
        Assert.False((await world.Cloud.Get<RunQueries>().FindAsync(replica.Id, null, stranger, default)).Ok);
        Assert.False((await world.Cloud.Get<LedgerQueries>().KeptAsync(world.Cloud.World.With(Permission.ComputeManagement), default)).Ok);
    }
}
