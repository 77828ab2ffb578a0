using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Hosts.</summary>
static class HostEndpoints
{
    public static void MapHosts(this IEndpointRouteBuilder app)
    {
        var hosts = new ApiGroup(app, "/compute/v1/open_iaas/hosts", "Hosts");
        hosts.List<HostWire>("", Permission.InfrastructureRead, "The hosts, of a zone or a pool when one is named.", ListAsync);
        hosts.Read<HostWire>("/{id}", Permission.InfrastructureRead, "One host.", ReadAsync);
    }

    static async Task<IResult> ListAsync(string? machineManagerId, string? poolId, ApiCaller who, HostApiQueries hosts, CancellationToken stop) =>
        Answer.List(await hosts.ListAsync(Given.Id<AvailabilityZone>(machineManagerId), Given.Id<Pool>(poolId), who.Caller, stop), HostWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, HostApiQueries hosts, CancellationToken stop) =>
        Id<Host>.TryParse(id, null, out var known) ? Answer.One(await hosts.FindAsync(known, who.Caller, stop), HostWire.Of) : Answer.NotFound("host", id);
}
