using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>Networks of the backbone: ordered, propagated to pools, shared. Beyond the provider, which only reads what they are on a pool.</summary>
static class BackboneNetworkEndpoints
{
    const string Noun = "network";

    /// <param name="Names">The names of 1 to 20 new networks; each gets a VLAN ID of its own.</param>
    /// <param name="PoolIds">The pools they are propagated to at once; may be left out.</param>
    [Example("""{"names":["front","back"],"poolIds":["0198c0de-0000-7000-8000-000000000006"]}""")]
    public sealed record OrderWire(IReadOnlyList<string>? Names, IReadOnlyList<string>? PoolIds);

    /// <param name="PoolId">The pool the network is propagated to.</param>
    [Example("""{"poolId":"0198c0de-0000-7000-8000-000000000006"}""")]
    public sealed record PropagationOrderWire(string? PoolId);

    /// <param name="TenantIds">All other tenants of the organization that have it from now on.</param>
    [Example("""{"tenantIds":["0198c0de-0000-7000-8000-00000000000b"]}""")]
    public sealed record ShareWire(IReadOnlyList<string>? TenantIds);

    public static void MapBackboneNetworks(this IEndpointRouteBuilder app)
    {
        var networks = new ApiGroup(app, "/network/v1", "Backbone networks");
        networks.List<BackboneNetworkWire>("/networks", Permission.NetworkRead, "The tenant's networks and those shared with it, with the pools they are on. Sort by name, vlan or adapters.", ListAsync);
        networks.Write("POST", "/networks", Permission.NetworkWrite, "Orders networks.", OrderAsync);
        networks.Write("POST", "/networks/{id}/propagations", Permission.NetworkWrite, "Propagates a network to a pool.", PropagateAsync);
        networks.Write("DELETE", "/propagations/{id}", Permission.NetworkWrite, "Takes a network off a pool.", WithdrawAsync);
        networks.Write("PUT", "/networks/{id}/tenants", Permission.NetworkWrite, "Shares a network within the organization.", ShareAsync);
        networks.Write("PATCH", "/networks/{id}/deactivate", Permission.NetworkWrite, "Deactivates a network.", DeactivateAsync);
        networks.Write("PATCH", "/networks/{id}/reactivate", Permission.NetworkWrite, "Reactivates a network.", ReactivateAsync);
    }

    /// <param name="search">Part of the name of a network or of a pool it is on, or a VLAN ID.</param>
    static async Task<IResult> ListAsync([AsParameters] Paging paging, string? search, ApiCaller who, BackboneQueries networks, CancellationToken stop) =>
        PagedAnswer.Of(await networks.ListAsync(search, paging.Query, who.Caller, stop), BackboneNetworkWire.Of);

    static async Task<IResult> OrderAsync(OrderWire order, ApiCaller who, CreateNetworks create, CancellationToken stop)
    {
        List<Problem> found = [];
        Id<Pool>[] pools = [.. (order.PoolIds ?? []).Select(text => BodyIds.Read<Pool>(text, "poolIds", "pool", found))];
        return Answer.Accepted(found.Count > 0 ? found : await create.SubmitAsync(new CreateNetworks.Input(order.Names ?? [], pools), who.Caller, stop));
    }

    static async Task<IResult> PropagateAsync(string id, PropagationOrderWire order, ApiCaller who, PropagateNetwork propagate, CancellationToken stop)
    {
        if (!Id<BackboneNetwork>.TryParse(id, null, out var network)) return Answer.NotFound(Noun, id);
        List<Problem> found = [];
        var pool = BodyIds.Read<Pool>(order.PoolId, "poolId", "pool", found);
        return Answer.Accepted(found.Count > 0 ? found : await propagate.SubmitAsync(new PropagateNetwork.Order(network, pool), who.Caller, stop));
    }

    static async Task<IResult> WithdrawAsync(string id, ApiCaller who, WithdrawNetwork withdraw, CancellationToken stop) =>
        Id<Propagation>.TryParse(id, null, out var known)
            ? Answer.Accepted(await withdraw.SubmitAsync(new WithdrawNetwork.Input(known), who.Caller, stop))
            : Answer.NotFound("propagation", id);

    static async Task<IResult> ShareAsync(string id, ShareWire share, ApiCaller who, ShareNetwork command, CancellationToken stop)
    {
        if (!Id<BackboneNetwork>.TryParse(id, null, out var network)) return Answer.NotFound(Noun, id);
        List<Problem> found = [];
        Id<Tenant>[] tenants = [.. (share.TenantIds ?? []).Select(text => BodyIds.Read<Tenant>(text, "tenantIds", "tenant", found))];
        return Answer.Accepted(found.Count > 0 ? found : await command.SubmitAsync(new ShareNetwork.Input(network, tenants), who.Caller, stop));
    }

    static async Task<IResult> DeactivateAsync(string id, ApiCaller who, DeactivateNetwork deactivate, CancellationToken stop) =>
        Id<BackboneNetwork>.TryParse(id, null, out var known)
            ? Answer.Accepted(await deactivate.SubmitAsync(new DeactivateNetwork.Input(known), who.Caller, stop))
            : Answer.NotFound(Noun, id);

    static async Task<IResult> ReactivateAsync(string id, ApiCaller who, ReactivateNetwork reactivate, CancellationToken stop) =>
        Id<BackboneNetwork>.TryParse(id, null, out var known)
            ? Answer.Accepted(await reactivate.SubmitAsync(new ReactivateNetwork.Input(known), who.Caller, stop))
            : Answer.NotFound(Noun, id);
}
