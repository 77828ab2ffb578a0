using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Simulation;

/// <summary>The hardware of a small world, without the console before it: two zones, two pools of two blades, one volume of 4 TiB in each.</summary>
sealed class Rack : IAsyncDisposable
{
    readonly Cloud cloud;
    ServiceProvider simulation;
    int keys;

    Rack(Cloud cloud, ServiceProvider simulation) => (this.cloud, this.simulation) = (cloud, simulation);

    public IHypervisor Hypervisor => Get<IHypervisor>();

    public IBladeFabric Blades => Get<IBladeFabric>();

    public IBlockStorage Storage => Get<IBlockStorage>();

    public IReplicationLink Links => Get<IReplicationLink>();

    public Faults Faults => Get<Faults>();

    public CloudWorld World => cloud.World;

    public Host BladeA => World.HostsA[0];

    public Host BladeA2 => World.HostsA[1];

    public Id<StorageRepository> VolumeA => World.StorageA.Id;

    public Id<StorageRepository> VolumeB => World.StorageB.Id;

    public static Task<Rack> CreateAsync(double speed = 1, long seed = 7) => CreateAsync(new SimulationOptions(seed, speed));

    public static async Task<Rack> CreateAsync(SimulationOptions options)
    {
        var cloud = await Cloud.CreateAsync();
        var rack = new Rack(cloud, Compose(cloud, options));
        return rack;
    }

    public T Get<T>()
        where T : notnull => simulation.GetRequiredService<T>();

    /// <summary>The process ends and another one takes over the same tables.</summary>
    public async Task ReplaceProcessAsync()
    {
        var options = Get<SimulationOptions>();
        await simulation.DisposeAsync();
        simulation = Compose(cloud, options);
    }

    /// <summary>Another node on the same tables, beside this one.</summary>
    public ServiceProvider OtherNode() => Compose(cloud, Get<SimulationOptions>());

    public string NextKey() => $"work-{++keys}";

    public DateTimeOffset Now => cloud.Clock.GetUtcNow();

    public void Advance(double seconds) => cloud.Clock.Advance(TimeSpan.FromSeconds(seconds));

    public Id<T> NextId<T>() => cloud.Get<IdSource>().Next<T>();

    public MachineOrder Order(string name, long gibibytes = 20, long memory = 4, bool copies = true, Id<StorageRepository>? storage = null, bool system = true) => new(
        NextId<VirtualMachine>(), World.PoolA.Id, name, 2, ByteSize.FromGiB(memory),
        [new MachineOrder.Disk(NextId<VirtualDisk>(), storage ?? VolumeA, ByteSize.FromGiB(gibibytes), copies)], system);

    /// <summary>Lets the clock go on to the end of a task.</summary>
    public async Task<HardwareTask> EndAsync(HardwareTask task)
    {
        while (task.State == HardwareTaskState.Running)
        {
            cloud.Clock.Advance(task.Remaining!.Value);
            task = (await Hypervisor.TaskAsync(task.Key, default))!;
        }

        return task;
    }

    public async Task<HardwareTask> SucceedAsync(HardwareTask task)
    {
        var ended = await EndAsync(task);
        Assert.True(ended.State == HardwareTaskState.Succeeded, ended.Reason);
        return ended;
    }

    public async Task<Id<VirtualMachine>> CreatedAsync(string name, long gibibytes = 20, long memory = 4, bool system = true)
    {
        var order = Order(name, gibibytes, memory, system: system);
        await SucceedAsync(await Hypervisor.CreateAsync(NextKey(), order, default));
        return order.Machine;
    }

    public async Task<Id<VirtualMachine>> RunningAsync(string name, Id<Host>? host = null, long memory = 4, bool system = true)
    {
        var machine = await CreatedAsync(name, memory: memory, system: system);
        await SucceedAsync(await Hypervisor.StartAsync(NextKey(), machine, host, default));
        return machine;
    }

    public async Task<MachineObservation> SeeAsync(Id<VirtualMachine> machine) => Assert.Single(await Hypervisor.ObserveAsync([machine], default));

    public async Task<ByteSize> UsedAsync(Id<StorageRepository> storage) => (await Storage.ObserveAsync(default)).Single(seen => seen.Storage == storage).Used;

    public async ValueTask DisposeAsync()
    {
        await simulation.DisposeAsync();
        await cloud.DisposeAsync();
    }

    static ServiceProvider Compose(Cloud cloud, SimulationOptions options) => new ServiceCollection()
        .AddSingleton<TimeProvider>(cloud.Clock).AddSingleton(cloud.Get<IDbContextFactory<ConsoleDbContext>>()).AddSingleton(options)
        .AddSimulation().BuildServiceProvider();

    internal static FleetPlan PlanOf(CloudWorld world) => new(
        [.. BladesOf(world.PoolA, world.HostsA), .. BladesOf(world.PoolB, world.HostsB)],
        [Volume(world.StorageA, world.ZoneA), Volume(world.HeartbeatA, world.ZoneA), Volume(world.StorageB, world.ZoneB)],
        [new FleetPlan.Link(world.Link.Id, world.Link.FromId, world.Link.ToId, 1000, world.Link.LatencyMilliseconds)],
        []);

    static IEnumerable<FleetPlan.Blade> BladesOf(Pool pool, IEnumerable<Host> hosts) =>
        hosts.Select(host => new FleetPlan.Blade(host.Id, pool.Id, pool.Name, pool.ZoneId, host.Name, host.Chassis, host.Slot, host.Memory, host.Class.LinkGigabits));

    static FleetPlan.Volume Volume(StorageRepository storage, AvailabilityZone zone) => new(storage.Id, zone.Id, storage.Name, storage.ClassName, storage.Array, storage.Capacity);
}
