using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class FleetTests
{
    [Fact]
    public async Task Machine_taken_over_running_has_its_tools_and_its_memory()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = Machine(rack, "old", memory: 370) with { Host = rack.BladeA.Id };

        await rack.Get<Fleet>().ImportAsync(new FleetPlan([], [], [], [machine]), default);

        var seen = await rack.SeeAsync(machine.Id);
        Assert.Equal((PowerState.Running, rack.BladeA.Id, true), (seen.Power, seen.Host, seen.Tools.ManagementAgent));
        Assert.Equal(ByteSize.FromGiB(40), await rack.UsedAsync(rack.VolumeA));
        var other = await rack.CreatedAsync("new", memory: 8);
        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("start", other, rack.BladeA.Id, default)).State);
    }

    [Fact]
    public async Task Machine_taken_over_can_be_stopped_and_deleted_and_its_space_comes_back()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = Machine(rack, "old") with { Host = rack.BladeA.Id };
        await rack.Get<Fleet>().ImportAsync(new FleetPlan([], [], [], [machine]), default);

        await rack.SucceedAsync(await rack.Hypervisor.StopAsync("stop", machine.Id, false, default));
        await rack.SucceedAsync(await rack.Hypervisor.DeleteAsync("delete", machine.Id, default));

        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Plan_that_overcommits_a_host_is_refused_whole()
    {
        await using var rack = await Rack.CreateAsync();
        var plan = new FleetPlan([], [], [], [.. Enumerable.Range(0, 4).Select(number => Machine(rack, $"vm-{number}", memory: 100) with { Host = rack.BladeA.Id })]);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => rack.Get<Fleet>().ImportAsync(plan, default));

        Assert.StartsWith("The host clu001-az05-blade-1 has 376 GiB for machines; the plan puts 400 GiB on it.", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await rack.Hypervisor.ObserveAsync([.. plan.Machines.Select(machine => machine.Id)], default));
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Plan_that_overfills_a_volume_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var plan = new FleetPlan([], [], [], [.. Enumerable.Range(0, 103).Select(number => Machine(rack, $"vm-{number}"))]);

        await Assert.ThrowsAsync<ArgumentException>(() => rack.Get<Fleet>().ImportAsync(plan, default));

        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Ten_thousand_machines_are_imported_and_observed()
    {
        await using var rack = await Rack.CreateAsync();
        var storage = rack.NextId<StorageRepository>();
        var volume = new FleetPlan.Volume(storage, rack.World.ZoneA.Id, "large", "FLASH - Standard", "array", ByteSize.FromTiB(500));
        var hosts = Enumerable.Range(0, 200).Select(number => new FleetPlan.Blade(
            rack.NextId<Host>(), rack.World.PoolA.Id, "clu001-az05", rack.World.ZoneA.Id, $"blade-{number:000}", "ch", (number % 8) + 1, ByteSize.FromGiB(384), 25)).ToList();
        var machines = Enumerable.Range(0, 10_000).Select(number => Machine(rack, $"vm-{number}") with
        {
            Host = hosts[number % 200].Id,
            Disks = [Disk(), Disk()],
        }).ToList();

        await rack.Get<Fleet>().ImportAsync(new FleetPlan(hosts, [volume], [], machines), default);
        await rack.Blades.FailAsync(hosts[0].Id, default);
        var seen = await rack.Hypervisor.ObserveAsync([.. machines.Select(machine => machine.Id)], default);

        Assert.Equal(10_000, seen.Count);
        Assert.Equal(machines.Where(machine => machine.Host == hosts[0].Id).Select(machine => machine.Id).ToHashSet(), [.. seen.Where(machine => machine.Power == PowerState.Halted).Select(machine => machine.Machine)]);
        Assert.Equal(ByteSize.FromGiB(400_000), await rack.UsedAsync(storage));

        FleetPlan.Disk Disk() => new(rack.NextId<VirtualDisk>(), storage, ByteSize.FromGiB(20));
    }

    static FleetPlan.Machine Machine(Rack rack, string name, long memory = 4) => new(
        rack.NextId<VirtualMachine>(), rack.World.PoolA.Id, name, 2, ByteSize.FromGiB(memory),
        [new FleetPlan.Disk(rack.NextId<VirtualDisk>(), rack.VolumeA, ByteSize.FromGiB(40))], true);
}
