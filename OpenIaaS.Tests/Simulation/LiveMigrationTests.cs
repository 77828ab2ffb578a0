using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class LiveMigrationTests
{
    /// <summary>Two links of 25 Gbit/s: 64 GiB take 11 s, and a second for the switch-over.</summary>
    static readonly TimeSpan Of64GiB = TimeSpan.FromMilliseconds(11_995);

    [Fact]
    public async Task Machine_runs_all_along_and_is_on_the_other_host_at_the_end()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);

        var task = await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);
        Assert.Equal(Of64GiB, task.Remaining);
        rack.Advance(6);
        Assert.Equal((PowerState.Running, rack.BladeA.Id), await WhereAsync(rack, machine));
        var ended = await rack.SucceedAsync((await rack.Hypervisor.TaskAsync("move", default))!);

        Assert.Equal($"{rack.BladeA2.Id}", ended.Result);
        Assert.Equal((PowerState.Running, rack.BladeA2.Id), await WhereAsync(rack, machine));
        Assert.True((await rack.SeeAsync(machine)).Tools.ManagementAgent);
    }

    [Fact]
    public async Task Same_key_moves_once_also_after_the_process_was_replaced()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);
        await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);
        rack.Advance(5);
        await rack.ReplaceProcessAsync();
        var again = await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);
        Assert.Equal(Of64GiB - TimeSpan.FromSeconds(5), again.Remaining);
    }

    [Fact]
    public async Task Moves_from_or_to_one_host_share_its_links_as_counted_when_each_begins()
    {
        await using var rack = await Rack.CreateAsync();
        var (first, second) = (await SeenAsync(rack, 64), await SeenAsync(rack, 64, "web-02"));
        Assert.Equal(Of64GiB, (await rack.Hypervisor.MigrateAsync("first", first, rack.BladeA2.Id, default)).Remaining);
        Assert.Equal(TimeSpan.FromMilliseconds(22_990), (await rack.Hypervisor.MigrateAsync("second", second, rack.BladeA2.Id, default)).Remaining);
    }

    [Fact]
    public async Task Memory_is_taken_on_both_hosts_until_the_end_and_then_on_the_new_one_alone()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 200);
        var (onSource, onTarget) = (await rack.CreatedAsync("source", memory: 200), await rack.CreatedAsync("target", memory: 200));
        var task = await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);

        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("source", onSource, rack.BladeA.Id, default)).State);
        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("target", onTarget, rack.BladeA2.Id, default)).State);
        await rack.SucceedAsync(task);
        Assert.Equal(HardwareTaskState.Running, (await rack.Hypervisor.StartAsync("source again", onSource, rack.BladeA.Id, default)).State);
        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("target again", onTarget, rack.BladeA2.Id, default)).State);
    }

    [Fact]
    public async Task Lost_with_the_host_it_leaves()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);
        await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);
        rack.Advance(5);
        Assert.True((await rack.Blades.FailAsync(rack.BladeA.Id, default)).Ok);

        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.TaskAsync("move", default))!.State);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
        // Nothing of it is left on the other host.
        Assert.Equal(HardwareTaskState.Running, (await rack.Hypervisor.StartAsync("again", machine, rack.BladeA2.Id, default)).State);
    }

    [Fact]
    public async Task Stays_where_it_was_when_the_host_it_goes_to_is_lost_and_can_be_moved_again()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);
        await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default);
        rack.Advance(5);
        Assert.True((await rack.Blades.FailAsync(rack.BladeA2.Id, default)).Ok);

        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.TaskAsync("move", default))!.State);
        Assert.Equal((PowerState.Running, rack.BladeA.Id), await WhereAsync(rack, machine));
        Assert.True((await rack.Blades.RepairAsync(rack.BladeA2.Id, default)).Ok);
        rack.Advance(300);
        await rack.SucceedAsync(await rack.Hypervisor.MigrateAsync("again", machine, rack.BladeA2.Id, default));
        Assert.Equal((PowerState.Running, rack.BladeA2.Id), await WhereAsync(rack, machine));
    }

    [Fact]
    public async Task Lost_with_the_new_host_that_fails_at_the_moment_it_arrives()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);
        await rack.SucceedAsync(await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default));
        Assert.True((await rack.Blades.FailAsync(rack.BladeA2.Id, default)).Ok);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
    }

    [Fact]
    public async Task Fault_leaves_it_where_it_was()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await SeenAsync(rack, 64);
        await rack.Faults.SetAsync(SimulatedWork.Migrate, 1, "The guest wrote faster than its pages could be copied.", default, times: 1);

        var ended = await rack.EndAsync(await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default));
        Assert.Equal((HardwareTaskState.Failed, "The guest wrote faster than its pages could be copied."), (ended.State, ended.Reason));
        Assert.Equal((PowerState.Running, rack.BladeA.Id), await WhereAsync(rack, machine));
        await rack.SucceedAsync(await rack.Hypervisor.MigrateAsync("again", machine, rack.BladeA2.Id, default));
    }

    [Fact]
    public async Task Is_refused_without_PV_drivers_seen()
    {
        await using var rack = await Rack.CreateAsync();
        var bare = await rack.RunningAsync("bare", rack.BladeA.Id, system: false);
        var booted = await rack.RunningAsync("web-01", rack.BladeA.Id);
        Assert.Equal("The PV drivers inside bare are not seen, so that it cannot be moved while it runs.", (await rack.Hypervisor.MigrateAsync("bare", bare, rack.BladeA2.Id, default)).Reason);
        Assert.Equal("The PV drivers inside web-01 are not seen, so that it cannot be moved while it runs.", (await rack.Hypervisor.MigrateAsync("booted", booted, rack.BladeA2.Id, default)).Reason);
    }

    [Fact]
    public async Task Is_refused_to_where_it_is_to_another_pool_and_while_it_is_off()
    {
        await using var rack = await Rack.CreateAsync();
        var (machine, off) = (await SeenAsync(rack, 4), await rack.CreatedAsync("off"));
        Assert.Equal("web-01 runs on that host already.", (await rack.Hypervisor.MigrateAsync("here", machine, rack.BladeA.Id, default)).Reason);
        Assert.Contains("is not in the pool of web-01", (await rack.Hypervisor.MigrateAsync("there", machine, rack.World.HostsB[0].Id, default)).Reason, StringComparison.Ordinal);
        Assert.Equal("off is powered off.", (await rack.Hypervisor.MigrateAsync("off", off, rack.BladeA2.Id, default)).Reason);
    }

    [Fact]
    public async Task Host_that_takes_no_machines_gets_none_by_a_start_or_a_move_also_after_a_failure_and_keeps_what_it_has()
    {
        await using var rack = await Rack.CreateAsync();
        var (machine, off, there) = (await SeenAsync(rack, 4), await rack.CreatedAsync("off"), await rack.RunningAsync("there", rack.BladeA2.Id));
        Assert.True((await rack.Hypervisor.EnableAsync(rack.BladeA2.Id, false, default)).Ok);
        Assert.Equal(PowerState.Running, (await rack.SeeAsync(there)).Power);
        Assert.Equal("The host clu001-az05-blade-2 is in maintenance; choose another host for web-01.", (await rack.Hypervisor.MigrateAsync("move", machine, rack.BladeA2.Id, default)).Reason);
        Assert.Equal("The host clu001-az05-blade-2 is in maintenance; choose another host for off.", (await rack.Hypervisor.StartAsync("named", off, rack.BladeA2.Id, default)).Reason);

        Assert.True((await rack.Blades.FailAsync(rack.BladeA2.Id, default)).Ok);
        Assert.True((await rack.Blades.RepairAsync(rack.BladeA2.Id, default)).Ok);
        rack.Advance(300);
        var started = await rack.SucceedAsync(await rack.Hypervisor.StartAsync("any", off, null, default));
        Assert.Equal($"{rack.BladeA.Id}", started.Result);
        Assert.True((await rack.Hypervisor.EnableAsync(rack.BladeA2.Id, true, default)).Ok);
        await rack.SucceedAsync(await rack.Hypervisor.MigrateAsync("again", machine, rack.BladeA2.Id, default));
    }

    [Fact]
    public async Task Pool_whose_hosts_take_no_machines_says_so()
    {
        await using var rack = await Rack.CreateAsync();
        var off = await rack.CreatedAsync("off");
        foreach (var host in rack.World.HostsA) await rack.Hypervisor.EnableAsync(host.Id, false, default);
        Assert.Equal("Every host of the pool of off that answers is in maintenance.", (await rack.Hypervisor.StartAsync("start", off, null, default)).Reason);
        Assert.Equal("not-found", Assert.Single((await rack.Hypervisor.EnableAsync(rack.NextId<Host>(), true, default)).Problems).Code);
    }

    /// <summary>A machine on the first blade whose tools are seen.</summary>
    static async Task<Id<VirtualMachine>> SeenAsync(Rack rack, long memory, string name = "web-01")
    {
        var machine = await rack.RunningAsync(name, rack.BladeA.Id, memory);
        rack.Advance(60);
        return machine;
    }

    static async Task<(PowerState Power, Id<Host>? Host)> WhereAsync(Rack rack, Id<VirtualMachine> machine)
    {
        var seen = await rack.SeeAsync(machine);
        return (seen.Power, seen.Host);
    }
}
