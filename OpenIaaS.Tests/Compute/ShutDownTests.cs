using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Shutdowns with a limit, and starts in spite of a MAC address that another adapter has.</summary>
public sealed class ShutDownTests
{
    [Fact]
    public async Task A_guest_that_answers_ends_by_itself_and_the_activity_says_so()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var begun = cloud.Clock.GetUtcNow();

        var ended = await cloud.CompleteAsync(await StopAsync(cloud, machine, TimeSpan.FromMinutes(5)));

        Assert.Equal((ActivityRemarks.EndedInTime, machine.Id.ToString()), (ended.Remark, ended.Outcome));
        Assert.InRange(ended.EndedAt!.Value - begun, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(16));
        Assert.Equal((PowerState.Halted, false), ((await cloud.MachineAsync(machine.Id)).Power, (await cloud.MachineAsync(machine.Id)).WantedRunning));
    }

    [Fact]
    public async Task A_guest_without_an_agent_is_given_its_time_and_then_its_power_is_cut()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));
        await using (var database = cloud.Database())
            await database.Set<SimulatedMachine>().ExecuteUpdateAsync(row => row.SetProperty(it => it.HasGuestSystem, false));
        var begun = cloud.Clock.GetUtcNow();

        var ended = await cloud.CompleteAsync(await StopAsync(cloud, machine, TimeSpan.FromMinutes(5)));

        Assert.Equal(ActivityRemarks.ForcedAfterDelay, ended.Remark);
        Assert.InRange(ended.EndedAt!.Value - begun, TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(310));
        Assert.Equal(PowerState.Halted, (await cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task A_guest_that_waits_for_its_storage_is_powered_off_when_its_time_is_over()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);

        Assert.Equal(ActivityRemarks.ForcedAfterDelay, (await cloud.CompleteAsync(await StopAsync(cloud, machine, TimeSpan.FromSeconds(30)))).Remark);
    }

    [Fact]
    public async Task A_guest_that_does_not_manage_to_end_is_powered_off_when_its_time_is_over()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Stop, 1, "The guest did not answer.", default, times: 1);

        Assert.Equal(ActivityRemarks.ForcedAfterDelay, (await cloud.CompleteAsync(await StopAsync(cloud, machine, TimeSpan.FromSeconds(30)))).Remark);
    }

    [Fact]
    public async Task A_guest_that_takes_longer_than_its_time_is_powered_off()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        var begun = cloud.Clock.GetUtcNow();

        var ended = await cloud.CompleteAsync(await StopAsync(cloud, machine, TimeSpan.FromSeconds(10)));

        Assert.Equal(ActivityRemarks.ForcedAfterDelay, ended.Remark);
        Assert.InRange(ended.EndedAt!.Value - begun, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(14));
    }

    [Theory]
    [InlineData(9, "vm.force-delay")]
    [InlineData(10, null)]
    [InlineData(1800, null)]
    [InlineData(1801, "vm.force-delay")]
    public void The_time_has_bounds(int seconds, string? code) => Assert.Equal(code, VirtualMachine.CheckForceDelay(TimeSpan.FromSeconds(seconds)).First?.Code);

    [Fact]
    public async Task A_time_out_of_bounds_is_refused_by_the_use_case_too()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        PowerTests.Refused("vm.force-delay", await StopAsync(cloud, machine, TimeSpan.FromHours(2)));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task One_with_a_MAC_address_that_another_has_starts_only_knowingly()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("web-01", policy: cloud.World.Daily);
        var other = await cloud.AddMachineAsync("web-02", policy: cloud.World.Daily);
        foreach (var one in new[] { machine, other }) await GiveAsync(cloud, one, "02:16:3e:00:00:01");
        var start = cloud.Get<StartVirtualMachine>();

        var refused = await start.SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default);
        PowerTests.Refused("vm.shared-mac", refused);
        Assert.Contains("02:16:3e:00:00:01, which web-02 has too", refused.Problems[0].Message, StringComparison.Ordinal);
        var line = Assert.Single((await cloud.Get<BulkQueries>().PreviewAsync([machine.Id], new BulkAction(BulkKind.Start, []), cloud.World.Caller, default)).Value);
        Assert.Equal("vm.shared-mac", line.Refused?.Code);
        await cloud.CompleteAsync(await start.SubmitAsync(new StartVirtualMachine.Input(machine.Id, BypassMacAddressesCheck: true), cloud.World.Caller, default));
    }

    [Fact]
    public async Task A_MAC_address_of_another_tenant_or_of_its_own_alone_stops_nobody()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("web-01", policy: cloud.World.Daily);
        await GiveAsync(cloud, machine, "02:16:3e:00:00:01");
        await using (var database = cloud.Database())
        {
            database.Add(new NetworkAdapter(cloud.Get<IdSource>().Next<NetworkAdapter>(), cloud.World.Stranger.TenantId, machine.Id, cloud.World.NetworkA.Id, 0, "02:16:3e:00:00:01", ""));
            await database.SaveChangesAsync();
        }

        await cloud.CompleteAsync(await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default));
    }

    internal static async Task GiveAsync(Cloud cloud, VirtualMachine machine, string mac)
    {
        await using var database = cloud.Database();
        database.Add(new NetworkAdapter(cloud.Get<IdSource>().Next<NetworkAdapter>(), machine.TenantId, machine.Id, cloud.World.NetworkA.Id, 6, mac, ""));
        await database.SaveChangesAsync();
    }

    static Task<Result<Id<Activity>>> StopAsync(Cloud cloud, VirtualMachine machine, TimeSpan forceAfter) =>
        cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(machine.Id, ForceShutdownDelay: forceAfter), cloud.World.Caller, default);
}
