using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedBladeFabricTests
{
    [Fact]
    public async Task Failing_a_blade_takes_exactly_its_machines_down()
    {
        await using var rack = await Rack.CreateAsync();
        var lost = await rack.RunningAsync("lost", rack.BladeA.Id);
        var spared = await rack.RunningAsync("spared", rack.BladeA2.Id);

        Assert.True((await rack.Blades.FailAsync(rack.BladeA.Id, default)).Ok);

        var down = await rack.SeeAsync(lost);
        Assert.Equal((PowerState.Halted, null, GuestTools.None), (down.Power, down.Host, down.Tools));
        Assert.Equal(PowerState.Running, (await rack.SeeAsync(spared)).Power);
    }

    [Fact]
    public async Task Failed_blade_shows_no_heartbeat_since_it_failed_and_says_what_is_wrong()
    {
        await using var rack = await Rack.CreateAsync();
        var failedAt = rack.Now;
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        rack.Advance(100);

        var seen = (await rack.Blades.ObserveAsync(default)).ToDictionary(host => host.Host);

        Assert.Equal(
            new HostObservation(rack.BladeA.Id, false, failedAt, "The blade clu001-az05-blade-1 in slot 1 of clu001-az05-ch1 has no power.", DownSince: failedAt), seen[rack.BladeA.Id]);
        Assert.Equal(new HostObservation(rack.BladeA2.Id, true, null, null, IdSource.MomentOf(rack.BladeA2.Id.Value)), seen[rack.BladeA2.Id]);
    }

    [Fact]
    public async Task Repaired_blade_comes_back_after_its_boot_with_no_machine_on_it()
    {
        await using var rack = await Rack.CreateAsync();
        var lost = await rack.RunningAsync("lost", rack.BladeA.Id);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        rack.Advance(600);
        Assert.True((await rack.Blades.RepairAsync(rack.BladeA.Id, default)).Ok);

        rack.Advance(Durations.BladeBoot.Value * 0.89);
        Assert.False(await BeatsAsync());
        Assert.Contains("does not answer", (await rack.Hypervisor.StartAsync("early", lost, rack.BladeA.Id, default)).Reason, StringComparison.Ordinal);
        rack.Advance(Durations.BladeBoot.Value * 0.22);
        Assert.True(await BeatsAsync());
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(lost)).Power);

        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("again", lost, rack.BladeA.Id, default));
        Assert.Equal(rack.BladeA.Id, (await rack.SeeAsync(lost)).Host);

        async Task<bool> BeatsAsync() => (await rack.Blades.ObserveAsync(default)).Single(host => host.Host == rack.BladeA.Id).HeartbeatSeen;
    }

    [Fact]
    public async Task Blade_has_been_up_since_it_was_racked_and_after_a_repair_since_its_boot()
    {
        await using var rack = await Rack.CreateAsync();
        Assert.Equal(IdSource.MomentOf(rack.BladeA.Id.Value), await UpSinceAsync());

        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        Assert.Null(await UpSinceAsync());
        await rack.Blades.RepairAsync(rack.BladeA.Id, default);
        var repaired = rack.Now;
        Assert.Null(await UpSinceAsync());
        rack.Advance(Durations.BladeBoot.Value * 2);

        Assert.InRange((await UpSinceAsync())!.Value, repaired.AddSeconds(Durations.BladeBoot.Value * 0.89), repaired.AddSeconds(Durations.BladeBoot.Value * 1.11));

        async Task<DateTimeOffset?> UpSinceAsync() => (await rack.Blades.ObserveAsync(default)).Single(host => host.Host == rack.BladeA.Id).UpSince;
    }

    [Fact]
    public async Task Machine_started_elsewhere_after_a_failure_survives_the_repair()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);

        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("restart", machine, null, default));
        await rack.Blades.RepairAsync(rack.BladeA.Id, default);
        rack.Advance(600);

        Assert.Equal(rack.BladeA2.Id, (await rack.SeeAsync(machine)).Host);
    }

    [Fact]
    public async Task Work_under_way_on_a_failing_blade_fails_with_a_sentence_and_stays_failed_after_a_second_failure()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Hypervisor.StartAsync("start", machine, rack.BladeA.Id, default);
        rack.Advance(1);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);

        var failed = await rack.Hypervisor.TaskAsync("start", default);
        Assert.Equal((HardwareTaskState.Failed, $"The blade clu001-az05-blade-1 in slot 1 of {rack.BladeA.Chassis} has no power."), (failed!.State, failed.Reason));
        await rack.Blades.RepairAsync(rack.BladeA.Id, default);
        rack.Advance(600);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);

        Assert.Equal(failed, await rack.Hypervisor.TaskAsync("start", default));
        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(machine)).Power);
    }

    [Fact]
    public async Task Memory_of_machines_lost_with_a_blade_is_free_when_it_comes_back()
    {
        await using var rack = await Rack.CreateAsync();
        var lost = await rack.RunningAsync("lost", rack.BladeA.Id, memory: 370);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        await rack.Blades.RepairAsync(rack.BladeA.Id, default);
        rack.Advance(600);

        await rack.RunningAsync("new", rack.BladeA.Id, memory: 370);

        Assert.Equal(PowerState.Halted, (await rack.SeeAsync(lost)).Power);
    }

    [Fact]
    public async Task Failing_twice_repairing_a_sound_blade_and_an_unknown_blade_are_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var unknown = rack.NextId<Host>();

        Assert.Equal("blade.not-failed", Assert.Single((await rack.Blades.RepairAsync(rack.BladeA.Id, default)).Problems).Code);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        Assert.Equal("blade.already-failed", Assert.Single((await rack.Blades.FailAsync(rack.BladeA.Id, default)).Problems).Code);
        Assert.Equal("not-found", Assert.Single((await rack.Blades.FailAsync(unknown, default)).Problems).Code);
        Assert.Equal("not-found", Assert.Single((await rack.Blades.RepairAsync(unknown, default)).Problems).Code);
    }

    [Fact]
    public async Task Pool_without_a_live_blade_neither_creates_nor_starts()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        foreach (var host in rack.World.HostsA) await rack.Blades.FailAsync(host.Id, default);

        Assert.Equal("No host of the pool of web-02 answers.", (await rack.Hypervisor.CreateAsync("create", rack.Order("web-02"), default)).Reason);
        Assert.Equal("No host of the pool of web-01 answers.", (await rack.Hypervisor.StartAsync("start", machine, null, default)).Reason);
    }

    [Fact]
    public async Task Service_profile_is_associated_while_the_blade_works_and_keeps_its_identities_through_failure_and_repair()
    {
        await using var rack = await Rack.CreateAsync();
        var before = (await rack.Blades.ProfilesAsync(default))[rack.BladeA.Id];
        Assert.Equal((true, FaultSeverity.Cleared, "SP-clu001-az05-blade-1"), (before.IsAssociated, before.Severity, before.Name));

        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        var failed = await rack.Blades.ProfilesAsync(default);
        Assert.Equal("The blade clu001-az05-blade-1 in slot 1 of clu001-az05-ch1 has no power.", failed[rack.BladeA.Id].Obstacle?.Message);
        Assert.Equal((FaultSeverity.Critical, before with { Obstacle = failed[rack.BladeA.Id].Obstacle }), (failed[rack.BladeA.Id].Severity, failed[rack.BladeA.Id]));
        Assert.True(failed[rack.BladeA2.Id].IsAssociated);

        await rack.Blades.RepairAsync(rack.BladeA.Id, default);
        Assert.False((await rack.Blades.ObserveAsync(default)).Single(seen => seen.Host == rack.BladeA.Id).HeartbeatSeen);
        Assert.Equal(before, (await rack.Blades.ProfilesAsync(default))[rack.BladeA.Id]);
    }

    [Fact]
    public async Task Service_profiles_of_a_chassis_without_power_say_so()
    {
        await using var rack = await Rack.CreateAsync();
        var hardware = rack.Get<IHardware>();
        var chassis = (await hardware.ObserveAsync([rack.World.ZoneA.Id], default)).First(part => part.Kind == HardwarePartKind.Chassis && part.Name == rack.BladeA.Chassis);
        Assert.True((await hardware.FailAsync(chassis.Id, default)).Ok);

        Assert.Equal(
            $"The chassis {rack.BladeA.Chassis} of the blade {rack.BladeA.Name} has no power.", (await rack.Blades.ProfilesAsync(default))[rack.BladeA.Id].Obstacle?.Message);
    }

    /// <summary>Of three thousand numbers of 20 bits some four pairs meet: those draw again.</summary>
    [Fact]
    public void No_identity_is_given_twice_and_more_hosts_change_none()
    {
        var hosts = Enumerable.Range(0, 3000).Select(number => new SimulatedHost
        {
            Id = new Id<Host>(new Guid(number, 0, 0, new byte[8])), PoolId = default, PoolName = $"pool-{number / 16}", ZoneId = default, Name = $"blade-{number}",
            Chassis = "ch", Slot = 1, LinkGigabits = 10, MemoryForMachines = 1,
        }).ToList();
        var drawn = hosts.Select(host => Draw.Range(7, host.Key, "service-profile", 0, 0L, ServiceProfile.Most - 1L)).Distinct().Count();
        var profiles = ServiceProfiles.Of(hosts, [], 7);

        Assert.True(drawn < hosts.Count, "No two meet: the test shows nothing.");
        Assert.Equal(hosts.Count, profiles.Values.Select(profile => profile.Uuid).Distinct().Count());
        Assert.Equal(2 * hosts.Count, profiles.Values.SelectMany(profile => new[] { profile.MacA, profile.MacB }).Distinct().Count());
        Assert.Equal(2 * hosts.Count, profiles.Values.SelectMany(profile => new[] { profile.WwpnA, profile.WwpnB }).Distinct().Count());
        Assert.All(ServiceProfiles.Of(hosts.Take(1000), [], 7), fewer => Assert.Equal(fewer.Value, profiles[fewer.Key]));
        Assert.NotEqual(profiles[hosts[0].Id].MacA, ServiceProfiles.Of(hosts, [], 8)[hosts[0].Id].MacA);
    }
}
