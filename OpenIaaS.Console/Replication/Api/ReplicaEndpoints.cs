using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Replicas with their recovery points, beyond the provider.</summary>
static class ReplicaEndpoints
{
    public static void MapReplicas(this IEndpointRouteBuilder app) =>
        new ApiGroup(app, "/compute/v1/open_iaas/replication/replicas", "Replication").List<ReplicaWire>(
            "", Permission.ComputeRead, "Replicas with the age of their newest recovery point. Sort by the columns of the page: status, machine, from, to, policy, age, nextRun, size.", ListAsync);

    static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? search, RecoveryPointStatus? status, string? policyId, string? machineManagerId, bool? notBackedUp, ApiCaller who, ReplicaQueries replicas, TimeProvider clock,
        CancellationToken stop)
    {
        var filter = new ReplicaFilter(search, status, Given.Id<ReplicationPolicy>(policyId), Given.Id<AvailabilityZone>(machineManagerId), notBackedUp == true);
        return PagedAnswer.Of(await replicas.ListAsync(filter, paging.Query, who.Caller, stop), row => ReplicaWire.Of(row, clock.GetUtcNow()));
    }
}
