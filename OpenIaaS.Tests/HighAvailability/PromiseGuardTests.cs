using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Replication.Recovery;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Every change that could break the promise of a pool, in one of two blades of 376 GiB: refused, carried out knowingly, and free where nothing is promised.</summary>
public sealed class PromiseGuardTests : IAsyncLifetime
{
    const HighAvailabilityPriority Restart = HighAvailabilityPriority.Restart;
    const HighAvailabilityPriority Disabled = HighAvailabilityPriority.Disabled;

    Cloud cloud = null!;

    CloudWorld World => cloud.World;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        Assert.True((await cloud.Get<SetPoolHighAvailability>().SubmitAsync(new(World.PoolA.Id, 1, World.HeartbeatA.Id), World.Caller, default)).Ok);
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Start_is_refused_before_anything_is_done_and_carried_out_knowingly()
    {
        await AddAsync("erp", 200, Restart, 0);
        var large = await AddAsync("large", 200, Disabled);

        Refused(await StartAsync(large, World.HostsA[1].Id));
        // Wherever it would be started by itself: on the emptier host.
        Refused(await StartAsync(large));
        Assert.Equal((PowerState.Halted, PendingAction.None), ((await cloud.MachineAsync(large.Id)).Power, (await cloud.MachineAsync(large.Id)).Pending));

        var ended = await cloud.CompleteAsync(await StartAsync(large, World.HostsA[1].Id, knowingly: true));
        Assert.Contains("\"EvenIfUnprotected\":true", ended.Input, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ActivityRemarks.EvenIfUnprotected, ended.Remark);
        Assert.Equal(PowerState.Running, (await cloud.MachineAsync(large.Id)).Power);
    }

    [Fact]
    public async Task Overcommitted_pool_and_one_without_high_availability_block_nothing()
    {
        await AddAsync("erp", 300, Restart, 0);
        await AddAsync("there", 100, Disabled, 1);
        var small = await AddAsync("small", 50, Restart);
        await cloud.CompleteAsync(await StartAsync(small, World.HostsA[1].Id));

        Assert.True((await cloud.Get<SetPoolHighAvailability>().SubmitAsync(new(World.PoolA.Id, null, null), World.Caller, default)).Ok);
        var large = await AddAsync("large", 200, Disabled);
        await cloud.CompleteAsync(await StartAsync(large));
    }

    [Fact]
    public async Task Starts_on_their_way_are_counted()
    {
        await AddAsync("erp", 200, Restart, 0);
        var (first, second) = (await AddAsync("first", 150, Disabled), await AddAsync("second", 150, Disabled));
        Assert.True((await StartAsync(first)).Ok);
        Refused(await StartAsync(second, World.HostsA[1].Id));
    }

    [Fact]
    public async Task Migration_within_the_pool_is_refused()
    {
        await AddAsync("erp", 200, Restart, 0);
        await AddAsync("there", 50, Disabled, 1);
        var moving = await AddAsync("moving", 150, Disabled, 0);
        Task<Result<Id<Activity>>> MoveAsync(bool knowingly) => cloud.Get<MigrateVirtualMachine>().SubmitAsync(new(moving.Id, World.HostsA[1].Id, knowingly), World.Caller, default);

        Refused(await MoveAsync(false));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(moving.Id)).Pending);
        await cloud.CompleteAsync(await MoveAsync(true));
    }

    [Fact]
    public async Task Maintenance_is_refused_and_its_moves_are_not_asked_about_again()
    {
        await AddAsync("erp", 100, Restart, 0);
        await AddAsync("ci", 10, Disabled, 1);
        Task<Result<Id<Activity>>> EnterAsync(bool knowingly) => cloud.Get<EnterMaintenance>().SubmitAsync(new(World.HostsA[1].Id, knowingly), World.Caller, default);

        Refused(await EnterAsync(false));
        await using (var database = cloud.Database()) Assert.All(await database.Hosts.ToListAsync(), host => Assert.Equal(HostStatus.Connected, host.Status));
        Assert.Equal(ActivityRemarks.EvenIfUnprotected, (await cloud.CompleteAsync(await EnterAsync(true))).Remark);
        await using var after = cloud.Database();
        Assert.All(await after.Activities.Where(row => row.Type == ActivityTypes.VirtualMachineMigrate).ToListAsync(), move => Assert.Null(move.Remark));
    }

    [Fact]
    public async Task Priority_of_a_running_machine_is_refused_and_a_start_order_never()
    {
        await AddAsync("there", 100, Disabled, 1);
        var running = await AddAsync("erp", 300, Disabled, 0);
        var halted = await AddAsync("off", 300, Disabled);
        Task<Result<Id<Activity>>> SetAsync(VirtualMachine machine, int order, bool knowingly, int changes) =>
            cloud.Get<SetMachineHighAvailability>().SubmitAsync(new(machine.Id, machine.Version + changes, Restart, order, knowingly), World.Caller, default);

        Refused(await SetAsync(running, 0, false, 0));
        Refused(await cloud.Get<UpdateVirtualMachine>().SubmitAsync(new UpdateVirtualMachine.Input(running.Id, null, HighAvailability: Restart), World.Caller, default));
        Assert.True((await SetAsync(halted, 0, false, 0)).Ok);
        Assert.True((await SetAsync(running, 0, true, 0)).Ok);
        Assert.True((await SetAsync(running, 5, false, 1)).Ok);
    }

    [Fact]
    public async Task Creation_that_starts_is_refused_and_nothing_is_left_of_it()
    {
        await AddAsync("erp", 200, Restart, 0);
        var asked = NewMachine.From(World.Debian) with { Name = "new", Memory = ByteSize.FromGiB(200), BackupPolicies = [World.Daily.Id], StartAfterCreation = true };
        var used = await cloud.UsedAsync(World.StorageA);

        Refused(await cloud.CreateAsync(asked));
        Assert.Equal(used, await cloud.UsedAsync(World.StorageA));
        Assert.True((await cloud.CreateAsync(asked with { Name = "off", StartAfterCreation = false })).Ok);
        await cloud.CompleteAsync(await cloud.CreateAsync(asked with { EvenIfUnprotected = true }));
    }

    [Fact]
    public async Task Machine_that_comes_from_another_pool_is_refused()
    {
        var daily = new BackupPolicy(cloud.Get<IdSource>().Next<BackupPolicy>(), World.Tenant.Id, World.ZoneB.Id, World.Daily.Name, World.Daily.Schedule, World.Daily.Retention);
        await using var database = cloud.Database();
        database.Add(daily);
        (await database.Pools.SingleAsync(pool => pool.Id == World.PoolB.Id)).EnableHighAvailability(World.StorageB.Id);
        await database.SaveChangesAsync();
        var there = await AddAsync("there", 300, Restart, pool: World.PoolB);
        await RunAsync(there, World.HostsB[1]);
        var moving = await AddAsync("moving", 100, Disabled, 0);
        var goal = new Relocation(World.PoolB.Id, World.HostsB[0].Id, [.. database.VirtualDisks.Where(disk => disk.MachineId == moving.Id).Select(disk => new Relocation.Disk(disk.Id, World.StorageB.Id))],
            [.. database.NetworkAdapters.Where(adapter => adapter.MachineId == moving.Id).Select(adapter => new Relocation.Adapter(adapter.Id, World.NetworkB.Id))], [daily.Id]);

        Refused(await cloud.Get<RelocateVirtualMachine>().SubmitAsync(new(moving.Id, goal), World.Caller, default));
        Assert.True((await cloud.Get<RelocateVirtualMachine>().SubmitAsync(new(moving.Id, goal, true), World.Caller, default)).Ok);
    }

    [Fact]
    public async Task Failover_into_the_pool_is_refused_and_nothing_is_left_of_it()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await using var database = world.Cloud.Database();
        (await database.Pools.SingleAsync(pool => pool.Id == world.World.PoolB.Id)).EnableHighAvailability(world.World.StorageB.Id);
        // Each of two blades of 376 GiB could take the other's machine over, with less to spare than the copy of 4 GiB asks for.
        foreach (var (host, gib) in world.World.HostsB.Zip([190, 184]))
        {
            var machine = new VirtualMachine(world.Cloud.Get<IdSource>().Next<VirtualMachine>(), world.World.Tenant.Id, world.World.PoolB.Id, $"on-{host.Slot}", "Debian 12", 1, 1, ByteSize.FromGiB(gib), Domain.Catalog.Firmware.Uefi, world.Now);
            machine.ObserveRunning(host.Id);
            machine.Prioritise(Restart, 0);
            database.Add(machine);
        }

        await database.SaveChangesAsync();
        var replica = (await world.ReplicaAsync()).Id;
        Task<Result<Id<Activity>>> FailOverAsync(bool knowingly) => world.Cloud.Get<FailOverMachine>().SubmitAsync(new(replica, KnowsSourceRuns: true, EvenIfUnprotected: knowingly), world.World.Caller, default);

        Refused(await FailOverAsync(false));
        Assert.False(await database.Failovers.AnyAsync());
        Assert.True((await FailOverAsync(true)).Ok);
    }

    static void Refused(Result<Id<Activity>> answer) => PowerTests.Refused(AdmissionGuard.Code, answer);

    Task<Result<Id<Activity>>> StartAsync(VirtualMachine machine, Id<Host>? host = null, bool knowingly = false) =>
        cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id, host, EvenIfUnprotected: knowingly), World.Caller, default);

    Task<VirtualMachine> AddAsync(string name, long gib, HighAvailabilityPriority priority, int? on = null, Pool? pool = null) => cloud.AddMachineAsync(name, on is { } host ? World.HostsA[host] : null, pool, World.Daily, shape: machine =>
    {
        machine.Resize(2, 1, ByteSize.FromGiB(gib));
        machine.Prioritise(priority, 0);
        if (on is { } runs) machine.ObserveRunning(World.HostsA[runs].Id);
    });

    async Task RunAsync(VirtualMachine machine, Host host)
    {
        await using var database = cloud.Database();
        (await database.VirtualMachines.SingleAsync(row => row.Id == machine.Id)).ObserveRunning(host.Id);
        await database.SaveChangesAsync();
    }
}
