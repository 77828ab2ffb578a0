using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network.Api;

/// <summary>Network adapters of virtual machines.</summary>
static class NetworkAdapterEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { ["MacAddress"] = "mac", ["IpAddress"] = "ipAddress", ["Network"] = "networkId", ["VirtualMachine"] = "virtualMachineId" };

    public static void MapNetworkAdapters(this IEndpointRouteBuilder app)
    {
        var adapters = new ApiGroup(app, "/compute/v1/open_iaas/network_adapters", "Network adapters");
        adapters.List<NetworkAdapterWire>("", Permission.ComputeRead, "The network adapters of the tenant, or of one virtual machine.", ListAsync).Remembered();
        adapters.Read<NetworkAdapterWire>("/{id}", Permission.ComputeRead, "One network adapter.", ReadAsync).Remembered();
        adapters.Write("POST", "", Permission.ComputeManagement, "Add a network adapter to a virtual machine.", CreateAsync);
        adapters.Write("PATCH", "/{id}", Permission.ComputeManagement, "Change a network adapter, all that is asked for at once or nothing.", ChangeAsync);
        adapters.Write("DELETE", "/{id}", Permission.ComputeManagement, "Remove a network adapter.", DeleteAsync);
        adapters.Write("PATCH", "/{id}/connect", Permission.ComputeManagement, "Plug the cable of a network adapter in.", ConnectAsync);
        adapters.Write("PATCH", "/{id}/disconnect", Permission.ComputeManagement, "Pull the cable of a network adapter.", DisconnectAsync);
    }

    static async Task<IResult> ListAsync(string? virtualMachineId, ApiCaller who, AdapterApiQueries adapters, CancellationToken stop) =>
        Answer.List(await adapters.ListAsync(Given.Id<VirtualMachine>(virtualMachineId), who.Caller, stop), NetworkAdapterWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, AdapterApiQueries adapters, CancellationToken stop) =>
        Id<NetworkAdapter>.TryParse(id, null, out var known) ? Answer.One(await adapters.FindAsync(known, who.Caller, stop), NetworkAdapterWire.Of) : NotFound(id);

    static async Task<IResult> CreateAsync(NewNetworkAdapterBody body, ApiCaller who, CreateAdapter create, CancellationToken stop)
    {
        var missing = Given.Missing(("virtualMachineId", body.VirtualMachineId), ("networkId", body.NetworkId));
        if (missing.Count > 0) return Answer.Accepted(missing);
        var order = new CreateAdapter.Order(Given.Id<VirtualMachine>(body.VirtualMachineId)!.Value, Given.Id<VirtualNetwork>(body.NetworkId), body.Mac, IpAddress: Given.Text(body.IpAddress));
        return Answer.Accepted(await create.SubmitAsync(order, who.Caller, stop), Fields);
    }

    static Task<IResult> ChangeAsync(string id, NetworkAdapterChangeBody body, ApiCaller who, UpdateAdapter update, CancellationToken stop) => OnAsync(id, adapter => update.SubmitAsync(
        new UpdateAdapter.Input(adapter, Given.Id<VirtualNetwork>(body.NetworkId), body.Mac, body.TxChecksumming, body.Attached, Given.Text(body.IpAddress)), who.Caller, stop));

    static Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteAdapter delete, CancellationToken stop) =>
        OnAsync(id, adapter => delete.SubmitAsync(new DeleteAdapter.Input(adapter), who.Caller, stop));

    static Task<IResult> ConnectAsync(string id, ApiCaller who, ConnectAdapter connect, CancellationToken stop) =>
        OnAsync(id, adapter => connect.SubmitAsync(new PlugAdapter.Input(adapter), who.Caller, stop));

    static Task<IResult> DisconnectAsync(string id, ApiCaller who, DisconnectAdapter disconnect, CancellationToken stop) =>
        OnAsync(id, adapter => disconnect.SubmitAsync(new PlugAdapter.Input(adapter), who.Caller, stop));

    static async Task<IResult> OnAsync(string id, Func<Id<NetworkAdapter>, Task<Result<Id<Activity>>>> submit) =>
        Id<NetworkAdapter>.TryParse(id, null, out var known) ? Answer.Accepted(await submit(known), Fields) : NotFound(id);

    static IResult NotFound(string id) => Answer.NotFound("network adapter", id);
}
