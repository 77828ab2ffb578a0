using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedHardwareTests
{
    [Fact]
    public async Task A_zone_has_two_interconnects_its_chassis_two_canisters_and_the_drives_its_volumes_need()
    {
        await using var rack = await Rack.CreateAsync();
        var parts = await PartsAsync(rack);
        Assert.Equal(["Fabric A", "Fabric B"], NamesOf(parts, HardwarePartKind.Interconnect));
        Assert.Equal([rack.BladeA.Chassis], NamesOf(parts, HardwarePartKind.Chassis));
        Assert.Equal(["Canister 1", "Canister 2"], NamesOf(parts, HardwarePartKind.Canister));
        var drives = parts.Where(part => part.Kind == HardwarePartKind.Drive).ToList();
        Assert.Equal(DistributedRaid.FewestDrives, drives.Count);
        Assert.All(parts, part => Assert.Equal((HardwareHealth.Healthy, null), (part.Health, part.Fault)));
        Assert.All(drives, drive => Assert.Equal(DistributedRaid.DriveSizes[0], drive.Capacity));
    }

    [Fact]
    public async Task One_interconnect_lost_takes_no_host_down_and_both_cut_them_all_off()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-1");
        await FailAsync(rack, "Fabric A");
        Assert.Equal(PowerState.Running, (await rack.SeeAsync(machine)).Power);
        Assert.Contains("half their bandwidth", (await PartAsync(rack, "Fabric A")).Fault, StringComparison.Ordinal);

        await FailAsync(rack, "Fabric B");
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
        Assert.All(await HostsAsync(rack), host => Assert.Equal($"The blade {NameOf(rack, host)} is cut off: both fabric interconnects of UCS 1 have failed.", host.Fault));

        await RepairAsync(rack, "Fabric B");
        Assert.All(await HostsAsync(rack), host => Assert.Contains("is booting", host.Fault, StringComparison.Ordinal));
        rack.Advance(300);
        Assert.All(await HostsAsync(rack), host => Assert.True(host.HeartbeatSeen));
    }

    [Fact]
    public async Task Half_the_bandwidth_doubles_what_the_links_and_not_the_class_decide()
    {
        await using var rack = await Rack.CreateAsync();
        var before = await TimeToCreateAsync(rack, "standard-1", rack.VolumeA);
        await FailAsync(rack, "Fabric A");
        // FLASH - Standard takes 2.7 s/GiB, one link of 25 Gbit/s 0.34: the class still decides.
        Assert.Equal(before, await TimeToCreateAsync(rack, "standard-1", rack.VolumeA));
        Assert.Equal(8.589934592 / 25, rack.Get<OpenIaaS.Infrastructure.Simulation.Durations>()
            .ForCreate([(ByteSize.FromGiB(1000), "FLASH - Ultra", 0.1, true)], 25, ByteSize.Zero, "x", 0).TotalSeconds / 1000, 0.05);
    }

    [Fact]
    public async Task A_chassis_takes_its_blades_with_it_and_one_that_is_broken_itself_stays_down_when_it_returns()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-1");
        await FailAsync(rack, rack.BladeA.Chassis);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
        Assert.All(await HostsAsync(rack), host => Assert.False(host.HeartbeatSeen));
        Assert.True((await rack.Blades.FailAsync(rack.BladeA.Id, default)).Ok);

        await RepairAsync(rack, rack.BladeA.Chassis);
        rack.Advance(300);
        var hosts = await HostsAsync(rack);
        Assert.False(hosts.Single(host => host.Host == rack.BladeA.Id).HeartbeatSeen);
        Assert.True(hosts.Single(host => host.Host == rack.BladeA2.Id).HeartbeatSeen);
        Assert.True((await rack.Blades.RepairAsync(rack.BladeA.Id, default)).Ok);
        rack.Advance(300);
        Assert.All(await HostsAsync(rack), host => Assert.True(host.HeartbeatSeen));
    }

    [Fact]
    public async Task A_host_cannot_join_while_its_chassis_has_no_power()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        await FailAsync(rack, rack.BladeA.Chassis);
        var refused = await rack.Faults.JoinAsync(rack.BladeA.Id, default);
        Assert.Equal($"{rack.BladeA.Name} cannot join: The chassis {rack.BladeA.Chassis} of the blade {rack.BladeA.Name} has no power.", refused.Problems[0].Message.ToString());
        Assert.All(await HostsAsync(rack), host => Assert.False(host.HeartbeatSeen));
        await RepairAsync(rack, rack.BladeA.Chassis);
        Assert.True((await rack.Faults.JoinAsync(rack.BladeA.Id, default)).Ok);
        Assert.True((await HostsAsync(rack)).Single(host => host.Host == rack.BladeA.Id).HeartbeatSeen);
    }

    [Fact]
    public async Task One_canister_lost_halves_the_throughput_and_both_take_the_volumes_offline()
    {
        await using var rack = await Rack.CreateAsync();
        await FailAsync(rack, "Canister 1");
        Assert.InRange((await TimeToCreateAsync(rack, "slow-1", rack.VolumeA)).TotalSeconds, 20 * 2.7 * 2 * 0.9, 20 * 2.7 * 2 * 1.1 + 2);
        await FailAsync(rack, "Canister 2");
        var refused = await rack.Hypervisor.CreateAsync(rack.NextKey(), rack.Order("web-2"), default);
        Assert.Equal((HardwareTaskState.Failed, $"The block storage {rack.World.StorageA.Name} is offline: both canisters of {rack.World.StorageA.Array} have failed."), (refused.State, refused.Reason));
        Assert.False(await ConnectedAsync(rack, rack.VolumeA));
        await RepairAsync(rack, "Canister 2");
        Assert.True(await ConnectedAsync(rack, rack.VolumeA));
    }

    [Fact]
    public async Task A_machine_being_created_on_a_volume_that_goes_offline_fails_and_gives_its_space_back()
    {
        await using var rack = await Rack.CreateAsync();
        var used = await rack.UsedAsync(rack.VolumeA);
        var task = await rack.Hypervisor.CreateAsync(rack.NextKey(), rack.Order("web-1"), default);
        rack.Advance(5);
        foreach (var number in Enumerable.Range(1, 3)) await FailAsync(rack, $"Drive {number}");
        var ended = await rack.Hypervisor.TaskAsync(task.Key, default);
        Assert.Equal(HardwareTaskState.Failed, ended!.State);
        Assert.Contains("3 drives of", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(used, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task A_failed_drive_is_rebuilt_into_the_spare_space_and_then_wants_to_be_replaced()
    {
        await using var rack = await Rack.CreateAsync();
        await FailAsync(rack, "Drive 3");
        var rebuilding = await PartAsync(rack, "Drive 3");
        Assert.Equal((HardwareHealth.Rebuilding, 0.0), (rebuilding.Health, rebuilding.Rebuilt));
        // 4.8 TB are 4,470 GiB, at one second each while nothing runs.
        Assert.Equal(4470, (rebuilding.RebuiltAt!.Value - rack.Now).TotalSeconds, 1.0);
        rack.Advance(2235);
        Assert.Equal(0.5, (await PartAsync(rack, "Drive 3")).Rebuilt!.Value, 0.01);
        rack.Advance(2240);
        Assert.Equal(HardwareHealth.Replace, (await PartAsync(rack, "Drive 3")).Health);
        await RepairAsync(rack, "Drive 3");
        Assert.Equal(HardwareHealth.Healthy, (await PartAsync(rack, "Drive 3")).Health);
    }

    [Fact]
    public async Task A_busy_array_rebuilds_more_slowly()
    {
        await using var rack = await Rack.CreateAsync();
        var durations = rack.Get<OpenIaaS.Infrastructure.Simulation.Durations>();
        Assert.Equal(2, durations.ForRebuild(ByteSize.FromGiB(1000), 1) / durations.ForRebuild(ByteSize.FromGiB(1000), 0), 0.01);
        await rack.RunningAsync("web-1");
        await FailAsync(rack, "Drive 3");
        Assert.True(((await PartAsync(rack, "Drive 3")).RebuiltAt!.Value - rack.Now).TotalSeconds > 4470.35);
    }

    [Fact]
    public async Task A_second_drive_waits_for_its_replacement_and_the_third_takes_the_array_offline_until_one_is_put_back()
    {
        await using var rack = await Rack.CreateAsync();
        await FailAsync(rack, "Drive 1");
        await FailAsync(rack, "Drive 2");
        var waiting = await PartAsync(rack, "Drive 2");
        Assert.Equal(HardwareHealth.Failed, waiting.Health);
        Assert.Contains("survives no further failure", waiting.Fault, StringComparison.Ordinal);
        Assert.True(await ConnectedAsync(rack, rack.VolumeA));

        await FailAsync(rack, "Drive 3");
        Assert.False(await ConnectedAsync(rack, rack.VolumeA));
        Assert.Equal(HardwareHealth.Failed, (await PartAsync(rack, "Drive 1")).Health);
        rack.Advance(10_000);
        Assert.False(await ConnectedAsync(rack, rack.VolumeA));

        await RepairAsync(rack, "Drive 2");
        Assert.True(await ConnectedAsync(rack, rack.VolumeA));
        Assert.Equal(HardwareHealth.Healthy, (await PartAsync(rack, "Drive 2")).Health);
        Assert.Equal(HardwareHealth.Rebuilding, (await PartAsync(rack, "Drive 1")).Health);
        Assert.Equal(HardwareHealth.Failed, (await PartAsync(rack, "Drive 3")).Health);

        await RepairAsync(rack, "Drive 3");
        Assert.Equal(HardwareHealth.Rebuilding, (await PartAsync(rack, "Drive 3")).Health);
    }

    [Fact]
    public async Task Breaking_twice_and_repairing_what_is_whole_are_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var part = await PartAsync(rack, "Fabric A");
        Assert.Equal("Fabric A of UCS 1 has not failed; there is nothing to repair.", (await Hardware(rack).RepairAsync(part.Id, default)).Problems[0].Message.ToString());
        await FailAsync(rack, "Fabric A");
        Assert.Equal("Fabric A of UCS 1 has failed already; repair it first.", (await Hardware(rack).FailAsync(part.Id, default)).Problems[0].Message.ToString());
        Assert.Equal("not-found", (await Hardware(rack).FailAsync(rack.NextId<HardwarePart>(), default)).Problems[0].Code);
    }

    [Fact]
    public async Task A_slow_link_and_a_slow_volume_make_transfers_take_longer()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-1");
        var usual = await TransferTimeAsync(rack, machine);
        await rack.Faults.SlowAsync(rack.World.Link.Id, 4, default);
        Assert.Equal(4, await TransferTimeAsync(rack, machine) / usual, 0.2);
        await rack.Faults.SlowAsync(rack.World.Link.Id, 1, default);
        await rack.Faults.SlowAsync(rack.VolumeB, 3, default);
        Assert.Equal(3, await TransferTimeAsync(rack, machine) / usual, 0.2);
    }

    static async Task<double> TransferTimeAsync(Rack rack, Id<VirtualMachine> machine)
    {
        var task = (await rack.Links.TransferAsync([new TransferRequest(rack.NextKey(), new ReplicationWay(machine, null, rack.VolumeB))], default))[0];
        Assert.True(task.Remaining is not null, task.Reason);
        var seconds = task.Remaining!.Value.TotalSeconds;
        rack.Advance(seconds + 1);
        return seconds;
    }

    static async Task<TimeSpan> TimeToCreateAsync(Rack rack, string name, Id<StorageRepository> storage)
    {
        var task = await rack.Hypervisor.CreateAsync(rack.NextKey(), rack.Order(name, storage: storage), default);
        return task.Remaining!.Value;
    }

    static IHardware Hardware(Rack rack) => rack.Get<IHardware>();

    static Task<IReadOnlyList<HardwarePart>> PartsAsync(Rack rack) => Hardware(rack).ObserveAsync([rack.World.ZoneA.Id], default);

    static async Task<HardwarePart> PartAsync(Rack rack, string name) => (await PartsAsync(rack)).First(part => part.Name == name);

    static async Task FailAsync(Rack rack, string name)
    {
        var done = await Hardware(rack).FailAsync((await PartAsync(rack, name)).Id, default);
        Assert.True(done.Ok);
    }

    static async Task RepairAsync(Rack rack, string name)
    {
        var done = await Hardware(rack).RepairAsync((await PartAsync(rack, name)).Id, default);
        Assert.True(done.Ok);
    }

    static async Task<List<HostObservation>> HostsAsync(Rack rack) =>
        [.. (await rack.Blades.ObserveAsync(default)).Where(seen => rack.World.HostsA.Any(host => host.Id == seen.Host))];

    static string NameOf(Rack rack, HostObservation seen) => rack.World.HostsA.Single(host => host.Id == seen.Host).Name;

    static async Task<bool> ConnectedAsync(Rack rack, Id<StorageRepository> storage) => (await rack.Storage.ObserveAsync(default)).Single(seen => seen.Storage == storage).Connected;

    static IEnumerable<string> NamesOf(IEnumerable<HardwarePart> parts, HardwarePartKind kind) => parts.Where(part => part.Kind == kind).Select(part => part.Name);
}
