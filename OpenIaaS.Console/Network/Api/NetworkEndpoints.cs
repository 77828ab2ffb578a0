using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>Networks of pools.</summary>
static class NetworkEndpoints
{
    public static void MapPoolNetworks(this IEndpointRouteBuilder app)
    {
        var networks = new ApiGroup(app, "/compute/v1/open_iaas/networks", "Networks");
        networks.List<NetworkWire>("", Permission.ComputeRead, "The networks, of a zone or a pool when one is named.", ListAsync).Remembered();
        networks.Read<NetworkWire>("/{id}", Permission.ComputeRead, "One network.", ReadAsync).Remembered();
    }

    static async Task<IResult> ListAsync(string? machineManagerId, string? poolId, ApiCaller who, NetworkApiQueries networks, CancellationToken stop) =>
        Answer.List(await networks.ListAsync(Given.Id<AvailabilityZone>(machineManagerId), Given.Id<Pool>(poolId), who.Caller, stop), NetworkWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, NetworkApiQueries networks, CancellationToken stop) =>
        Id<VirtualNetwork>.TryParse(id, null, out var known) ? Answer.One(await networks.FindAsync(known, who.Caller, stop), NetworkWire.Of) : Answer.NotFound("network", id);
}
