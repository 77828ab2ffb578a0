using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class PowerTests
{
    [Fact]
    public async Task Machine_with_a_policy_starts_and_is_found_on_a_host_of_its_pool()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        var accepted = await StartAsync(cloud, machine);
        Assert.Equal(PendingAction.Starting, (await cloud.MachineAsync(machine.Id)).Pending);
        await cloud.CompleteAsync(accepted);

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, true), (now.Power, now.Pending, now.WantedRunning));
        Assert.Contains(cloud.World.HostsA, host => host.Id == now.HostId);
    }

    [Fact]
    public async Task Start_on_a_chosen_host_lands_there()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        var chosen = cloud.World.HostsA[1].Id;

        await cloud.CompleteAsync(await StartAsync(cloud, machine, chosen));

        Assert.Equal(chosen, (await cloud.MachineAsync(machine.Id)).HostId);
    }

    [Fact]
    public async Task Start_without_a_backup_policy_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        Refused("vm.no-backup-policy", await StartAsync(cloud, machine));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task Policy_that_makes_no_backups_counts_for_a_start()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.NoBackup);

        await cloud.CompleteAsync(await StartAsync(cloud, machine));
    }

    [Fact]
    public async Task Start_on_a_host_of_another_pool_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        Refused("host.other-pool", await StartAsync(cloud, machine, cloud.World.HostsB[0].Id));
    }

    [Fact]
    public async Task Failed_start_leaves_the_machine_off_and_free_for_the_next_try()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Start, 1, "The hypervisor ran out of patience.", default, times: 1);

        var failed = await cloud.EndAsync(await StartAsync(cloud, machine));
        Assert.Equal((ActivityState.Failed, "The hypervisor ran out of patience."), (failed.State, failed.Reason));
        await cloud.CompleteAsync(await StartAsync(cloud, machine));
    }

    [Fact]
    public async Task Second_start_while_the_first_goes_on_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => StartAsync(cloud, machine))));

        Assert.Single(answers, answer => answer.Ok);
        Refused("vm.busy", answers.Single(answer => !answer.Ok));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_leaves_the_machine_off_and_not_wanted_running(bool force)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        await cloud.CompleteAsync(await StopAsync(cloud, machine, force));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Halted, PendingAction.None, false), (now.Power, now.Pending, now.WantedRunning));
        Assert.Null(now.HostId);
    }

    [Fact]
    public async Task Clean_shutdown_without_the_management_agent_is_refused_and_force_is_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));

        Refused("vm.needs-agent", await StopAsync(cloud, machine, false));
        await cloud.CompleteAsync(await StopAsync(cloud, machine, true));
    }

    [Fact]
    public async Task Failed_stop_leaves_the_machine_on_and_wanted_running()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Stop, 1, "The guest did not answer.", default);

        await cloud.EndAsync(await StopAsync(cloud, machine, false));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((PowerState.Running, PendingAction.None, true), (now.Power, now.Pending, now.WantedRunning));
        Assert.Equal(cloud.World.HostsA[0].Id, now.HostId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Restart_ends_where_it_began_whether_it_works_or_not(double failing)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[1]);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Restart, failing, "The guest did not answer.", default);

        var accepted = await cloud.Get<RestartVirtualMachine>().SubmitAsync(new RestartVirtualMachine.Input(machine.Id), cloud.World.Caller, default);
        Assert.Equal(PendingAction.Restarting, (await cloud.MachineAsync(machine.Id)).Pending);
        var ended = await cloud.EndAsync(accepted);

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal(failing > 0 ? ActivityState.Failed : ActivityState.Completed, ended.State);
        Assert.Equal((PowerState.Running, PendingAction.None, cloud.World.HostsA[1].Id), (now.Power, now.Pending, now.HostId));
    }

    [Fact]
    public async Task Power_needs_its_own_permission()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        var other = cloud.World.With(Permission.ComputeRead, Permission.ComputeManagement);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await StartAsync(cloud, machine, caller: other)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await StopAsync(cloud, machine, true, other)).Problems).Kind);
    }

    [Fact]
    public async Task Another_tenants_machine_is_not_found()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        Refused("not-found", await StartAsync(cloud, machine, caller: cloud.World.Stranger));
        Refused("not-found", await StopAsync(cloud, machine, true, cloud.World.Stranger));
        Refused("not-found", await cloud.Get<RestartVirtualMachine>().SubmitAsync(new RestartVirtualMachine.Input(machine.Id, true), cloud.World.Stranger, default));
    }

    internal static void Refused(string code, Result<Id<Activity>> answer) => Assert.Equal(code, Assert.Single(answer.Problems).Code);

    static Task<Result<Id<Activity>>> StartAsync(Cloud cloud, VirtualMachine machine, Id<Host>? host = null, Caller? caller = null) =>
        cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id, host), caller ?? cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> StopAsync(Cloud cloud, VirtualMachine machine, bool force, Caller? caller = null) =>
        cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(machine.Id, force), caller ?? cloud.World.Caller, default);
}
