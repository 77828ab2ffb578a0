using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Demo;

namespace OpenIaaS.Tests.Persistence;

/// <summary>What the database itself decides when two meet, on a SQLite file and on PostgreSQL.</summary>
public sealed class BothProvidersConcurrencyTests
{
    const int Claimers = 8;

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Of_two_changes_to_one_row_the_second_is_refused(Store store)
    {
        await using var installation = await WorldAsync(store);
        await using var first = installation.Database();
        await using var second = installation.Database();
        var (one, other) = (await first.VirtualMachines.OrderBy(machine => machine.Id).FirstAsync(), await second.VirtualMachines.OrderBy(machine => machine.Id).FirstAsync());
        one.SetTags(["first"]);
        other.SetTags(["second"]);

        await first.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
        await using var after = installation.Database();
        var kept = await after.VirtualMachines.SingleAsync(machine => machine.Id == one.Id);
        Assert.Equal((2, "first"), (kept.Version, Assert.Single(kept.Tags)));
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Of_two_operators_at_the_same_moment_one_succeeds_and_one_is_told(Store store)
    {
        await using var installation = await WorldAsync(store);
        var machine = await MachineAsync(installation, PowerState.Running);
        var caller = await CallerAsync(installation, machine);
        var nodes = new[] { installation.Get<SetMachineHighAvailability>(), installation.AddNode().GetRequiredService<SetMachineHighAvailability>() };

        var answers = await Task.WhenAll(nodes.Select((node, order) => Task.Run(() =>
            node.SubmitAsync(new SetMachineHighAvailability.Input(machine.Id, machine.Version, HighAvailabilityPriority.BestEffort, 100 + order), caller, default))));

        Assert.Equal("changed-meanwhile", Assert.Single(Assert.Single(answers, answer => !answer.Ok).Problems).Code);
        await using var database = installation.Database();
        var kept = await database.VirtualMachines.SingleAsync(row => row.Id == machine.Id);
        Assert.Equal((machine.Version + 1, 100 + Array.FindIndex(answers, answer => answer.Ok)), (kept.Version, kept.StartOrder));
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Of_eight_claimers_of_one_activity_one_wins(Store store)
    {
        await using var installation = await WorldAsync(store);
        var machine = await MachineAsync(installation, PowerState.Halted);
        var caller = await CallerAsync(installation, machine);
        var accepted = await installation.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), caller, default);
        Assert.True(accepted.Ok, string.Join(" ", accepted.Problems));
        var workers = Enumerable.Range(0, Claimers).Select(_ => installation.AddNode().GetRequiredService<ActivityWorker>()).ToList();

        var begun = await Task.WhenAll(workers.Select(worker => Task.Run(() => worker.BeginDueAsync(default))));

        Assert.Equal(1, begun.Sum());
        await using var database = installation.Database();
        Assert.Equal(ActivityState.Running, (await database.Activities.SingleAsync(activity => activity.Id == accepted.Value)).State);
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Second_running_activity_on_one_target_is_refused_by_the_database(Store store)
    {
        await using var installation = await WorldAsync(store);
        var machine = await MachineAsync(installation, PowerState.Running);
        var caller = await CallerAsync(installation, machine);
        var ids = installation.Get<IdSource>();
        await using var database = installation.Database();
        for (var count = 0; count < 2; count++)
            database.Add(new Activity(ids.Next<Activity>(), "test", new ActivityTarget("virtual machine", machine.Id.Value, machine.Name), caller, "{}", installation.Clock.GetUtcNow()));
        await database.SaveChangesAsync();
        var sequences = await database.Activities.OrderBy(activity => activity.Sequence).Select(activity => activity.Sequence).ToListAsync();

        Assert.Equal(1, await RunAsync(sequences[0]));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(sequences[1]));

        Assert.True(DatabaseErrors.IsUniqueViolation(error), error.ToString());

        Task<int> RunAsync(long sequence) => database.Activities.Where(activity => activity.Sequence == sequence)
            .ExecuteUpdateAsync(activity => activity.SetProperty(row => row.State, ActivityState.Running));
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Second_replica_of_one_machine_is_refused_by_the_database(Store store)
    {
        await using var installation = await WorldAsync(store);
        await using var database = installation.Database();
        var replica = await database.Replicas.AsNoTracking().FirstAsync();
        database.Add(new Replica(installation.Get<IdSource>().Next<Replica>(), replica.TenantId, replica.MachineId, replica.PolicyId, TimeSpan.FromHours(1), installation.Clock.GetUtcNow()));

        var error = await Assert.ThrowsAsync<DbUpdateException>(() => database.SaveChangesAsync());

        Assert.True(DatabaseErrors.IsUniqueViolation(error), error.ToString());
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Two_nodes_that_build_the_demo_world_at_once_leave_one_world(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        var nodes = new[] { installation.Get<DemoWorld>(), installation.AddNode().GetRequiredService<DemoWorld>() };

        var built = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.BuildAsync(12, default))));

        Assert.Single(built, done => done);
        await using var database = installation.Database();
        Assert.Equal(12, await database.VirtualMachines.CountAsync());
    }

    static async Task<Installation> WorldAsync(Store store)
    {
        var installation = await Installation.CreateAsync(store);
        await installation.Get<DemoWorld>().BuildAsync(30, default);
        return installation;
    }

    static async Task<VirtualMachine> MachineAsync(Installation installation, PowerState power)
    {
        await using var database = installation.Database();
        return await database.VirtualMachines.AsNoTracking().Where(machine => machine.Power == power && database.BackupAssignments.Any(assignment => assignment.MachineId == machine.Id))
            .OrderBy(machine => machine.Id).FirstAsync();
    }

    static async Task<Caller> CallerAsync(Installation installation, VirtualMachine machine)
    {
        await using var database = installation.Database();
        var member = await database.Memberships.FirstAsync(membership => membership.TenantId == machine.TenantId);
        return new Caller(machine.TenantId, member.UserId, "Operator", member.Permissions.ToFrozenSet());
    }
}
