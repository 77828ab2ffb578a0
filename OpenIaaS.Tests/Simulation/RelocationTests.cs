using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Simulation;

/// <summary>Machines that the hardware takes to another pool: how long it takes, what it shares, and that nothing changes before the end.</summary>
public sealed class RelocationTests
{
    /// <summary>20 GiB and 4 GiB of memory over 1 Gbit/s, the switch-over and the latency.</summary>
    static readonly TimeSpan Alone = TimeSpan.FromSeconds((24 * 8.589934592) + 1 + 0.0031);

    [Fact]
    public async Task It_runs_where_it_was_until_disks_and_memory_are_over_the_link()
    {
        await using var rack = await Rack.CreateAsync();
        var order = await OrderAsync(rack);
        var task = await rack.Hypervisor.RelocateAsync("move", order, default);
        Assert.Equal(Alone.TotalSeconds, task.Remaining!.Value.TotalSeconds, 0.001);
        Assert.Equal((await rack.Hypervisor.RelocateAsync("move", order, default)).Remaining, task.Remaining);
        rack.Advance(task.Remaining.Value.TotalSeconds - 1);
        Assert.Equal(rack.BladeA.Id, (await rack.SeeAsync(order.Machine)).Host);
        Assert.Equal((ByteSize.FromGiB(20), ByteSize.FromGiB(20)), (await rack.UsedAsync(rack.VolumeA), await rack.UsedAsync(rack.VolumeB)));

        await rack.SucceedAsync(task);
        var seen = await rack.SeeAsync(order.Machine);
        Assert.Equal((PowerState.Running, rack.World.HostsB[0].Id), (seen.Power, seen.Host));
        Assert.Equal((ByteSize.Zero, ByteSize.FromGiB(20)), (await rack.UsedAsync(rack.VolumeA), await rack.UsedAsync(rack.VolumeB)));
    }

    [Fact]
    public async Task It_is_foreseen_as_it_then_is_and_shares_the_link_with_what_is_under_way()
    {
        await using var rack = await Rack.CreateAsync();
        var (first, second) = (await OrderAsync(rack), await OrderAsync(rack, "erp-db-02"));
        Assert.Equal(Alone.TotalSeconds, (await rack.Hypervisor.ForeseeAsync(first, default)).Value.TotalSeconds, 0.001);
        await rack.Hypervisor.RelocateAsync("first", first, default);
        var shared = (await rack.Hypervisor.ForeseeAsync(second, default)).Value;
        Assert.Equal(1 + 0.0031 + (2 * 24 * 8.589934592), shared.TotalSeconds, 0.001);
        Assert.Equal(shared, (await rack.Hypervisor.RelocateAsync("second", second, default)).Remaining);
    }

    [Fact]
    public async Task A_copy_to_another_zone_shares_the_link_with_it()
    {
        await using var rack = await Rack.CreateAsync();
        var copied = await rack.CreatedAsync("archive");
        var alone = (await rack.Links.TransferAsync("alone", copied, null, rack.VolumeB, default)).Remaining!.Value;
        await rack.EndAsync((await rack.Hypervisor.TaskAsync("alone", default))!);
        await rack.Hypervisor.RelocateAsync("move", await OrderAsync(rack), default);
        var shared = (await rack.Links.TransferAsync("shared", copied, null, rack.VolumeB, default)).Remaining!.Value;
        Assert.InRange(shared / alone, 1.9, 2.1);
    }

    [Fact]
    public async Task A_copy_under_way_is_begun_again_from_where_it_arrived()
    {
        await using var rack = await Rack.CreateAsync();
        var order = await OrderAsync(rack);
        var moving = await rack.Hypervisor.RelocateAsync("move", order, default);
        rack.Advance(moving.Remaining!.Value.TotalSeconds - 5);
        await rack.Links.TransferAsync("copy", order.Machine, null, rack.VolumeB, default);
        rack.Advance(6);
        Assert.Equal((HardwareTaskState.Failed, "erp-db-01 moved to another pool while it was copied."), ((await rack.Hypervisor.TaskAsync("copy", default))!.State, (await rack.Hypervisor.TaskAsync("copy", default))!.Reason));
        Assert.Equal(ByteSize.FromGiB(20), await rack.UsedAsync(rack.VolumeB));
    }

    [Fact]
    public async Task Its_new_host_takes_it_down_and_its_old_one_no_longer_does()
    {
        await using var rack = await Rack.CreateAsync();
        var order = await OrderAsync(rack);
        await rack.SucceedAsync(await rack.Hypervisor.RelocateAsync("move", order, default));
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        Assert.Equal(PowerState.Running, (await rack.SeeAsync(order.Machine)).Power);
        await rack.Blades.FailAsync(rack.World.HostsB[0].Id, default);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(order.Machine)).Power);
        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("start", order.Machine, rack.World.HostsB[1].Id, default));
    }

    [Fact]
    public async Task A_process_that_is_replaced_on_the_way_changes_nothing()
    {
        await using var rack = await Rack.CreateAsync();
        var order = await OrderAsync(rack);
        var task = await rack.Hypervisor.RelocateAsync("move", order, default);
        await rack.ReplaceProcessAsync();
        await rack.SucceedAsync((await rack.Hypervisor.RelocateAsync("move", order, default)));
        Assert.Equal(task.Key, (await rack.Hypervisor.TaskAsync("move", default))!.Key);
        Assert.Equal(rack.World.HostsB[0].Id, (await rack.SeeAsync(order.Machine)).Host);
    }

    [Fact]
    public async Task What_cannot_begin_says_why_and_takes_nothing()
    {
        await using var rack = await Rack.CreateAsync();
        var order = await OrderAsync(rack);
        await RefusedAsync(rack, order with { Disks = [] }, "Not every disk of erp-db-01 has a place in the other pool.");
        await RefusedAsync(rack, order with { Host = null }, "erp-db-01 is powered on.");
        await rack.Faults.ConnectAsync(rack.World.Link.Id, connected: false, default);
        await RefusedAsync(rack, order, "The link between the zones is down.");
        await rack.Faults.ConnectAsync(rack.World.Link.Id, connected: true, default);
        await rack.Hypervisor.EnableAsync(rack.World.HostsB[0].Id, false, default);
        await RefusedAsync(rack, order, $"The host {rack.World.HostsB[0].Name} is in maintenance; choose another host for erp-db-01.");
        await rack.SucceedAsync(await rack.Hypervisor.SnapshotAsync("snapshot", order.Machine, rack.NextId<Snapshot>(), false, default));
        await RefusedAsync(rack, order, "Snapshots hold the disks of erp-db-01, and cannot be moved to another pool.");
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeB));
    }

    static async Task RefusedAsync(Rack rack, RelocationOrder order, string reason)
    {
        Assert.Equal(reason, Assert.Single((await rack.Hypervisor.ForeseeAsync(order, default)).Problems).Message);
        var task = await rack.Hypervisor.RelocateAsync(rack.NextKey(), order, default);
        Assert.Equal((HardwareTaskState.Failed, reason), (task.State, task.Reason));
    }

    /// <summary>A machine that runs on the first blade, with its tools seen, and the order that takes it to the first blade of the other pool.</summary>
    static async Task<RelocationOrder> OrderAsync(Rack rack, string name = "erp-db-01")
    {
        var order = rack.Order(name);
        await rack.SucceedAsync(await rack.Hypervisor.CreateAsync(rack.NextKey(), order, default));
        await rack.SucceedAsync(await rack.Hypervisor.StartAsync(rack.NextKey(), order.Machine, rack.BladeA.Id, default));
        rack.Advance(30);
        return new RelocationOrder(order.Machine, rack.World.PoolB.Id, rack.World.HostsB[0].Id, [new(order.Disks[0].Id, rack.VolumeB)], []);
    }
}
