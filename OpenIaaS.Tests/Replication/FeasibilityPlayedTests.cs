using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Persistence;

namespace OpenIaaS.Tests.Replication;

/// <summary>What is said to hold does hold, and what is said to break breaks: the engine on simulated hardware is the judge.</summary>
public sealed class FeasibilityPlayedTests
{
    static readonly TimeSpan Measured = TimeSpan.FromMinutes(20);
    static readonly ReplicationInterval Minute = new(1, IntervalUnit.Minutes);

    [Fact]
    public async Task An_interval_that_is_said_to_hold_holds_and_one_that_is_said_to_break_breaks()
    {
        await using var stage = await EngineStage.CreateAsync(Store.SqliteFile);
        var (policy, caller) = await BusiestAsync(stage);
        var engine = stage.Engine();
        await PassAsync(Measured);

        // On the narrowest of links the machine says how much it needs.
        await NarrowAsync(stage, 1);
        var needed = Assert.Single((await AskAsync()).Breaks).Needed;
        Assert.True(needed > 3, $"{needed} Mbit/s are too few to tell one link from the next.");
        await NarrowAsync(stage, (long)Math.Ceiling(needed));
        Assert.True((await AskAsync()).Holds);
        // The first copy, of everything, took longer than a minute.
        var first = await SkippedAsync();
        await PassAsync(Measured);
        Assert.Equal(first, await SkippedAsync());

        await NarrowAsync(stage, (long)Math.Floor(0.85 * needed));
        var broken = await AskAsync();
        Assert.False(broken.Holds);
        await PassAsync(Measured);
        Assert.True(await SkippedAsync() > first, "It was said to break, and no tick was skipped.");

        Task PassAsync(TimeSpan time) => stage.PlayAsync(time, async () =>
        {
            await engine.RunAsync(default);
            return engine;
        });

        async Task<PolicyFeasibility> AskAsync() => (await stage.Installation.Get<FeasibilityQueries>().OfPolicyAsync(policy, null, null, caller, default)).Value;

        async Task<int> SkippedAsync()
        {
            await using var database = stage.Installation.Database();
            return (await database.SkippedTicks.ToListAsync()).Sum(skipped => skipped.Count);
        }
    }

    /// <summary>Nothing is replicated but the machine that writes most, every minute.</summary>
    static async Task<(Id<ReplicationPolicy> Policy, Caller Caller)> BusiestAsync(EngineStage stage)
    {
        await using var database = stage.Installation.Database();
        await database.Replicas.ExecuteDeleteAsync();
        var (guest, pools) = (stage.Installation.Get<Guest>(), await database.Pools.ToListAsync());
        var target = await database.ReplicationPolicies.OrderBy(policy => policy.NameKey).FirstAsync();
        var far = pools.Single(pool => database.StorageRepositories.Any(storage => storage.Id == target.TargetStorageId && storage.PoolId == pool.Id));
        var running = (await database.VirtualMachines.Where(machine => machine.Power == PowerState.Running && machine.TenantId == target.TenantId).Select(machine => machine.Id).ToListAsync()).ToHashSet();
        var busiest = (await database.Set<SimulatedMachine>().ToListAsync()).Where(machine => running.Contains(machine.Id) && machine.ZoneId != far.ZoneId).MaxBy(machine => guest.WriteRate(machine.Key))!;
        var member = await database.Memberships.FirstAsync(membership => membership.TenantId == target.TenantId);
        var caller = new Caller(target.TenantId, member.UserId, "Operator", member.Permissions.ToFrozenSet());
        var made = await stage.Installation.Get<CreateReplicationPolicy>().SubmitAsync(new CreateReplicationPolicy.Input("every-minute", "", Minute, 2, target.TargetStorageId), caller, default);
        Assert.True(made.Ok, string.Join(" ", made.Problems));
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Name == "every-minute");
        var begun = await stage.Installation.Get<AssociateReplication>().SubmitAsync(new AssociateReplication.Input(busiest.Id, policy.Id), caller, default);
        Assert.True(begun.Ok, string.Join(" ", begun.Problems));
        return (policy.Id, caller);
    }

    static async Task NarrowAsync(EngineStage stage, long megabits)
    {
        await using var database = stage.Installation.Database();
        await database.ZoneLinks.ExecuteUpdateAsync(link => link.SetProperty(row => row.Megabits, megabits));
        await database.Set<SimulatedLink>().ExecuteUpdateAsync(link => link.SetProperty(row => row.Megabits, megabits));
    }
}
