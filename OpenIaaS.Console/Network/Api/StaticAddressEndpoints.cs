using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Network.Api;

/// <summary>
/// Static addresses of private networks. No network of this console belongs to a VPC, so that whatever is asked for is not there: an answer, and not an
/// error, to a client that asks whether an adapter has such an address.
/// </summary>
static class StaticAddressEndpoints
{
    const string Address = "static address";
    const string PrivateNetwork = "private network";

    public static void MapStaticAddresses(this IEndpointRouteBuilder app)
    {
        var addresses = new ApiGroup(app, "/vpc/v1", "Static addresses");
        addresses.Read<Reference>("/static_ips/mac/{mac}", Permission.NetworkRead, "The static address of a network adapter: there is none.", (string mac, ApiCaller who) => None(who, Permission.NetworkRead, Address, mac));
        addresses.Read<Reference>("/static_ips/{id}", Permission.NetworkRead, "One static address: there is none.", (string id, ApiCaller who) => None(who, Permission.NetworkRead, Address, id));
        addresses.Read<Reference>("/private_networks/{id}/static_ips", Permission.NetworkRead, "The static addresses of a private network: there is none.", (string id, ApiCaller who) => None(who, Permission.NetworkRead, PrivateNetwork, id));
        addresses.Write("POST", "/private_networks/{id}/static_ips", Permission.NetworkWrite, "Takes a static address of a private network: there is none.", (string id, ApiCaller who) => None(who, Permission.NetworkWrite, PrivateNetwork, id));
        addresses.Write("PATCH", "/static_ips/{id}", Permission.NetworkWrite, "Changes a static address: there is none.", (string id, ApiCaller who) => None(who, Permission.NetworkWrite, Address, id));
        addresses.Write("DELETE", "/static_ips/{id}", Permission.NetworkWrite, "Gives a static address back: there is none.", (string id, ApiCaller who) => None(who, Permission.NetworkWrite, Address, id));
    }

    static ProblemResponse None(ApiCaller who, string permission, string noun, string id) =>
        ProblemResponse.From([who.Caller.May(permission) ? Problem.NotFound(noun, id) : Problem.Forbidden(permission)]);
}
