using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication.Recovery;

/// <summary>A cloud in which a running machine is replicated to the other zone and has a whole point, on simulated hardware; engines and worker go with its clock.</summary>
sealed class RecoveryWorld : IAsyncDisposable
{
    CancellationTokenSource life = new();
    ActivityWorker worker;

    RecoveryWorld(Cloud cloud) => (Cloud, worker) = (cloud, cloud.Get<ActivityWorker>());

    public Cloud Cloud { get; }

    public Id<VirtualMachine> Machine { get; private set; }

    public CloudWorld World => Cloud.World;

    public Faults Faults => Cloud.Get<Faults>();

    public DateTimeOffset Now => Cloud.Clock.GetUtcNow();

    public static async Task<RecoveryWorld> CreateAsync()
    {
        var world = new RecoveryWorld(await Cloud.CreateAsync());
        var ids = world.Cloud.Get<IdSource>();
        await using (var database = world.Cloud.Database())
        {
            database.Add(new BackupPolicy(ids.Next<BackupPolicy>(), world.World.Tenant.Id, world.World.ZoneB.Id, world.World.Daily.Name, "0 19 * * *", new BackupRetention(7, 0, 0)));
            await database.SaveChangesAsync();
        }

        var machine = await world.Cloud.AddMachineAsync("erp-db-01", world.World.HostsA[0], policy: world.World.Daily, shape: it =>
        {
            it.Prioritise(HighAvailabilityPriority.Restart, 7);
            it.SetTags(["erp"]);
        });
        await DeleteVirtualMachineTests.ReplicateAsync(world.Cloud, machine);
        world.Machine = machine.Id;
        await world.GoOnAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        return world;
    }

    public async Task<Result<Id<Activity>>> FailOverAsync(bool planned = false, bool knows = false, Caller? caller = null, bool keepsMac = false) =>
        await Cloud.Get<FailOverMachine>().SubmitAsync(new FailOverMachine.Order((await ReplicaAsync()).Id, planned, KnowsSourceRuns: knows, KeepMacAddresses: keepsMac), caller ?? World.Caller, default);

    public async Task<Result<Id<Activity>>> TestAsync(TimeSpan? stay = null) =>
        await Cloud.Get<TestFailover>().SubmitAsync(new TestFailover.Order((await ReplicaAsync()).Id, Stay: stay), World.Caller, default);

    public async Task<Result<Id<Activity>>> FailBackAsync() => await Cloud.Get<FailBackMachine>().SubmitAsync(new FailBackMachine.Input((await FailoverAsync()).Id), World.Caller, default);

    /// <summary>Lets one accepted activity end, with engines and clock going on.</summary>
    public async Task<Activity> EndAsync(Result<Id<Activity>> accepted)
    {
        Assert.True(accepted.Ok, string.Join(" ", accepted.Problems));
        for (var beats = 0; ; beats++)
        {
            Assert.True(beats < 20_000, "It did not end.");
            await using (var database = Cloud.Database())
                if (await database.Activities.AsNoTracking().SingleAsync(row => row.Id == accepted.Value) is { IsEnded: true } ended) return ended;
            await GoOnAsync(TimeSpan.FromSeconds(1));
        }
    }

    public async Task<Activity> CompleteAsync(Result<Id<Activity>> accepted)
    {
        var ended = await EndAsync(accepted);
        Assert.True(ended.State == ActivityState.Completed, ended.Reason);
        return ended;
    }

    /// <summary>Lets time pass in steps, each with a beat of engines and worker.</summary>
    public async Task GoOnAsync(TimeSpan time, TimeSpan? step = null)
    {
        var until = Now + time;
        while (Now < until)
        {
            await Cloud.Get<ReplicationEngine>().RunAsync(default);
            await Cloud.Get<TestCleanupEngine>().RunAsync(default);
            await worker.BeginDueAsync(life.Token);
            Cloud.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            // Lets the continuations that the clock released run; nothing is timed by it.
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    /// <summary>The process dies in the middle of whatever it does, and another one starts on the same tables.</summary>
    public async Task DieAsync()
    {
        await life.CancelAsync();
        life.Dispose();
        (life, worker) = (new CancellationTokenSource(), ActivatorUtilities.CreateInstance<ActivityWorker>(Cloud.Get<IServiceProvider>()));
    }

    public async Task<Replica> ReplicaAsync()
    {
        await using var database = Cloud.Database();
        return await database.Replicas.AsNoTracking().FirstAsync(replica => replica.MachineId == Machine);
    }

    /// <summary>The newest failover of the machine.</summary>
    public async Task<Failover> FailoverAsync()
    {
        await using var database = Cloud.Database();
        return await database.Failovers.AsNoTracking().OrderByDescending(row => row.OrderedAt).FirstAsync();
    }

    public Task<VirtualMachine> SourceAsync() => Cloud.MachineAsync(Machine);

    public async Task<MachineObservation?> SeenAsync(Id<VirtualMachine> machine) => (await Cloud.Get<IHypervisor>().ObserveAsync([machine], default)).SingleOrDefault();

    /// <summary>All that there is beside records, runs and the clocks of rows: equal twice means that nothing was left behind.</summary>
    public async Task<string> FootprintAsync()
    {
        await using var database = Cloud.Database();
        List<string> found =
        [
            .. (await database.VirtualMachines.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Name} {row.Power} {row.Pending} {row.CopyRunsSince} {row.CopyOfId}"),
            .. (await database.VirtualDisks.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Capacity}"),
            .. (await database.NetworkAdapters.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.MacAddress} {row.IsConnected}"),
            .. (await database.StaticAddresses.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Address}"),
            .. (await database.BackupAssignments.AsNoTracking().ToListAsync()).Select(row => $"{row.MachineId} {row.PolicyId}").Order(StringComparer.Ordinal),
            .. (await database.RecoveryPoints.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Size} {row.Uses}"),
            .. (await database.StorageRepositories.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.Id} {row.Used}"),
            .. (await Cloud.Get<Domain.Storage.IBlockStorage>().ObserveAsync(default)).OrderBy(seen => seen.Storage.Value).Select(seen => $"{seen.Storage} {seen.Used}"),
            $"{await database.Set<SimulatedMachine>().CountAsync()} machines on the hardware",
        ];
        return string.Join('\n', found);
    }

    public async ValueTask DisposeAsync()
    {
        life.Dispose();
        await Cloud.DisposeAsync();
    }
}
