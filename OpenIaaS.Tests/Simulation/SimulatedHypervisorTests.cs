using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedHypervisorTests
{
    [Fact]
    public async Task Create_takes_the_space_at_once_and_delete_gives_it_back_at_its_end()
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("web-01", 100);

        var creating = await rack.Hypervisor.CreateAsync("create", order, default);
        Assert.Equal(ByteSize.FromGiB(100), await rack.UsedAsync(rack.VolumeA));
        Assert.Empty(await rack.Hypervisor.ObserveAsync([order.Machine], default));

        await rack.SucceedAsync(creating);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(order.Machine)).Power);
        var deleting = await rack.Hypervisor.DeleteAsync("delete", order.Machine, default);
        Assert.Equal(ByteSize.FromGiB(100), await rack.UsedAsync(rack.VolumeA));

        await rack.SucceedAsync(deleting);
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
        Assert.Empty(await rack.Hypervisor.ObserveAsync([order.Machine], default));
    }

    [Fact]
    public async Task Create_on_a_full_volume_fails_with_a_sentence_and_leaves_nothing()
    {
        await using var rack = await Rack.CreateAsync();
        var free = await rack.Faults.FillAsync(rack.VolumeA, default);
        await rack.Storage.ReleaseAsync("room", rack.VolumeA, ByteSize.FromGiB(5), default);

        var task = await rack.Hypervisor.CreateAsync("create", rack.Order("web-01", 20), default);

        Assert.Equal(HardwareTaskState.Failed, task.State);
        Assert.Equal("The block storage sr-az05-std-01 has 5 GiB free; 20 GiB was asked for.", task.Reason);
        Assert.Equal(free - ByteSize.FromGiB(5), await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Create_on_a_disconnected_volume_fails_with_a_sentence()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);

        var task = await rack.Hypervisor.CreateAsync("create", rack.Order("web-01"), default);

        Assert.Equal(HardwareTaskState.Failed, task.State);
        Assert.Equal("The block storage sr-az05-std-01 is disconnected.", task.Reason);
        Assert.False((await rack.Storage.ObserveAsync(default)).Single(seen => seen.Storage == rack.VolumeA).Connected);
    }

    [Fact]
    public async Task Create_whose_disks_fit_one_by_one_but_not_together_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("wide", 1500);
        order = order with { Disks = [.. order.Disks, order.Disks[0] with { Id = new(Guid.Parse("11111111-1111-1111-1111-111111111111")) }, order.Disks[0] with { Id = new(Guid.Parse("22222222-2222-2222-2222-222222222222")) }] };

        var task = await rack.Hypervisor.CreateAsync("create", order, default);

        Assert.Equal(HardwareTaskState.Failed, task.State);
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Failed_create_gives_the_space_back_when_it_fails_and_leaves_no_machine()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.Faults.SetAsync(SimulatedWork.Create, 1, "The copy of the template broke off. Try again.", default, times: 1);
        var order = rack.Order("web-01", 100);

        var creating = await rack.Hypervisor.CreateAsync("create", order, default);
        Assert.Equal(ByteSize.FromGiB(100), await rack.UsedAsync(rack.VolumeA));
        var ended = await rack.EndAsync(creating);

        Assert.Equal("The copy of the template broke off. Try again.", ended.Reason);
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
        Assert.Empty(await rack.Hypervisor.ObserveAsync([order.Machine], default));
        await rack.SucceedAsync(await rack.Hypervisor.CreateAsync("create-again", order, default));
    }

    [Fact]
    public async Task Start_runs_on_the_host_with_most_free_memory()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.RunningAsync("heavy", rack.BladeA.Id, memory: 64);
        var machine = await rack.CreatedAsync("light");

        var started = await rack.SucceedAsync(await rack.Hypervisor.StartAsync("start", machine, null, default));

        Assert.Equal(rack.BladeA2.Id.ToString(), started.Result);
        Assert.Equal(rack.BladeA2.Id, (await rack.SeeAsync(machine)).Host);
    }

    [Fact]
    public async Task Machine_is_halted_until_its_start_ends()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");

        var starting = await rack.Hypervisor.StartAsync("start", machine, null, default);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
        rack.Advance(starting.Remaining!.Value.TotalSeconds);

        Assert.Equal(PowerState.Running, (await rack.SeeAsync(machine)).Power);
    }

    [Fact]
    public async Task Start_on_a_host_without_the_memory_is_refused_with_the_figures()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.RunningAsync("heavy", rack.BladeA.Id, memory: 370);
        var machine = await rack.CreatedAsync("web-01", memory: 8);

        var task = await rack.Hypervisor.StartAsync("start", machine, rack.BladeA.Id, default);

        Assert.Equal(HardwareTaskState.Failed, task.State);
        Assert.Equal("No host has 8 GiB free for web-01; the most is 6 GiB on clu001-az05-blade-1.", task.Reason);
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
    }

    [Fact]
    public async Task Start_of_a_machine_whose_storage_is_cut_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);

        Assert.Equal("The block storage sr-az05-std-01 is disconnected.", (await rack.Hypervisor.StartAsync("cut", machine, null, default)).Reason);
        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);

        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("start", machine, null, default));
    }

    [Fact]
    public async Task Concurrent_starts_never_take_more_memory_than_a_host_has()
    {
        await using var rack = await Rack.CreateAsync();
        var machines = new List<Id<VirtualMachine>>();
        for (var number = 0; number < 8; number++) machines.Add(await rack.CreatedAsync($"big-{number}", 1, memory: 100));

        var tasks = await Task.WhenAll(machines.Select(machine => Task.Run(() => rack.Hypervisor.StartAsync($"start-{machine}", machine, null, default))));

        // 384 GiB less 8 GiB for the control domain: three machines of 100 GiB on each of two hosts.
        Assert.Equal(6, tasks.Count(task => task.State == HardwareTaskState.Running));
        Assert.All(tasks.Where(task => task.State == HardwareTaskState.Failed), task => Assert.StartsWith("No host has 100 GiB free", task.Reason, StringComparison.Ordinal));
        rack.Advance(60);
        var seen = await rack.Hypervisor.ObserveAsync(machines, default);
        Assert.Equal([3, 3], seen.Where(machine => machine.Power == PowerState.Running).CountBy(machine => machine.Host!.Value).Select(host => host.Value));
    }

    [Fact]
    public async Task Failed_start_holds_its_memory_only_until_it_fails()
    {
        await using var rack = await Rack.CreateAsync();
        var first = await rack.CreatedAsync("first", memory: 300);
        var second = await rack.CreatedAsync("second", memory: 300);
        await rack.Faults.SetAsync(SimulatedWork.Start, 1, "The boot loader was not found.", default, machine: "first", times: 1);

        var starting = await rack.Hypervisor.StartAsync("first", first, rack.BladeA.Id, default);
        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("too-early", second, rack.BladeA.Id, default)).State);
        Assert.Equal("The boot loader was not found.", (await rack.EndAsync(starting)).Reason);

        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("second", second, rack.BladeA.Id, default));
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(first)).Power);
    }

    [Fact]
    public async Task Tools_and_addresses_are_seen_some_seconds_after_boot()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01");

        var booted = await rack.SeeAsync(machine);
        Assert.Equal(GuestTools.None, booted.Tools);
        Assert.Empty(booted.Addresses);
        rack.Advance(Durations.ToolsSeen.Value * 1.1);
        var seen = await rack.SeeAsync(machine);

        Assert.True(seen.Tools.ManagementAgent);
        Assert.All(seen.Addresses, address => Assert.Matches(@"^10\.\d{1,3}\.\d{1,3}\.\d{1,3}$", address));
        Assert.NotEmpty(seen.Addresses);
    }

    [Fact]
    public async Task Machine_without_a_guest_system_never_shows_tools_and_is_shut_down_by_force_only()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("blank", system: false);
        rack.Advance(3600);
        Assert.Equal(GuestTools.None, (await rack.SeeAsync(machine)).Tools);

        var clean = await rack.Hypervisor.StopAsync("clean", machine, false, default);
        Assert.Contains("management agent", clean.Reason, StringComparison.Ordinal);

        await rack.SucceedAsync(await rack.Hypervisor.StopAsync("forced", machine, true, default));
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
    }

    [Fact]
    public async Task Restart_keeps_the_machine_on_its_host_and_its_tools_away_for_a_while()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA2.Id);
        rack.Advance(60);

        await rack.SucceedAsync(await rack.Hypervisor.RestartAsync("restart", machine, false, default));
        var seen = await rack.SeeAsync(machine);

        Assert.Equal((PowerState.Running, rack.BladeA2.Id), (seen.Power, seen.Host));
        Assert.Equal(GuestTools.None, seen.Tools);
        rack.Advance(60);
        Assert.True((await rack.SeeAsync(machine)).Tools.ManagementAgent);
    }

    [Fact]
    public async Task Resize_counts_from_the_next_start()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01", memory: 300);
        await rack.RunningAsync("neighbour", rack.BladeA.Id, memory: 100);
        Assert.Equal(HardwareTaskState.Failed, (await rack.Hypervisor.StartAsync("big", machine, rack.BladeA.Id, default)).State);

        await rack.SucceedAsync(await rack.Hypervisor.ResizeAsync("resize", machine, 4, ByteSize.FromGiB(200), default));

        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("small", machine, rack.BladeA.Id, default));
    }

    [Fact]
    public async Task Work_on_a_busy_machine_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Hypervisor.StartAsync("start", machine, null, default);

        var task = await rack.Hypervisor.DeleteAsync("delete", machine, default);

        Assert.Equal("The hypervisor is still working on web-01; wait until that has ended.", task.Reason);
    }

    [Fact]
    public async Task Delete_of_a_running_machine_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01");

        Assert.Equal("web-01 is powered on.", (await rack.Hypervisor.DeleteAsync("delete", machine, default)).Reason);
    }

    [Fact]
    public async Task Copy_of_a_template_takes_longer_for_more_space_and_a_slower_class_and_an_empty_disk_hardly_any()
    {
        await using var rack = await Rack.CreateAsync();

        var small = await TimeAsync(rack.Order("small", 20));
        var large = await TimeAsync(rack.Order("large", 200));
        var slow = await TimeAsync(rack.Order("slow", 200, storage: rack.World.HeartbeatA.Id));
        var empty = await TimeAsync(rack.Order("empty", 200, copies: false));

        Assert.True(small < large && large < slow, $"{small} < {large} < {slow}");
        Assert.True(empty < TimeSpan.FromSeconds(3), $"{empty}");

        async Task<TimeSpan> TimeAsync(MachineOrder order) => (await rack.Hypervisor.CreateAsync(rack.NextKey(), order, default)).Remaining!.Value;
    }

    [Fact]
    public async Task Progress_grows_with_the_clock_and_ends_at_a_hundred()
    {
        await using var rack = await Rack.CreateAsync();
        var task = await rack.Hypervisor.CreateAsync("create", rack.Order("web-01", 100), default);
        var step = task.Remaining!.Value.TotalSeconds / 7;
        List<int> seen = [];
        for (var number = 0; number <= 7; number++)
        {
            seen.Add((await rack.Hypervisor.TaskAsync("create", default))!.Progress);
            rack.Advance(step);
        }

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal((0, 100), (seen[0], (await rack.Hypervisor.TaskAsync("create", default))!.Progress));
    }

    [Fact]
    public async Task Speed_divides_every_duration()
    {
        await using var plain = await Rack.CreateAsync();
        await using var fast = await Rack.CreateAsync(speed: 50);

        var slowly = await plain.Hypervisor.CreateAsync("create", plain.Order("web-01", 100), default);
        var quickly = await fast.Hypervisor.CreateAsync("create", fast.Order("web-01", 100), default);

        Assert.Equal(slowly.Remaining!.Value.TotalSeconds / 50, quickly.Remaining!.Value.TotalSeconds, 2);
        Assert.Equal(TimeSpan.FromSeconds(30), plain.Blades.HeartbeatTimeOut);
        Assert.Equal(TimeSpan.FromSeconds(0.6), fast.Blades.HeartbeatTimeOut);
    }
}
