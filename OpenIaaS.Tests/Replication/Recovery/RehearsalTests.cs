using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;

namespace OpenIaaS.Tests.Replication.Recovery;

public sealed class RehearsalTests
{
    [Fact]
    public async Task Every_machine_is_recovered_by_start_order_with_evidence_and_nothing_stays_behind()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await AddAsync(world, "erp-app-01", 9);
        await AddAsync(world, "erp-app-02", 9);
        await world.GoOnAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        var before = await world.FootprintAsync();

        await world.CompleteAsync(await RehearseAsync(world));

        Assert.Equal(before, await world.FootprintAsync());
        var (rehearsal, machines) = await ReportAsync(world);
        Assert.True(rehearsal.HasPassed, string.Join(" ", machines.Select(row => row.Reason)));
        Assert.Equal(["erp-db-01", "erp-app-01", "erp-app-02"], machines.Select(row => row.Machine));
        Assert.All(machines, row =>
        {
            Assert.Equal(row.ExpectedContent, row.FoundContent);
            Assert.NotNull(row.FoundContent);
            Assert.InRange(row.BootTime!.Value.TotalSeconds, 10, 25);
            Assert.InRange(row.RecoveryTime!.Value.TotalSeconds, 30, 120);
        });
        Assert.True(machines[1].BeganAt >= machines[0].AnsweredAt);
        Assert.True(machines[2].BeganAt < machines[1].AnsweredAt);
        Assert.Equal(machines.Max(row => row.AnsweredAt) - rehearsal.OrderedAt, rehearsal.TotalTime);
    }

    [Fact]
    public async Task Machines_that_do_not_fit_at_once_run_in_turns()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var (large, other) = (await AddAsync(world, "erp-big-01", 9), await AddAsync(world, "erp-big-02", 9));
        await world.GoOnAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        await using (var database = world.Cloud.Database())
        {
            // Room for one of them and no more.
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == world.World.StorageB.Id);
            Assert.True(storage.Reserve(storage.Free - ByteSize.FromGiB(25)).Ok);
            await database.SaveChangesAsync();
        }

        await world.CompleteAsync(await RehearseAsync(world));

        var (rehearsal, machines) = await ReportAsync(world);
        Assert.True(rehearsal.HasPassed, string.Join(" ", machines.Select(row => row.Reason)));
        Assert.True(machines[2].BeganAt > machines[1].AnsweredAt, $"{large} {other}");
    }

    [Fact]
    public async Task A_machine_that_fails_or_misses_the_target_says_why_and_the_others_go_on()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        await AddAsync(world, "erp-app-01", 9);
        await world.GoOnAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        var before = await world.FootprintAsync();
        await world.Faults.SetAsync(SimulatedWork.Restore, 1, "The array gave up.", default, machine: "erp-db-01", times: 1);

        await world.CompleteAsync(await RehearseAsync(world, target: 1));

        var (rehearsal, machines) = await ReportAsync(world);
        Assert.False(rehearsal.HasPassed);
        Assert.Equal((RehearsalStep.Failed, "The array gave up."), (machines[0].Step, machines[0].Reason));
        Assert.NotNull(machines[1].AnsweredAt);
        Assert.Equal(machines[1].RecoveryTime > TimeSpan.FromMinutes(1) ? RehearsalStep.Failed : RehearsalStep.Passed, machines[1].Step);
        Assert.Equal(before, await world.FootprintAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(45)]
    [InlineData(70)]
    public async Task A_process_that_dies_in_the_middle_leaves_nothing_behind_once_another_takes_over(int seconds)
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var before = await world.FootprintAsync();
        var accepted = await RehearseAsync(world);
        await world.GoOnAsync(TimeSpan.FromSeconds(seconds));

        await world.DieAsync();
        await world.CompleteAsync(accepted);

        Assert.Equal(before, await world.FootprintAsync());
        Assert.True((await ReportAsync(world)).Rehearsal.HasPassed);
    }

    [Fact]
    public async Task A_policy_is_rehearsed_once_at_a_time_and_not_without_machines()
    {
        await using var world = await RecoveryWorld.CreateAsync();
        var first = await RehearseAsync(world);
        PowerTests.Refused("rehearsal.under-way", await RehearseAsync(world));
        await world.CompleteAsync(first);
        PowerTests.Refused("rehearsal.target", await RehearseAsync(world, target: 0));
    }

    static async Task<Result<Id<Domain.Activities.Activity>>> RehearseAsync(RecoveryWorld world, int? target = null) =>
        await world.Cloud.Get<RehearsePolicy>().SubmitAsync(new RehearsePolicy.Order((await world.ReplicaAsync()).PolicyId, target), world.World.Caller, default);

    /// <summary>One more machine under the same policy.</summary>
    static async Task<Id<VirtualMachine>> AddAsync(RecoveryWorld world, string name, int order)
    {
        var machine = await world.Cloud.AddMachineAsync(name, world.World.HostsA[1], policy: world.World.Daily, shape: it => it.Prioritise(HighAvailabilityPriority.Restart, order));
        await using var database = world.Cloud.Database();
        var policy = await database.ReplicationPolicies.SingleAsync();
        database.Add(new Replica(world.Cloud.Get<IdSource>().Next<Replica>(), machine.TenantId, machine.Id, policy.Id, policy.Interval.Every, world.Now));
        await database.SaveChangesAsync();
        return machine.Id;
    }

    static async Task<(Rehearsal Rehearsal, IReadOnlyList<RehearsedMachine> Machines)> ReportAsync(RecoveryWorld world)
    {
        await using var database = world.Cloud.Database();
        var report = await world.Cloud.Get<RehearsalQueries>().FindAsync((await database.Rehearsals.SingleAsync()).Id, world.World.Caller, default);
        return (report.Value.Rehearsal, report.Value.Machines);
    }
}
