using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedMetricsTests
{
    const double Gibibyte = 1L << 30;

    [Fact]
    public async Task Host_has_what_runs_on_it_and_nothing_after_it_failed()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.RunningAsync("one", rack.BladeA.Id, memory: 4);
        await rack.RunningAsync("two", rack.BladeA.Id, memory: 8);
        rack.Advance(600);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        rack.Advance(600);

        var window = Window(rack);
        var use = (await PoolAsync(rack, window)).Hosts[rack.BladeA.Id];

        Assert.Equal(12 * Gibibyte, At(use, window, rack.Now.AddMinutes(-15)).Memory, 1.0);
        Assert.True(At(use, window, rack.Now.AddMinutes(-15)) is { Threads: > 0, WrittenBytes: > 0, ReceivedBytes: > 0 });
        Assert.Equal(default, At(use, window, rack.Now.AddMinutes(-5)));
        Assert.Equal(default, At(use, window, rack.Now.AddMinutes(-50)));
    }

    [Fact]
    public async Task Machine_that_starts_elsewhere_takes_its_load_with_it()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("one", rack.BladeA.Id, memory: 4);
        rack.Advance(300);
        await rack.SucceedAsync(await rack.Hypervisor.StopAsync(rack.NextKey(), machine, false, default));
        rack.Advance(300);
        await rack.SucceedAsync(await rack.Hypervisor.StartAsync(rack.NextKey(), machine, rack.BladeA2.Id, default));
        rack.Advance(300);

        var window = Window(rack);
        var hosts = (await PoolAsync(rack, window)).Hosts;
        var own = await rack.Get<IMetrics>().MachineAsync(machine, window, default);

        Assert.Equal([4.0, 0.0], [.. new[] { hosts[rack.BladeA.Id], hosts[rack.BladeA2.Id] }.Select(use => At(use, window, rack.Now.AddMinutes(-13)).Memory / Gibibyte)]);
        Assert.Equal([0.0, 0.0], [.. hosts.Values.Select(use => At(use, window, rack.Now.AddMinutes(-7)).Memory / Gibibyte)]);
        Assert.Equal([0.0, 4.0], [.. new[] { hosts[rack.BladeA.Id], hosts[rack.BladeA2.Id] }.Select(use => At(use, window, rack.Now.AddMinutes(-2)).Memory / Gibibyte)]);
        Assert.Equal(default, At(own, window, rack.Now.AddMinutes(-7)));
        Assert.True(At(own, window, rack.Now.AddMinutes(-2)).Threads > 0);
    }

    [Fact]
    public async Task Hosts_machines_and_storage_agree()
    {
        await using var rack = await Rack.CreateAsync();
        List<Id<VirtualMachine>> machines = [await rack.RunningAsync("one", rack.BladeA.Id), await rack.RunningAsync("two", rack.BladeA2.Id), await rack.RunningAsync("three", rack.BladeA.Id)];
        rack.Advance(1800);

        var window = Window(rack);
        var pool = await PoolAsync(rack, window);
        List<Use> each = [];
        foreach (var machine in machines) each.Add(At(await rack.Get<IMetrics>().MachineAsync(machine, window, default), window, rack.Now.AddMinutes(-5)));
        var hosts = pool.Hosts.Values.Select(use => At(use, window, rack.Now.AddMinutes(-5))).ToList();
        var storage = At(Assert.Single(pool.Storages).Value, window, rack.Now.AddMinutes(-5));

        Assert.Equal(each.Sum(use => use.Threads), hosts.Sum(use => use.Threads), 6);
        Assert.Equal(each.Sum(use => use.Operations), storage.Operations, 6);
        Assert.Equal(hosts.Sum(use => use.WrittenBytes), storage.WrittenBytes, 3);
        Assert.Equal(0, storage.Threads + storage.Memory + storage.NetworkBytes);
    }

    [Fact]
    public async Task Past_is_the_same_later_on_another_node_and_after_a_restart()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("one", rack.BladeA.Id);
        rack.Advance(1800);
        var window = Window(rack);
        var before = (await PoolAsync(rack, window)).Hosts[rack.BladeA.Id][..^1];

        await using var other = rack.OtherNode();
        Assert.Equal(before, (await other.GetRequiredService<IMetrics>().PoolAsync(rack.World.PoolA.Id, window, default)).Hosts[rack.BladeA.Id][..^1]);
        await rack.SucceedAsync(await rack.Hypervisor.StopAsync(rack.NextKey(), machine, false, default));
        await rack.SucceedAsync(await rack.Hypervisor.DeleteAsync(rack.NextKey(), machine, default));
        await rack.ReplaceProcessAsync();
        Assert.Equal(before, (await PoolAsync(rack, window)).Hosts[rack.BladeA.Id][..^1]);
    }

    [Fact]
    public async Task Machines_from_before_there_were_metrics_are_seen_from_the_next_start_on()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.RunningAsync("one", rack.BladeA.Id, memory: 4);
        rack.Advance(600);
        await rack.Get<SimulationStore>().ChangeAsync((database, _) => database.Set<SimulatedStay>().ExecuteDeleteAsync(), default);
        Assert.Equal(0, (await PoolAsync(rack, Window(rack))).Hosts[rack.BladeA.Id].Max(use => use.Memory));

        await rack.Get<Fleet>().CompleteAsync(default);
        await rack.Get<Fleet>().CompleteAsync(default);
        rack.Advance(5);

        Assert.Equal(4 * Gibibyte, (await PoolAsync(rack, Window(rack))).Hosts[rack.BladeA.Id].Max(use => use.Memory), 1.0);
    }

    [Fact]
    public async Task Ended_stays_are_forgotten_when_no_period_reaches_back_to_them()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("one", rack.BladeA.Id);
        await rack.SucceedAsync(await rack.Hypervisor.StopAsync(rack.NextKey(), machine, true, default));
        rack.Advance(TimeSpan.FromDays(34).TotalSeconds);
        Assert.Equal(0, await rack.Get<SimulationStore>().ChangeAsync((database, now) => Stays.ForgetAsync(database, now, default), default));

        rack.Advance(TimeSpan.FromDays(2).TotalSeconds);

        Assert.Equal(1, await rack.Get<SimulationStore>().ChangeAsync((database, now) => Stays.ForgetAsync(database, now, default), default));
    }

    static UseWindow Window(Rack rack) => UseWindow.Of(UsePeriod.Hour, rack.Now);

    static Task<PoolUse> PoolAsync(Rack rack, UseWindow window) => rack.Get<IMetrics>().PoolAsync(rack.World.PoolA.Id, window, default);

    static Use At(IReadOnlyList<Use> steps, UseWindow window, DateTimeOffset moment) => steps[(int)((moment - window.From) / window.Step)];
}
