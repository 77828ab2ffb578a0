using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

/// <summary>A cloud whose link between the zones is a <see cref="ScriptedLink"/>, and steps of its clock with engine and worker.</summary>
sealed class ReplicationWorld : IAsyncDisposable
{
    ReplicationWorld(Cloud cloud) => (Cloud, Link) = (cloud, (ScriptedLink)cloud.Get<IReplicationLink>());

    public Cloud Cloud { get; }

    public ScriptedLink Link { get; }

    public static async Task<ReplicationWorld> CreateAsync() => new(await Cloud.CreateAsync(Configure));

    /// <summary>The same over a cloud that was built with <see cref="Configure"/>.</summary>
    public static ReplicationWorld Over(Cloud cloud) => new(cloud);

    public static void Configure(IServiceCollection services)
    {
        services.AddSingleton<ScriptedLink>();
        services.Replace(ServiceDescriptor.Singleton<IReplicationLink>(provider => provider.GetRequiredService<ScriptedLink>()));
        services.Replace(ServiceDescriptor.Singleton<IBlockStorage>(provider => provider.GetRequiredService<ScriptedLink>()));
    }

    /// <summary>A whole, powered-off machine with a disk of 20 GiB in pool A, as it stands after its creation.</summary>
    public async Task<VirtualMachine> MachineAsync(string name, Pool? pool = null)
    {
        var (ids, world) = (Cloud.Get<IdSource>(), Cloud.World);
        pool ??= world.PoolA;
        var storage = pool.Id == world.PoolA.Id ? world.StorageA : world.StorageB;
        var machine = new VirtualMachine(
            ids.Next<VirtualMachine>(), world.Tenant.Id, pool.Id, "new", "Debian 12", 2, 2, ByteSize.FromGiB(4), Firmware.Uefi, Cloud.Clock.GetUtcNow());
        machine.TakeOverName(name);
        machine.ObserveHalted();
        await using var database = Cloud.Database();
        database.Add(machine);
        database.Add(new VirtualDisk(ids.Next<VirtualDisk>(), world.Tenant.Id, machine.Id, storage.Id, "system", ByteSize.FromGiB(20), 0));
        await database.SaveChangesAsync();
        return machine;
    }

    public async Task<Id<ReplicationPolicy>> PolicyAsync(string name = "erp-15min", int count = 15, IntervalUnit unit = IntervalUnit.Minutes, int retained = 3)
    {
        var input = new CreateReplicationPolicy.Input(name, "", new ReplicationInterval(count, unit), retained, Cloud.World.StorageB.Id);
        await Cloud.CompleteAsync(await Cloud.Get<CreateReplicationPolicy>().SubmitAsync(input, Cloud.World.Caller, default));
        await using var database = Cloud.Database();
        return (await database.ReplicationPolicies.SingleAsync(policy => policy.Name == name)).Id;
    }

    public Task<Result<Id<Domain.Activities.Activity>>> AssociateAsync(VirtualMachine machine, Id<ReplicationPolicy> policy) =>
        Cloud.Get<AssociateReplication>().SubmitAsync(new AssociateReplication.Input(machine.Id, policy), Cloud.World.Caller, default);

    /// <summary>A machine that is replicated by a policy of its own.</summary>
    public async Task<VirtualMachine> ReplicatedAsync(string name = "erp-db-01", int count = 15, IntervalUnit unit = IntervalUnit.Minutes, int retained = 3)
    {
        var machine = await MachineAsync(name);
        await Cloud.CompleteAsync(await AssociateAsync(machine, await PolicyAsync("policy-" + count + unit, count, unit, retained)));
        return machine;
    }

    public async Task<Replica> ReplicaAsync(VirtualMachine machine)
    {
        await using var database = Cloud.Database();
        return await database.Replicas.AsNoTracking().SingleAsync(replica => replica.MachineId == machine.Id);
    }

    public async Task<List<RecoveryPoint>> PointsAsync()
    {
        await using var database = Cloud.Database();
        return await database.RecoveryPoints.AsNoTracking().OrderBy(point => point.CapturedAt).ToListAsync();
    }

    public async Task<List<ReplicationRun>> RunsAsync()
    {
        await using var database = Cloud.Database();
        return await database.ReplicationRuns.AsNoTracking().OrderBy(run => run.BeganAt).ToListAsync();
    }

    public async Task<ByteSize> UsedAsync()
    {
        await using var database = Cloud.Database();
        return (await database.StorageRepositories.AsNoTracking().SingleAsync(storage => storage.Id == Cloud.World.StorageB.Id)).Used;
    }

    /// <summary>One beat of engine and worker at the present moment.</summary>
    public async Task BeatAsync()
    {
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        await Cloud.Get<ActivityWorker>().BeginDueAsync(default);
        await QuietAsync();
    }

    /// <summary>Lets the time pass in steps, each with a beat.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var until = Cloud.Clock.GetUtcNow() + time;
        while (Cloud.Clock.GetUtcNow() < until)
        {
            Cloud.Clock.Advance(step ?? TimeSpan.FromSeconds(15));
            await QuietAsync();
            await BeatAsync();
        }
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    /// <summary>Lets what the clock released come to its end: an activity that waits for a run says so to the clock.</summary>
    async Task QuietAsync()
    {
        for (var tries = 0; Cloud.Get<ActivityWorker>().Running > await HeldUpAsync(); tries++)
        {
            Assert.True(tries < 10_000, "The worker did not come to rest.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>How many removals go on: one waits for the run of its replica, and then for the clock.</summary>
    async Task<int> HeldUpAsync()
    {
        await using var database = Cloud.Database();
        return await database.Replicas.CountAsync(replica => replica.EndingSince != null);
    }
}
