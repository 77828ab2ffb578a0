using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

/// <summary>Hardware that works, but not as it should; and a host that cannot write its heartbeat.</summary>
public sealed class DegradedHardwareTests
{
    [Fact]
    public void Loss_leaves_a_connection_what_the_formula_says()
    {
        // 1,460 bytes in 3 ms are 3.89 Mbit/s; sqrt(1.5 / 0.01) is 12.25.
        Assert.Equal(47.7e6, PacketLoss.BitsPerSecond(3, 1), 0.1e6);
        Assert.Equal(PacketLoss.BitsPerSecond(3, 1) * 10, PacketLoss.BitsPerSecond(3, 0.01), 1.0);
        Assert.Equal(double.PositiveInfinity, PacketLoss.BitsPerSecond(3, 0));
        Assert.Equal(PacketLoss.BitsPerSecond(PacketLoss.LeastLatency, 1), PacketLoss.BitsPerSecond(0, 1));
    }

    [Fact]
    public async Task Transfer_takes_the_lesser_of_its_share_and_what_loss_leaves()
    {
        await using var rack = await Rack.CreateAsync();
        var durations = rack.Get<Durations>();
        var size = ByteSize.FromGiB(1);
        Assert.Equal(durations.ForTransfer(size, 10, 3, 1), durations.ForTransfer(size, 10, 3, 1, loss: 1));
        Assert.Equal(3.003 + (size.Bytes * 8 / PacketLoss.BitsPerSecond(3, 1)), durations.ForTransfer(size, 10_000, 3, 4, loss: 1).TotalSeconds, 0.01);
    }

    [Fact]
    public async Task Part_at_half_is_degraded_until_it_is_repaired_and_cannot_be_degraded_twice()
    {
        await using var rack = await Rack.CreateAsync();
        var canister = await PartAsync(rack, "Canister 1");
        Assert.True((await rack.Faults.HalveAsync(canister.Id, default)).Ok);
        var seen = await PartAsync(rack, "Canister 1");
        Assert.Equal((HardwareHealth.Degraded, FaultSeverity.Minor, false, (DateTimeOffset?)rack.Now), (seen.Health, seen.Severity, seen.IsBroken, seen.Since));
        Assert.Equal("part.already-degraded", (await rack.Faults.HalveAsync(canister.Id, default)).Problems[0].Code);
        Assert.Equal("part.cannot-degrade", (await rack.Faults.HalveAsync((await PartAsync(rack, "Drive 1")).Id, default)).Problems[0].Code);

        Assert.True((await rack.Get<IHardware>().RepairAsync(canister.Id, default)).Ok);
        Assert.Equal(HardwareHealth.Healthy, (await PartAsync(rack, "Canister 1")).Health);
        Assert.Equal("part.not-failed", (await rack.Get<IHardware>().RepairAsync(canister.Id, default)).Problems[0].Code);
    }

    [Fact]
    public async Task Interconnect_at_half_leaves_three_quarters_of_the_bandwidth_to_a_move()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id, memory: 64);
        rack.Advance(60);
        var before = (await rack.Hypervisor.MigrateAsync(rack.NextKey(), machine, rack.BladeA2.Id, default)).Remaining!.Value.TotalSeconds - 1;
        rack.Advance(600);
        await rack.Faults.HalveAsync((await PartAsync(rack, "Fabric B")).Id, default);
        var after = (await rack.Hypervisor.MigrateAsync(rack.NextKey(), machine, rack.BladeA.Id, default)).Remaining!.Value.TotalSeconds - 1;
        Assert.Equal(4 / 3.0, after / before, 0.01);
    }

    [Fact]
    public async Task Host_without_its_heartbeat_path_runs_on_unseen_and_fences_itself_after_the_time_out()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id);
        Assert.True((await rack.Faults.CutHeartbeatAsync(rack.BladeA.Id, default)).Ok);
        Assert.Equal("heartbeat.already-cut", (await rack.Faults.CutHeartbeatAsync(rack.BladeA.Id, default)).Problems[0].Code);
        var cutAt = rack.Now;
        rack.Advance(29);
        Assert.Equal(PowerState.Running, (await rack.SeeAsync(machine)).Power);
        Assert.Equal((false, (DateTimeOffset?)cutAt), await HeartbeatAsync(rack));

        rack.Advance(31);
        // Looked at late: it happened at the time-out all the same.
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
        await rack.SucceedAsync(await rack.Hypervisor.StartAsync(rack.NextKey(), machine, null, default));
        Assert.Equal(rack.BladeA2.Id, (await rack.SeeAsync(machine)).Host);

        Assert.True((await rack.Blades.RepairAsync(rack.BladeA.Id, default)).Ok);
        Assert.False((await HeartbeatAsync(rack)).Seen);
        rack.Advance(300);
        Assert.True((await HeartbeatAsync(rack)).Seen);
    }

    [Fact]
    public async Task Path_that_is_back_before_the_time_out_changes_nothing()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id);
        await rack.Faults.CutHeartbeatAsync(rack.BladeA.Id, default);
        rack.Advance(29);
        Assert.True((await rack.Blades.RepairAsync(rack.BladeA.Id, default)).Ok);
        rack.Advance(60);
        Assert.Equal((PowerState.Running, true), ((await rack.SeeAsync(machine)).Power, (await HeartbeatAsync(rack)).Seen));
    }

    static async Task<HardwarePart> PartAsync(Rack rack, string name) => (await rack.Get<IHardware>().ObserveAsync([rack.World.ZoneA.Id], default)).Single(part => part.Name == name);

    static async Task<(bool Seen, DateTimeOffset? LostAt)> HeartbeatAsync(Rack rack)
    {
        var host = (await rack.Blades.ObserveAsync(default)).Single(host => host.Host == rack.BladeA.Id);
        return (host.HeartbeatSeen, host.HeartbeatLostAt);
    }
}
