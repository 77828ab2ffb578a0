using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>A pool of two blades with high availability, running machines, and the two engines that watch them.</summary>
sealed class FailoverScene(Cloud cloud) : IAsyncDisposable
{
    public Cloud Cloud { get; } = cloud;

    public static async Task<FailoverScene> CreateAsync(bool enabled = true)
    {
        var scene = new FailoverScene(await Cloud.CreateAsync());
        if (enabled) Assert.True((await scene.EnableAsync()).Ok);
        return scene;
    }

    public Task<Result<Id<Activity>>> EnableAsync() =>
        Cloud.Get<SetPoolHighAvailability>().SubmitAsync(new(Cloud.World.PoolA.Id, 1, Cloud.World.HeartbeatA.Id), Cloud.World.Caller, default);

    /// <summary>A machine made and started on its hardware, and known to the console as running.</summary>
    public async Task<Id<VirtualMachine>> RunAsync(string name, long gibibytes, HighAvailabilityPriority priority, Id<Host>? on = null)
    {
        var world = Cloud.World;
        var hypervisor = Cloud.Get<IHypervisor>();
        var id = Cloud.Get<IdSource>().Next<VirtualMachine>();
        var disk = new MachineOrder.Disk(Cloud.Get<IdSource>().Next<VirtualDisk>(), world.StorageA.Id, ByteSize.FromGiB(1), false);
        await hypervisor.CreateAsync($"{name}/create", new MachineOrder(id, world.PoolA.Id, name, 2, ByteSize.FromGiB(gibibytes), [disk], true), default);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await hypervisor.StartAsync($"{name}/start", id, on, default);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        var observed = (await hypervisor.ObserveAsync([id], default)).Single();
        Assert.Equal(PowerState.Running, observed.Power);

        await using var database = Cloud.Database();
        var machine = new VirtualMachine(id, world.Tenant.Id, world.PoolA.Id, name, "Debian 12", 2, 1, ByteSize.FromGiB(gibibytes), Firmware.Uefi, Cloud.Clock.GetUtcNow());
        machine.Prioritise(priority, 0);
        machine.ObserveRunning(observed.Host!.Value);
        database.Add(machine);
        database.Add(new BackupAssignment(world.Tenant.Id, id, world.Daily.Id));
        await database.SaveChangesAsync();
        return id;
    }

    /// <summary>Two machines that each need more than half a blade, one on each: when one blade dies there is no room for its machine.</summary>
    public async Task<(Id<VirtualMachine> First, Id<VirtualMachine> Second)> FillAsync(HighAvailabilityPriority priority) =>
        (await RunAsync("first", 300, priority, Cloud.World.HostsA[0].Id), await RunAsync("second", 300, HighAvailabilityPriority.Disabled, Cloud.World.HostsA[1].Id));

    public async Task<Id<Host>> FailHostOfAsync(Id<VirtualMachine> machine)
    {
        var host = (await ReadAsync(machine)).HostId!.Value;
        await SubmitAsync(Cloud.Get<FailBlade>().SubmitAsync(new FailBlade.Input(host), Cloud.World.Caller, default));
        return host;
    }

    /// <summary>A host whose last beat was so long ago, as the console knows it.</summary>
    public async Task SilenceAsync(Id<Host> host, TimeSpan since)
    {
        await using var database = Cloud.Database();
        (await database.Hosts.SingleAsync(row => row.Id == host)).LoseHeartbeat(Cloud.Clock.GetUtcNow() - since);
        await database.SaveChangesAsync();
    }

    public async Task SubmitAsync(Task<Result<Id<Activity>>> submission) => await Cloud.CompleteAsync(await submission);

    /// <summary>Lets time pass, four seconds at a time, with the engines looking and the worker working.</summary>
    public async Task GoOnAsync(TimeSpan time)
    {
        IEngine[] engines = [Cloud.Get<HostInventoryEngine>(), Cloud.Get<HighAvailabilityEngine>()];
        var worker = Cloud.Get<ActivityWorker>();
        var until = Cloud.Clock.GetUtcNow() + time;
        while (Cloud.Clock.GetUtcNow() < until)
        {
            foreach (var engine in engines) await engine.RunAsync(default);
            await worker.BeginDueAsync(default);
            Cloud.Clock.Advance(TimeSpan.FromSeconds(4));
            // Lets the continuations that the clock released run; nothing is timed by it.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Cloud.SettleAsync();
    }

    public async Task<VirtualMachine> ReadAsync(Id<VirtualMachine> machine)
    {
        await using var database = Cloud.Database();
        return await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == machine);
    }

    public async Task<int> AttemptsAsync(Id<VirtualMachine> machine)
    {
        await using var database = Cloud.Database();
        return await database.Activities.CountAsync(activity => activity.Type == ActivityTypes.VirtualMachineRecover && activity.TargetId == machine.Value);
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();
}
