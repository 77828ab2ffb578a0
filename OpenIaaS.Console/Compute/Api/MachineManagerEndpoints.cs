using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Availability zones, which the wire calls machine managers.</summary>
static class MachineManagerEndpoints
{
    public static void MapMachineManagers(this IEndpointRouteBuilder app)
    {
        var zones = new ApiGroup(app, "/compute/v1/open_iaas", "Availability zones");
        zones.List<MachineManagerWire>("", Permission.ComputeRead, "The availability zones the tenant has pools in.", ListAsync).Remembered();
        zones.Read<MachineManagerWire>("/{id}", Permission.ComputeRead, "One availability zone.", ReadAsync).Remembered();
    }

    static async Task<IResult> ListAsync(ApiCaller who, ZoneQueries zones, CancellationToken stop) =>
        Answer.List(await zones.ListAsync(who.Caller, stop), MachineManagerWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, ZoneQueries zones, CancellationToken stop) =>
        Id<AvailabilityZone>.TryParse(id, null, out var known)
            ? Answer.One(await zones.FindAsync(known, who.Caller, stop), MachineManagerWire.Of)
            : Answer.NotFound("availability zone", id);
}
