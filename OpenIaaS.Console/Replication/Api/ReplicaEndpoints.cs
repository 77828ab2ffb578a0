using System.Collections.Frozen;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Replicas with their recovery points, beyond the provider.</summary>
static class ReplicaEndpoints
{
    static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string> { [nameof(MoveReplica.Order.Policy)] = "configurationId" }.ToFrozenDictionary();

    public static void MapReplicas(this IEndpointRouteBuilder app)
    {
        var replicas = new ApiGroup(app, "/compute/v1/open_iaas/replication/replicas", "Replication");
        replicas.List<ReplicaWire>(
            "", Permission.ComputeRead, "Replicas with the age of their newest recovery point. Sort by the columns of the page: status, machine, from, to, policy, age, nextRun, size.", ListAsync);
        replicas.Write("POST", "/{id}/move", Permission.ComputeManagement, "Replicates the machine by another policy; on the same storage its recovery points stay.", MoveAsync);
    }

    static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? search, RecoveryPointStatus? status, string? policyId, string? machineManagerId, bool? notBackedUp, ApiCaller who, ReplicaQueries replicas, TimeProvider clock,
        CancellationToken stop)
    {
        var filter = new ReplicaFilter(search, status, Given.Id<ReplicationPolicy>(policyId), Given.Id<AvailabilityZone>(machineManagerId), notBackedUp == true);
        return PagedAnswer.Of(await replicas.ListAsync(filter, paging.Query, who.Caller, stop), row => ReplicaWire.Of(row, clock.GetUtcNow()));
    }

    static async Task<IResult> MoveAsync(string id, ReplicaMoveWire? asked, ApiCaller who, MoveReplica move, CancellationToken stop)
    {
        if (!Id<Replica>.TryParse(id, null, out var replica)) return Answer.NotFound("replica", id);
        if (Given.Missing(("configurationId", asked?.ConfigurationId)) is [_, ..] missing) return ProblemResponse.From(missing);
        List<Problem> found = [];
        var policy = BodyIds.Read<ReplicationPolicy>(asked!.ConfigurationId, "configurationId", "replication policy", found);
        return found.Count > 0 ? ProblemResponse.From(found) : Answer.Accepted(await move.SubmitAsync(new MoveReplica.Order(replica, policy), who.Caller, stop), Fields);
    }
}
