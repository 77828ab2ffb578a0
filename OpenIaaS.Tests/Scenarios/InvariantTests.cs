using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>What must be true of the tables after every event: each rule is shown tables that break it.</summary>
public sealed class InvariantTests : IAsyncLifetime
{
    Cloud cloud = null!;
    VirtualMachine machine = null!;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);
    }

    [Fact]
    public async Task Whole_world_breaks_nothing() => Assert.Null(await BrokenAsync());

    [Fact]
    public Task I1_the_machine_runs_elsewhere_than_is_known() =>
        Breaks("I1", database => database.VirtualMachines.ExecuteUpdateAsync(row => row.SetProperty(it => it.HostId, cloud.World.HostsA[1].Id)));

    [Fact]
    public Task I2_a_host_holds_more_than_it_has() =>
        Breaks("I2", database => database.Set<SimulatedMachine>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Memory, ByteSize.FromTiB(1).Bytes)));

    [Fact]
    public Task I3_something_runs_on_a_failed_host() =>
        Breaks("I3", database => database.Hosts.ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, HostStatus.Failed)));

    [Fact]
    public Task I2_a_machine_on_its_way_does_not_fit_where_it_goes() => Breaks("I2", database =>
    {
        database.Set<SimulatedMachine>().Single(row => row.Id == machine.Id).Migrate(cloud.World.HostsA[1].Id, cloud.Clock.GetUtcNow().AddMinutes(1));
        return Task.FromResult(database.SaveChanges() + database.Set<SimulatedHost>().Where(row => row.Id == cloud.World.HostsA[1].Id)
            .ExecuteUpdate(row => row.SetProperty(it => it.MemoryForMachines, ByteSize.FromGiB(3).Bytes)));
    });

    [Fact]
    public Task I3_something_runs_on_a_host_in_maintenance() =>
        Breaks("I3", database => database.Hosts.ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, HostStatus.Maintenance)));

    [Fact]
    public Task I3_something_was_placed_on_a_host_that_takes_no_machines() => Breaks("I3", database =>
    {
        DateTimeOffset? longAgo = DateTimeOffset.UnixEpoch;
        return database.Set<SimulatedHost>().ExecuteUpdateAsync(row => row.SetProperty(it => it.DisabledAt, longAgo));
    });

    [Fact]
    public async Task I7_more_points_than_are_kept()
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        await Breaks("I7", database => AddPointsAsync(database, ByteSize.Zero));
    }

    [Fact]
    public Task I9_the_console_counts_more_than_lies_there() =>
        Breaks("I9", database => database.StorageRepositories.ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(21))));

    [Fact]
    public Task I9_the_array_counts_less_than_lies_there() =>
        Breaks("I9", database => database.Set<SimulatedVolume>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(19))));

    [Fact]
    public Task I7_more_points_than_are_kept_after_copies_alone() => BreaksAfterCopies("I7", database => AddPointsAsync(database, ByteSize.Zero));

    [Fact]
    public Task I9_the_points_take_more_than_their_replica_says_after_copies_alone() =>
        BreaksAfterCopies("I9", database => database.RecoveryPoints.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99))));

    [Fact]
    public Task I9_the_replica_says_more_than_is_marked_as_used_after_copies_alone() => BreaksAfterCopies("I9", async database =>
    {
        await database.RecoveryPoints.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99)));
        return await database.Replicas.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99)));
    });

    [Fact]
    public Task I9_the_array_counts_less_than_lies_there_after_copies_alone() =>
        BreaksAfterCopies("I9", database => database.Set<SimulatedVolume>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(19))));

    [Fact]
    public Task I10_an_activity_runs_without_an_owner() => Breaks("I10", database =>
    {
        AddActivity(database, "Maya Lefort");
        database.SaveChanges();
        DateTimeOffset? lapsed = cloud.Clock.GetUtcNow() - TimeSpan.FromSeconds(61);
        return database.Activities.ExecuteUpdateAsync(row => row.SetProperty(it => it.State, ActivityState.Running).SetProperty(it => it.LeaseUntil, lapsed));
    });

    [Fact]
    public Task I11_a_change_names_nobody() => Breaks("I11", database =>
    {
        AddActivity(database, "");
        return database.SaveChangesAsync();
    });

    [Fact]
    public Task I12_a_machine_stands_in_another_tenants_pool() =>
        Breaks("I12", database => database.Pools.ExecuteUpdateAsync(row => row.SetProperty(it => it.TenantId, cloud.World.Stranger.TenantId)));

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    void AddActivity(ConsoleDbContext database, string actor) => database.Add(new Activity(
        cloud.Get<IdSource>().Next<Activity>(), ActivityTypes.VirtualMachineStop, new ActivityTarget("virtual machine", machine.Id.Value, machine.Name),
        cloud.World.Caller with { Name = actor }, "{}", cloud.Clock.GetUtcNow()));

    async Task Breaks(string name, Func<ConsoleDbContext, Task<int>> spoil)
    {
        await using (var database = cloud.Database()) await spoil(database);
        Assert.StartsWith(name + ":", await BrokenAsync(), StringComparison.Ordinal);
    }

    async Task<int> AddPointsAsync(ConsoleDbContext database, ByteSize size)
    {
        var replica = await database.Replicas.SingleAsync();
        for (var point = 1; point <= 4; point++)
            database.Add(new RecoveryPoint(cloud.Get<IdSource>().Next<RecoveryPoint>(), replica.TenantId, replica.Id, cloud.Clock.GetUtcNow().AddMinutes(point), cloud.Clock.GetUtcNow(), size, true));
        return await database.SaveChangesAsync();
    }

    /// <summary>A machine is copied, everything holds, and then something is spoilt that the books of copies alone must notice.</summary>
    async Task BreaksAfterCopies(string name, Func<ConsoleDbContext, Task<int>> spoil)
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        var books = new SpaceBooks();
        Assert.Null(await LookAsync(books, complete: true));
        await using (var database = cloud.Database())
        {
            var replica = await database.Replicas.SingleAsync();
            var run = new ReplicationRun(replica, replica.NextRunAt, cloud.World.StorageB.Id, cloud.Clock.GetUtcNow());
            run.Complete(new TransferResult(cloud.Clock.GetUtcNow(), ByteSize.Zero, false), cloud.Clock.GetUtcNow());
            database.AddRange(run, new RecoveryPoint(cloud.Get<IdSource>().Next<RecoveryPoint>(), replica.TenantId, replica.Id, cloud.Clock.GetUtcNow(), cloud.Clock.GetUtcNow(), ByteSize.Zero, false));
            await database.SaveChangesAsync();
        }

        Assert.Null(await LookAsync(books, complete: false));
        await using (var database = cloud.Database()) await spoil(database);
        Assert.StartsWith(name + ":", await LookAsync(books, complete: false), StringComparison.Ordinal);
    }

    async Task<string?> LookAsync(SpaceBooks books, bool complete)
    {
        await using var database = cloud.Database();
        return await books.BrokenAsync(database, cloud.Clock.GetUtcNow(), complete, default);
    }

    Task<string?> BrokenAsync() => new Invariants(cloud.Get<IDbContextFactory<ConsoleDbContext>>()).BrokenAsync(cloud.Clock.GetUtcNow(), null, default);
}
