using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>What a user asks for in a disaster, and before one: failover, its test, and the way back, by the use cases of the pages.</summary>
sealed class ScenarioRecovery(IDbContextFactory<ConsoleDbContext> databases, FailOverMachine failOver, TestFailover test, FailBackMachine failBack)
{
    /// <summary>Somebody who fails a machine over without order knows that it may run.</summary>
    public async Task<Result<Id<Activity>>> SubmitAsync(VirtualMachine machine, Scenario.Step step, Caller user, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (step.Verb == Scenario.Verb.FailBack)
        {
            var open = await database.Failovers.AsNoTracking().SingleOrDefaultAsync(row => row.MachineId == machine.Id && row.Kind != FailoverKind.Test && row.EndedAt == null, stop);
            var there = FailbackCheck.CheckOpen(machine.Name, open);
            return there.Ok ? await failBack.SubmitAsync(new FailBackMachine.Input(open!.Id), user, stop) : Result<Id<Activity>>.Refused(there.Problems);
        }

        var replica = await database.Replicas.AsNoTracking().SingleOrDefaultAsync(row => row.MachineId == machine.Id, stop);
        if (replica is null) return Result<Id<Activity>>.Refused(FailoverCheck.CheckReplica(machine.Name, null, hasPoint: false, testRuns: false).Problems);
        return step.Verb == Scenario.Verb.TestFailover
            ? await test.SubmitAsync(new TestFailover.Order(replica.Id), user, stop)
            : await failOver.SubmitAsync(new FailOverMachine.Order(replica.Id, step.Planned, KnowsSourceRuns: !step.Planned), user, stop);
    }
}
