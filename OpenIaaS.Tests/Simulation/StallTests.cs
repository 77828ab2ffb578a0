using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

/// <summary>Machines on a volume that cannot be reached while they run.</summary>
public sealed class StallTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task Machine_stands_still_while_its_volume_is_away_and_goes_on_when_it_is_back_in_time()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await AnsweringAsync(rack);
        var before = await rack.SeeAsync(machine);
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);
        var lostAt = rack.Now;
        rack.Advance(Patience.TotalSeconds);

        var seen = await rack.SeeAsync(machine);
        Assert.Equal(new DiskStall(DiskStallKind.Waiting, "sr-az05-std-01", lostAt), seen.Stall);
        Assert.Equal((PowerState.Running, (Id<Host>?)rack.BladeA.Id, GuestTools.None), (seen.Power, seen.Host, seen.Tools));

        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);
        var after = await rack.SeeAsync(machine);
        Assert.Null(after.Stall);
        Assert.Equal(before.Tools, after.Tools);
    }

    [Fact]
    public async Task Volume_that_comes_back_too_late_leaves_it_read_only_until_a_restart_also_through_a_short_outage_after_it()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await AnsweringAsync(rack);
        await OutageAsync(rack, Patience.TotalSeconds + 1, DiskStallKind.GivenUp, machine);
        Assert.Equal(DiskStallKind.ReadOnly, (await rack.SeeAsync(machine)).Stall?.Kind);
        Assert.True((await rack.SeeAsync(machine)).Tools.ManagementAgent);

        await OutageAsync(rack, 60, DiskStallKind.Waiting, machine);
        Assert.Equal(DiskStallKind.ReadOnly, (await rack.SeeAsync(machine)).Stall?.Kind);

        await rack.SucceedAsync(await rack.Hypervisor.RestartAsync(rack.NextKey(), machine, true, default));
        Assert.Null((await rack.SeeAsync(machine)).Stall);
    }

    [Fact]
    public async Task Machine_that_booted_shortly_before_the_volume_is_back_has_not_given_up()
    {
        await using var rack = await Rack.CreateAsync();
        var old = await AnsweringAsync(rack);
        var young = await rack.CreatedAsync("young");
        var starting = await rack.Hypervisor.StartAsync(rack.NextKey(), young, null, default);
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);
        await rack.SucceedAsync(starting);
        rack.Advance(Patience.TotalSeconds - 5);
        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);

        Assert.Equal(DiskStallKind.ReadOnly, (await rack.SeeAsync(old)).Stall?.Kind);
        Assert.Null((await rack.SeeAsync(young)).Stall);
    }

    [Fact]
    public async Task Clean_stop_any_restart_and_a_move_are_refused_with_the_name_of_the_volume_and_a_forced_stop_is_not()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await AnsweringAsync(rack);
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);

        var refused = new[]
        {
            await rack.Hypervisor.StopAsync(rack.NextKey(), machine, false, default), await rack.Hypervisor.RestartAsync(rack.NextKey(), machine, false, default),
            await rack.Hypervisor.RestartAsync(rack.NextKey(), machine, true, default), await rack.Hypervisor.MigrateAsync(rack.NextKey(), machine, rack.BladeA2.Id, default),
        };
        Assert.All(refused, task => Assert.Contains("The block storage sr-az05-std-01 is disconnected.", task.Reason, StringComparison.Ordinal));

        await rack.SucceedAsync(await rack.Hypervisor.StopAsync(rack.NextKey(), machine, true, default));
        Assert.Equal((PowerState.Halted, null), ((await rack.SeeAsync(machine)).Power, (await rack.SeeAsync(machine)).Stall));
    }

    [Fact]
    public async Task Array_that_goes_offline_stalls_as_a_cut_does()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await AnsweringAsync(rack);
        var hardware = rack.Get<IHardware>();
        foreach (var canister in (await hardware.ObserveAsync([rack.World.ZoneA.Id], default)).Where(part => part.Kind == HardwarePartKind.Canister)) await hardware.FailAsync(canister.Id, default);

        Assert.Equal(DiskStallKind.Waiting, (await rack.SeeAsync(machine)).Stall?.Kind);
    }

    [Fact]
    public async Task It_reads_and_writes_nothing_idles_and_writes_nothing_after_it_gave_up()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await AnsweringAsync(rack);
        rack.Advance(600);
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);
        rack.Advance(600);
        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);
        rack.Advance(600);
        await rack.SucceedAsync(await rack.Hypervisor.RestartAsync(rack.NextKey(), machine, true, default));
        rack.Advance(300);

        var window = UseWindow.Of(UsePeriod.Hour, rack.Now);
        var own = await rack.Get<IMetrics>().MachineAsync(machine, window, default);
        Assert.True(Ago(28) is { WrittenBytes: > 0, ReadBytes: > 0 }, $"{Ago(28)}");
        Assert.True(Ago(20) is { Operations: 0, NetworkBytes: 0, Threads: > 0 and < 0.01 }, $"{Ago(20)}");
        Assert.True(Ago(10) is { WrittenBytes: 0, WriteOperations: 0, ReadBytes: > 0, Threads: > 0 }, $"{Ago(10)}");
        Assert.True(Ago(2) is { WrittenBytes: > 0 }, $"{Ago(2)}");

        Use Ago(double minutes) => own[(int)((rack.Now.AddMinutes(-minutes) - window.From) / window.Step)];
    }

    [Fact]
    public void What_overlaps_is_counted_once()
    {
        var start = new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);
        List<Stalls.Silence> silences =
        [
            new(start.AddMinutes(30), DateTimeOffset.MaxValue, Reads: true), new(start.AddMinutes(-10), start.AddMinutes(5), Reads: false), new(start.AddMinutes(20), start.AddMinutes(40), Reads: false),
        ];
        Assert.Equal(TimeSpan.FromMinutes(5 + 40), Stalls.Within(silences, start, start.AddMinutes(60)));
        Assert.Equal(TimeSpan.Zero, Stalls.Within([], start, start.AddMinutes(60)));
    }

    static async Task<Id<VirtualMachine>> AnsweringAsync(Rack rack)
    {
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id);
        rack.Advance(60);
        Assert.True((await rack.SeeAsync(machine)).Tools.ManagementAgent);
        return machine;
    }

    /// <summary>The volume is away for some seconds, at the end of which the machine stands so.</summary>
    static async Task OutageAsync(Rack rack, double seconds, DiskStallKind expected, Id<VirtualMachine> machine)
    {
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);
        rack.Advance(seconds);
        Assert.Equal(expected, (await rack.SeeAsync(machine)).Stall?.Kind);
        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);
    }
}
