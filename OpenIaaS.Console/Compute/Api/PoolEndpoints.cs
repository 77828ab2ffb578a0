using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Pools.</summary>
static class PoolEndpoints
{
    public static void MapPools(this IEndpointRouteBuilder app)
    {
        var pools = new ApiGroup(app, "/compute/v1/open_iaas/pools", "Pools");
        pools.List<PoolWire>("", Permission.InfrastructureRead, "The pools, of a zone when one is named.", ListAsync).Remembered();
        pools.Read<PoolWire>("/{id}", Permission.InfrastructureRead, "One pool.", ReadAsync).Remembered();
    }

    static async Task<IResult> ListAsync(string? machineManagerId, ApiCaller who, PoolApiQueries pools, CancellationToken stop) =>
        Answer.List(await pools.ListAsync(Given.Id<AvailabilityZone>(machineManagerId), who.Caller, stop), PoolWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, PoolApiQueries pools, CancellationToken stop) =>
        Id<Pool>.TryParse(id, null, out var known) ? Answer.One(await pools.FindAsync(known, who.Caller, stop), PoolWire.Of) : Answer.NotFound("pool", id);
}
