using System.Collections.Frozen;
using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Failing over, coming back, trying it, and rehearsing whole policies; beyond the provider.</summary>
static class RecoveryEndpoints
{
    static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        [nameof(FailOverMachine.Order.Point)] = "recoveryPointId", [nameof(FailOverMachine.Order.KnowsSourceRuns)] = "knowsSourceRuns", [nameof(FailOverMachine.Order.Networks)] = "networks",
        [nameof(TestFailover.Order.Stay)] = "stayMinutes", [nameof(RehearsePolicy.Order.TargetMinutes)] = "targetMinutes",
    }.ToFrozenDictionary();

    public static void MapRecovery(this IEndpointRouteBuilder app)
    {
        var replicas = new ApiGroup(app, "/compute/v1/open_iaas/replication/replicas", "Replication");
        replicas.List<RecoveryPointWire>("/{id}/recovery_points", Permission.ComputeRead, "The whole recovery points of a replica, newest first.", PointsAsync);
        replicas.Write("POST", "/{id}/failover", Permission.ReplicationRecover, "Starts the copy of a machine in its place.", FailOverAsync);
        replicas.Write("POST", "/{id}/test", Permission.ReplicationRecover, "Starts the copy of a machine cut off from every network, for a try.", TestAsync);
        var failovers = new ApiGroup(app, "/compute/v1/open_iaas/replication/failovers", "Failovers");
        failovers.List<FailoverWire>("", Permission.ComputeRead, "Failovers and tests, newest first. Sort by ordered, ended, machine, kind or state.", ListAsync);
        failovers.Read<FailoverWire>("/{id}", Permission.ComputeRead, "One failover or test.", ReadAsync);
        failovers.Write("POST", "/{id}/failback", Permission.ReplicationRecover, "Brings the machine back from its copy, and removes the copy.", FailBackAsync);
        failovers.Write("POST", "/{id}/keep", Permission.ReplicationRecover, "Keeps the copy for good, and removes the replica.", KeepAsync);
        failovers.Write("POST", "/{id}/clean_up", Permission.ReplicationRecover, "Removes the copy of a test.", CleanUpAsync);
        new ApiGroup(app, "/compute/v1/open_iaas/replication/configurations", "Replication policies")
            .Write("POST", "/{id}/rehearsals", Permission.ReplicationRecover, "Recovers all machines of a policy for a try.", RehearseAsync);
        var rehearsals = new ApiGroup(app, "/compute/v1/open_iaas/replication/rehearsals", "Rehearsals");
        rehearsals.List<RehearsalWire>("", Permission.ComputeRead, "Rehearsals, newest first.", RehearsalsAsync);
        rehearsals.Read<RehearsalWire>("/{id}", Permission.ComputeRead, "One rehearsal with its machines and their evidence.", RehearsalAsync);
    }

    static async Task<IResult> PointsAsync(string id, ApiCaller who, FailoverQueries failovers, CancellationToken stop)
    {
        if (!Id<Replica>.TryParse(id, null, out var replica)) return Answer.NotFound("replica", id);
        var found = await failovers.PointsAsync(replica, who.Caller, stop);
        return found.Ok ? Results.Ok(found.Value.Rows.Select(RecoveryPointWire.Of)) : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> FailOverAsync(string id, FailoverOrderWire? asked, bool? evenIfUnprotected, ApiCaller who, FailOverMachine failOver, CancellationToken stop)
    {
        if (!Id<Replica>.TryParse(id, null, out var replica)) return Answer.NotFound("replica", id);
        List<Problem> found = [];
        Id<RecoveryPoint>? point = string.IsNullOrEmpty(asked?.RecoveryPointId) ? null : BodyIds.Read<RecoveryPoint>(asked.RecoveryPointId, "recoveryPointId", "recovery point", found);
        List<NetworkChoice> networks = [.. (asked?.Networks ?? []).Select(choice => new NetworkChoice(
            BodyIds.Read<NetworkAdapter>(choice.NetworkAdapterId, "networks", "network adapter", found), BodyIds.Read<VirtualNetwork>(choice.NetworkId, "networks", "network", found)))];
        return found.Count > 0
            ? ProblemResponse.From(found)
            : Answer.Accepted(
                await failOver.SubmitAsync(new FailOverMachine.Order(replica, asked?.Planned ?? false, point, networks, asked?.KeepMacAddresses ?? false, asked?.KnowsSourceRuns ?? false, evenIfUnprotected ?? false), who.Caller, stop), Fields);
    }

    static async Task<IResult> TestAsync(string id, FailoverTestOrderWire? asked, ApiCaller who, TestFailover test, CancellationToken stop)
    {
        if (!Id<Replica>.TryParse(id, null, out var replica)) return Answer.NotFound("replica", id);
        List<Problem> found = [];
        Id<RecoveryPoint>? point = string.IsNullOrEmpty(asked?.RecoveryPointId) ? null : BodyIds.Read<RecoveryPoint>(asked.RecoveryPointId, "recoveryPointId", "recovery point", found);
        return found.Count > 0
            ? ProblemResponse.From(found)
            : Answer.Accepted(await test.SubmitAsync(new TestFailover.Order(replica, point, asked?.StayMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null), who.Caller, stop), Fields);
    }

    static async Task<IResult> ListAsync([AsParameters] Paging paging, [AsParameters] Asked asked, ApiCaller who, FailoverQueries failovers, CancellationToken stop) =>
        PagedAnswer.Of(await failovers.ListAsync(asked.Filter, paging.Query, who.Caller, stop), FailoverWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, FailoverQueries failovers, CancellationToken stop) =>
        Id<Failover>.TryParse(id, null, out var failover) ? Answer.One(await failovers.FindAsync(failover, who.Caller, stop), FailoverWire.Of) : Answer.NotFound("failover", id);

    static async Task<IResult> FailBackAsync(string id, ApiCaller who, FailBackMachine failBack, CancellationToken stop) =>
        Id<Failover>.TryParse(id, null, out var failover) ? Answer.Accepted(await failBack.SubmitAsync(new FailBackMachine.Input(failover), who.Caller, stop)) : Answer.NotFound("failover", id);

    static async Task<IResult> KeepAsync(string id, ApiCaller who, KeepCopy keep, CancellationToken stop) =>
        Id<Failover>.TryParse(id, null, out var failover) ? Answer.Accepted(await keep.SubmitAsync(new KeepCopy.Input(failover), who.Caller, stop)) : Answer.NotFound("failover", id);

    static async Task<IResult> CleanUpAsync(string id, ApiCaller who, CleanUpTest cleanUp, CancellationToken stop) =>
        Id<Failover>.TryParse(id, null, out var failover) ? Answer.Accepted(await cleanUp.SubmitAsync(new CleanUpTest.Input(failover), who.Caller, stop)) : Answer.NotFound("failover", id);

    static async Task<IResult> RehearseAsync(string id, RehearsalOrderWire? asked, ApiCaller who, RehearsePolicy rehearse, CancellationToken stop) =>
        Id<ReplicationPolicy>.TryParse(id, null, out var policy)
            ? Answer.Accepted(await rehearse.SubmitAsync(new RehearsePolicy.Order(policy, asked?.TargetMinutes), who.Caller, stop), Fields)
            : Answer.NotFound("replication policy", id);

    static async Task<IResult> RehearsalsAsync([AsParameters] Paging paging, ApiCaller who, RehearsalQueries rehearsals, CancellationToken stop) =>
        PagedAnswer.Of(await rehearsals.ListAsync(paging.Query, who.Caller, stop), RehearsalWire.Of);

    static async Task<IResult> RehearsalAsync(string id, ApiCaller who, RehearsalQueries rehearsals, CancellationToken stop) =>
        Id<Rehearsal>.TryParse(id, null, out var rehearsal) ? Answer.One(await rehearsals.FindAsync(rehearsal, who.Caller, stop), RehearsalWire.Of) : Answer.NotFound("rehearsal", id);

    /// <summary>Which failovers.</summary>
    sealed record Asked(
        [property: FromQuery(Name = "search")] string? Search, [property: FromQuery(Name = "kind")] FailoverKind? Kind, [property: FromQuery(Name = "state")] FailoverState? State,
        [property: FromQuery(Name = "open")] bool? Open, [property: FromQuery(Name = "virtualMachineId")] string? VirtualMachineId)
    {
        public FailoverFilter Filter => new(Search, Kind, State, Open, Given.Id<VirtualMachine>(VirtualMachineId));
    }
}
