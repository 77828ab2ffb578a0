using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>Static addresses of the private networks of VPCs.</summary>
static class StaticAddressEndpoints
{
    const string Noun = "static address";

    static readonly Dictionary<string, string> Fields = new() { ["MacAddress"] = "macAddress", ["IpAddress"] = "ipAddress", ["Description"] = "resourceDescription" };

    public static void MapStaticAddresses(this IEndpointRouteBuilder app)
    {
        var addresses = new ApiGroup(app, "/vpc/v1", "Static addresses");
        addresses.Read<StaticAddressWire>("/static_ips/mac/{mac}", Permission.VpcRead, "The static address that is kept for a MAC address.", OfMacAsync);
        addresses.Read<StaticAddressWire>("/static_ips/{id}", Permission.VpcRead, "One static address.", ReadAsync);
        addresses.List<StaticAddressWire>("/private_networks/{id}/static_ips", Permission.VpcRead, "The static addresses of a private network, or of one virtual machine in it.", ListAsync);
        addresses.Write("POST", "/private_networks/{id}/static_ips", Permission.NetworkWrite, "Keep an address of a private network for a MAC address.", CreateAsync);
        addresses.Write("PATCH", "/static_ips/{id}", Permission.NetworkWrite, "Say what a static address is for, or keep it for another MAC address.", ChangeAsync);
        addresses.Write("DELETE", "/static_ips/{id}", Permission.NetworkWrite, "Give a static address back.", DeleteAsync);
    }

    static async Task<IResult> OfMacAsync(string mac, ApiCaller who, StaticAddressQueries addresses, CancellationToken stop) =>
        Answer.One(await addresses.FindByMacAsync(mac, who.Caller, stop), StaticAddressWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, StaticAddressQueries addresses, CancellationToken stop) =>
        Id<StaticAddress>.TryParse(id, null, out var known) ? Answer.One(await addresses.FindAsync(known, who.Caller, stop), StaticAddressWire.Of) : Answer.NotFound(Noun, id);

    static async Task<IResult> ListAsync(string id, string? virtualMachineId, ApiCaller who, StaticAddressQueries addresses, CancellationToken stop) => Id<PrivateNetwork>.TryParse(id, null, out var network)
        ? Answer.List(await addresses.ListAsync(network, Given.Id<VirtualMachine>(virtualMachineId), who.Caller, stop), StaticAddressWire.Of)
        : Answer.NotFound("private network", id);

    static async Task<IResult> CreateAsync(string id, NewStaticAddressBody body, ApiCaller who, CreateStaticAddress create, CancellationToken stop)
    {
        if (!Id<PrivateNetwork>.TryParse(id, null, out var network)) return Answer.NotFound("private network", id);
        var missing = Given.Missing(("macAddress", body.MacAddress), ("resourceDescription", body.ResourceDescription));
        return Answer.Accepted(
            missing.Count > 0 ? missing : await create.SubmitAsync(new CreateStaticAddress.Input(network, body.MacAddress!, Given.Text(body.IpAddress), body.ResourceDescription!), who.Caller, stop), Fields);
    }

    static async Task<IResult> ChangeAsync(string id, StaticAddressChangeBody body, ApiCaller who, UpdateStaticAddress update, CancellationToken stop) => Id<StaticAddress>.TryParse(id, null, out var known)
        ? Answer.Accepted(await update.SubmitAsync(new UpdateStaticAddress.Input(known, Given.Text(body.ResourceDescription), Given.Text(body.MacAddress)), who.Caller, stop), Fields)
        : Answer.NotFound(Noun, id);

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteStaticAddress delete, CancellationToken stop) => Id<StaticAddress>.TryParse(id, null, out var known)
        ? Answer.Accepted(await delete.SubmitAsync(new DeleteStaticAddress.Input(known), who.Caller, stop))
        : Answer.NotFound(Noun, id);
}
