using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;
using static OpenIaaS.Tests.Compute.PowerTests;

namespace OpenIaaS.Tests.Backup;

public sealed class BackupAssignmentTests
{
    [Fact]
    public async Task Assigned_policy_counts_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AssignAsync(cloud, machine, cloud.World.Daily))));

        Assert.Single(answers, answer => answer.Ok);
        Assert.All(answers.Where(answer => !answer.Ok), answer => Refused("backup.already-assigned", answer));
        Assert.Equal(1, await CountAsync(cloud, machine));
    }

    [Fact]
    public async Task Policy_of_another_zone_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(pool: cloud.World.PoolB);

        Refused("backup.policy-zone", await AssignAsync(cloud, machine, cloud.World.Daily));
    }

    [Fact]
    public async Task Last_policy_stays_while_the_machine_runs_and_goes_when_it_is_off()
    {
        await using var cloud = await Cloud.CreateAsync();
        var running = await cloud.AddMachineAsync("a", cloud.World.HostsA[0], policy: cloud.World.Daily);
        var halted = await cloud.AddMachineAsync("b", policy: cloud.World.Daily, shape: it => it.SetAutoPowerOn(true));

        Refused("backup.last-policy", await RemoveAsync(cloud, running, cloud.World.Daily));
        Assert.True((await AssignAsync(cloud, running, cloud.World.NoBackup)).Ok);
        Assert.True((await RemoveAsync(cloud, running, cloud.World.Daily)).Ok);
        Assert.True((await RemoveAsync(cloud, halted, cloud.World.Daily)).Ok);
        Assert.Equal(0, await CountAsync(cloud, halted));
        Assert.False((await cloud.MachineAsync(halted.Id)).AutoPowerOn);
        Refused("backup.not-assigned", await RemoveAsync(cloud, halted, cloud.World.Daily));
    }

    [Fact]
    public async Task Two_removals_at_once_leave_a_running_machine_its_last_policy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], policy: cloud.World.Daily);
        Assert.True((await AssignAsync(cloud, machine, cloud.World.NoBackup)).Ok);

        var answers = await Task.WhenAll(new[] { cloud.World.Daily, cloud.World.NoBackup }.Select(policy => Task.Run(() => RemoveAsync(cloud, machine, policy))));

        Refused("backup.last-policy", Assert.Single(answers, answer => !answer.Ok));
        Assert.Equal(1, await CountAsync(cloud, machine));
    }

    [Fact]
    public async Task Set_and_removal_at_once_leave_a_running_machine_a_policy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0], policy: cloud.World.Daily);
        Assert.True((await AssignAsync(cloud, machine, cloud.World.NoBackup)).Ok);

        await Task.WhenAll(Task.Run(() => SetAsync(cloud, machine, cloud.World.Daily)), Task.Run(() => RemoveAsync(cloud, machine, cloud.World.Daily)));

        Assert.Equal(1, await CountAsync(cloud, machine));
    }

    [Fact]
    public async Task Emptied_set_takes_the_automatic_start_along()
    {
        await using var cloud = await Cloud.CreateAsync();
        var halted = await cloud.AddMachineAsync(policy: cloud.World.Daily, shape: it => it.SetAutoPowerOn(true));
        var elsewhere = await cloud.AddMachineAsync("north-01", pool: cloud.World.PoolB);

        Assert.True((await SetAsync(cloud, halted)).Ok);
        Assert.Equal((0, false), (await CountAsync(cloud, halted), (await cloud.MachineAsync(halted.Id)).AutoPowerOn));
        Refused("backup.policy-zone", await SetAsync(cloud, elsewhere, cloud.World.Daily));
    }

    [Fact]
    public async Task Machine_about_to_start_keeps_its_last_policy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        Assert.True((await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default)).Ok);

        Refused("backup.last-policy", await RemoveAsync(cloud, machine, cloud.World.Daily));
    }

    [Fact]
    public async Task Assigning_and_removing_need_the_permission_and_ones_own_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);

        foreach (var (caller, kind) in new[] { (cloud.World.With(Permission.BackupRead, Permission.ComputeManagement), ProblemKind.Forbidden), (cloud.World.Stranger, ProblemKind.NotFound) })
        {
            Assert.Equal(kind, Assert.Single((await AssignAsync(cloud, machine, cloud.World.NoBackup, caller)).Problems).Kind);
            Assert.Equal(kind, Assert.Single((await RemoveAsync(cloud, machine, cloud.World.Daily, caller)).Problems).Kind);
        }
    }

    static Task<Result<Id<Activity>>> AssignAsync(Cloud cloud, VirtualMachine machine, BackupPolicy policy, Caller? caller = null) =>
        cloud.Get<AssignBackupPolicy>().SubmitAsync(new AssignBackupPolicy.Input(machine.Id, policy.Id), caller ?? cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> RemoveAsync(Cloud cloud, VirtualMachine machine, BackupPolicy policy, Caller? caller = null) =>
        cloud.Get<RemoveBackupPolicy>().SubmitAsync(new RemoveBackupPolicy.Input(machine.Id, policy.Id), caller ?? cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> SetAsync(Cloud cloud, VirtualMachine machine, params BackupPolicy[] policies) =>
        cloud.Get<SetBackupPolicies>().SubmitAsync(new SetBackupPolicies.Input(machine.Id, [.. policies.Select(policy => policy.Id)]), cloud.World.Caller, default);

    static async Task<int> CountAsync(Cloud cloud, VirtualMachine machine)
    {
        await using var database = cloud.Database();
        return await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == machine.Id);
    }
}
