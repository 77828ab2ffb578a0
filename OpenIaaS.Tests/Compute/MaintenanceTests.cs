using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Hosts emptied, taken into maintenance and back through the use cases.</summary>
public sealed class MaintenanceTests
{
    [Fact]
    public async Task Host_is_emptied_its_machines_run_on_and_another_host_is_master()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machines = new List<VirtualMachine>();
        foreach (var name in (string[])["a", "b", "c", "d", "e", "f"]) machines.Add(await cloud.AddMachineAsync(name, cloud.World.HostsA[0]));
        var halted = await cloud.AddMachineAsync("halted");

        var accepted = await EnterAsync(cloud);
        Assert.Equal(HostStatus.Evacuating, (await HostAsync(cloud, 0)).Status);
        await cloud.CompleteAsync(accepted);

        var (first, second) = (await HostAsync(cloud, 0), await HostAsync(cloud, 1));
        Assert.Equal((HostStatus.Maintenance, false), (first.Status, first.IsMaster));
        Assert.Equal((HostStatus.Connected, true), (second.Status, second.IsMaster));
        foreach (var machine in machines)
        {
            var now = await cloud.MachineAsync(machine.Id);
            Assert.Equal((PowerState.Running, PendingAction.None, second.Id), (now.Power, now.Pending, now.HostId));
        }

        Assert.Equal(PowerState.Halted, (await cloud.MachineAsync(halted.Id)).Power);
        await using var database = cloud.Database();
        Assert.Equal(["Maintenance of clu001-az05-blade-1"], await database.Activities.Where(row => row.Type == ActivityTypes.VirtualMachineMigrate).Select(row => row.Actor).Distinct().ToListAsync());
    }

    [Fact]
    public async Task Nothing_is_started_on_it_until_it_leaves_maintenance()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        await cloud.CompleteAsync(await EnterAsync(cloud));
        PowerTests.Refused("host.not-connected", await StartAsync(cloud, machine, 0));

        await cloud.CompleteAsync(await LeaveAsync(cloud));
        Assert.Equal((HostStatus.Connected, (DateTimeOffset?)null), ((await HostAsync(cloud, 0)).Status, (await HostAsync(cloud, 0)).MaintenanceSince));
        await cloud.CompleteAsync(await StartAsync(cloud, machine, 0));
        Assert.Equal(cloud.World.HostsA[0].Id, (await cloud.MachineAsync(machine.Id)).HostId);
    }

    [Fact]
    public async Task Machine_that_cannot_move_refuses_it_before_anything_has_moved()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("fits", cloud.World.HostsA[0]);
        await cloud.AddMachineAsync("plain", cloud.World.HostsA[0], shape: machine => machine.Observe(GuestTools.None));

        PowerTests.Refused("vm.needs-pv-drivers", await EnterAsync(cloud));
        Assert.Equal(HostStatus.Connected, (await HostAsync(cloud, 0)).Status);
    }

    [Fact]
    public async Task When_one_cannot_be_moved_on_the_way_the_host_takes_machines_again_and_the_others_stay_moved()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (moves, fails) = (await cloud.AddMachineAsync("moves", cloud.World.HostsA[0]), await cloud.AddMachineAsync("fails", cloud.World.HostsA[0], policy: cloud.World.Daily));
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Migrate, 1, "The guest wrote faster than its pages could be copied.", default, "fails");

        var ended = await cloud.EndAsync(await EnterAsync(cloud));

        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Equal(
            "The guest wrote faster than its pages could be copied. clu001-az05-blade-1 was not taken into maintenance and is as it was before; machines moved before that stay where they are: 1.",
            ended.Reason);
        var host = await HostAsync(cloud, 0);
        Assert.Equal((HostStatus.Connected, true, (DateTimeOffset?)null), (host.Status, host.IsMaster, host.MaintenanceSince));
        Assert.Equal(cloud.World.HostsA[1].Id, (await cloud.MachineAsync(moves.Id)).HostId);
        Assert.Equal((cloud.World.HostsA[0].Id, PendingAction.None), ((await cloud.MachineAsync(fails.Id)).HostId, (await cloud.MachineAsync(fails.Id)).Pending));
        await cloud.Get<Faults>().ClearAsync(default);
        var back = await cloud.AddMachineAsync("new", policy: cloud.World.Daily);
        await cloud.CompleteAsync(await StartAsync(cloud, back, 0));
    }

    [Fact]
    public async Task Crash_in_the_middle_is_taken_up_and_ends_as_if_there_had_been_none()
    {
        await using var cloud = await Cloud.CreateAsync();
        for (var number = 0; number < 6; number++) await cloud.AddMachineAsync($"m{number}", cloud.World.HostsA[0]);
        var accepted = await EnterAsync(cloud);
        using (var crash = new CancellationTokenSource())
        {
            using var worker = ActivatorUtilities.CreateInstance<ActivityWorker>(cloud.Get<IServiceProvider>());
            while (await MovedAsync(cloud) == 0)
            {
                await worker.BeginDueAsync(crash.Token);
                cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
                // Lets the continuations that the clock released run; nothing is timed by it.
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            }

            await crash.CancelAsync();
        }

        Assert.InRange(await MovedAsync(cloud), 1, 5);
        Assert.Equal(HostStatus.Evacuating, (await HostAsync(cloud, 0)).Status);
        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));
        await cloud.CompleteAsync(accepted);
        Assert.Equal(HostStatus.Maintenance, (await HostAsync(cloud, 0)).Status);
        await using var database = cloud.Database();
        Assert.True(await database.VirtualMachines.AllAsync(machine => machine.HostId == cloud.World.HostsA[1].Id));
        Assert.Equal(6, await database.Activities.CountAsync(row => row.Type == ActivityTypes.VirtualMachineMigrate));
    }

    [Fact]
    public async Task Host_in_maintenance_that_breaks_and_is_repaired_returns_to_maintenance_and_its_failure_counts_as_an_outage()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await EnterAsync(cloud));
        await using (var before = cloud.Database()) Assert.Empty(await before.Outages.ToListAsync());

        Assert.True((await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default)).Ok);
        await SeeAsync(cloud, 31);
        Assert.Equal(HostStatus.Failed, (await HostAsync(cloud, 0)).Status);
        Assert.True((await cloud.Get<IBladeFabric>().RepairAsync(cloud.World.HostsA[0].Id, default)).Ok);
        await SeeAsync(cloud, 400);

        Assert.Equal(HostStatus.Maintenance, (await HostAsync(cloud, 0)).Status);
        await using var database = cloud.Database();
        var outage = Assert.Single(await database.Outages.ToListAsync());
        Assert.Equal((OutageScope.Compute, cloud.World.HostsA[0].Id.Value), (outage.Scope, outage.SubjectId));
        Assert.NotNull(outage.Until);
    }

    [Fact]
    public async Task Last_connected_host_that_fails_while_the_other_one_is_in_maintenance_takes_the_platform_until_that_one_is_back()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await EnterAsync(cloud));
        Assert.True((await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[1].Id, default)).Ok);
        await SeeAsync(cloud, 31);
        await using (var during = cloud.Database()) Assert.Null((await during.Outages.SingleAsync(outage => outage.Scope == OutageScope.Platform)).Until);

        await cloud.CompleteAsync(await LeaveAsync(cloud));
        await using var database = cloud.Database();
        Assert.NotNull((await database.Outages.SingleAsync(outage => outage.Scope == OutageScope.Platform)).Until);
    }

    [Fact]
    public async Task Preview_shows_what_the_command_then_does()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("a", cloud.World.HostsA[0]);
        var preview = (await cloud.Get<MaintenanceQueries>().PreviewAsync(cloud.World.HostsA[0].Id, cloud.World.Caller, default)).Value;
        Assert.Equal((machine.Id, cloud.World.HostsA[1].Id), (Assert.Single(preview.Evacuation.Moves).Machine, preview.Evacuation.Moves[0].Host));
        await cloud.CompleteAsync(await EnterAsync(cloud));
        Assert.Equal(cloud.World.HostsA[1].Id, (await cloud.MachineAsync(machine.Id)).HostId);
    }

    [Fact]
    public async Task Hosts_list_says_what_can_be_done_with_each()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await EnterAsync(cloud));
        var rows = (await cloud.Get<HostQueries>().ListAsync(cloud.World.PoolA.Id, cloud.World.Caller, default)).Value;
        Assert.Equal("host.in-maintenance", Assert.Single(rows[0].CanBeginMaintenance.Problems).Code);
        Assert.True(rows[0].CanEndMaintenance.Ok);
        Assert.Equal("host.last-connected", Assert.Single(rows[1].CanBeginMaintenance.Problems).Code);
    }

    internal static Task<Result<Id<Activity>>> EnterAsync(Cloud cloud, int host = 0) =>
        cloud.Get<EnterMaintenance>().SubmitAsync(new EnterMaintenance.Input(cloud.World.HostsA[host].Id), cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> LeaveAsync(Cloud cloud, int host = 0) =>
        cloud.Get<LeaveMaintenance>().SubmitAsync(new LeaveMaintenance.Input(cloud.World.HostsA[host].Id), cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> StartAsync(Cloud cloud, VirtualMachine machine, int host) =>
        cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id, cloud.World.HostsA[host].Id), cloud.World.Caller, default);

    static async Task<int> MovedAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        return await database.Activities.CountAsync(row => row.Type == ActivityTypes.VirtualMachineMigrate && row.State == ActivityState.Completed);
    }

    static async Task SeeAsync(Cloud cloud, double seconds)
    {
        var inventory = cloud.Get<HostInventoryEngine>();
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await inventory.RunAsync(default);
    }

    static async Task<Host> HostAsync(Cloud cloud, int host)
    {
        await using var database = cloud.Database();
        return await database.Hosts.AsNoTracking().SingleAsync(row => row.Id == cloud.World.HostsA[host].Id);
    }
}
