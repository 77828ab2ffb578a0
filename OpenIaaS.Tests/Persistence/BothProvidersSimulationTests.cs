using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

using OpenIaaS.Tests.Simulation;

namespace OpenIaaS.Tests.Persistence;

/// <summary>The simulated hardware seen from two nodes on one database, on a SQLite file and on PostgreSQL.</summary>
public sealed class BothProvidersSimulationTests
{
    /// <summary>Each blade has 376 GiB for machines of 100 GiB.</summary>
    const int Fit = 6;

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Two_nodes_drive_one_hardware(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        IServiceProvider[] nodes = [installation.AddNode(), installation.AddNode()];
        var (plan, target) = Plan(installation.Get<IdSource>());
        await installation.Get<Fleet>().ImportAsync(plan, default);
        var hypervisors = nodes.Select(node => node.GetRequiredService<IHypervisor>()).ToArray();

        var starts = await Task.WhenAll(plan.Machines.Take(20).Select((machine, number) => Task.Run(() => hypervisors[number % 2].StartAsync($"start/{machine.Id}", machine.Id, null, default))));
        installation.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(Fit, starts.Count(start => start.State == HardwareTaskState.Running));
        Assert.Equal(Fit, await RunningAsync());

        await ChangePlacesAsync(installation, hypervisors, plan);
        Assert.Equal(Fit, await RunningAsync());

        var transfer = await nodes[0].GetRequiredService<IReplicationLink>().TransferAsync("transfer", plan.Machines[0].Id, null, target, default);
        installation.Clock.Advance(transfer.Remaining!.Value);
        Assert.Equal(HardwareTaskState.Succeeded, (await hypervisors[1].TaskAsync("transfer", default))!.State);

        Assert.True((await nodes[0].GetRequiredService<IBladeFabric>().FailAsync(plan.Blades[0].Id, default)).Ok);
        Assert.Equal(Fit / 2, await RunningAsync());

        var off = plan.Machines[^1].Id;
        var deletion = await hypervisors[0].DeleteAsync("delete", off, default);
        installation.Clock.Advance(deletion.Remaining!.Value);
        Assert.Empty(await hypervisors[1].ObserveAsync([off], default));

        async Task<int> RunningAsync() => (await hypervisors[1].ObserveAsync([.. plan.Machines.Select(machine => machine.Id)], default)).Count(machine => machine.Power == PowerState.Running);
    }

    /// <summary>A machine of the first blade moves to the second, and one of the second, which takes no machines then, starts on the first.</summary>
    static async Task ChangePlacesAsync(Installation installation, IHypervisor[] nodes, FleetPlan plan)
    {
        var running = (await nodes[1].ObserveAsync([.. plan.Machines.Select(machine => machine.Id)], default)).Where(machine => machine.Power == PowerState.Running).ToList();
        var (leaves, stops) = (running.First(machine => machine.Host == plan.Blades[0].Id).Machine, running.First(machine => machine.Host == plan.Blades[1].Id).Machine);
        await nodes[0].StopAsync("stop", stops, true, default);
        installation.Clock.Advance(TimeSpan.FromMinutes(1));
        var move = await nodes[0].MigrateAsync("move", leaves, plan.Blades[1].Id, default);
        Assert.True((await nodes[1].EnableAsync(plan.Blades[1].Id, false, default)).Ok);
        installation.Clock.Advance(move.Remaining!.Value);
        Assert.Equal(plan.Blades[1].Id, Assert.Single(await nodes[1].ObserveAsync([leaves], default)).Host);
        var start = await nodes[1].StartAsync("start again", stops, null, default);
        installation.Clock.Advance(start.Remaining!.Value);
        Assert.Equal(plan.Blades[0].Id, Assert.Single(await nodes[0].ObserveAsync([stops], default)).Host);
    }

    static (FleetPlan Plan, Id<StorageRepository> Target) Plan(IdSource ids)
    {
        var (pool, zone, other) = (ids.Next<Pool>(), ids.Next<AvailabilityZone>(), ids.Next<AvailabilityZone>());
        var (near, far) = (ids.Next<StorageRepository>(), ids.Next<StorageRepository>());
        var blades = Enumerable.Range(1, 2).Select(slot => new FleetPlan.Blade(ids.Next<Host>(), pool, "pool", zone, $"blade-{slot}", "chassis", slot, ByteSize.FromGiB(384), 25)).ToList();
        var machines = Enumerable.Range(0, 40).Select(number => new FleetPlan.Machine(
            ids.Next<VirtualMachine>(), pool, $"machine-{number}", 1, ByteSize.FromGiB(100), [new(ids.Next<VirtualDisk>(), near, ByteSize.FromGiB(1))], true)).ToList();
        return (new FleetPlan(
            blades,
            [new(near, zone, "near", "FLASH - Ultra", "near array", ByteSize.FromTiB(4)), new(far, other, "far", "FLASH - Ultra", "far array", ByteSize.FromTiB(4))],
            [new(ids.Next<ZoneLink>(), zone, other, 1000, 1)], machines), far);
    }
}
