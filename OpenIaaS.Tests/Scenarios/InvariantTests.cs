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
        await Breaks("I7", async database =>
        {
            var replica = await database.Replicas.SingleAsync();
            for (var point = 0; point < 4; point++)
                database.Add(new RecoveryPoint(cloud.Get<IdSource>().Next<RecoveryPoint>(), replica.TenantId, replica.Id, cloud.Clock.GetUtcNow().AddMinutes(point), cloud.Clock.GetUtcNow(), ByteSize.Zero, true));
            return await database.SaveChangesAsync();
        });
    }

    [Fact]
    public Task I9_the_console_counts_more_than_lies_there() =>
        Breaks("I9", database => database.StorageRepositories.ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(21))));

    [Fact]
    public Task I9_the_array_counts_less_than_lies_there() =>
        Breaks("I9", database => database.Set<SimulatedVolume>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(19))));

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

    Task<string?> BrokenAsync() => new Invariants(cloud.Get<IDbContextFactory<ConsoleDbContext>>()).BrokenAsync(cloud.Clock.GetUtcNow(), copiesOnly: false, default);
}
