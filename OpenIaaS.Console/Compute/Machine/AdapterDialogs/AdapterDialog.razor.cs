using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Compute.Machine.AdapterDialogs;

/// <summary>Network, MAC address, checksumming, and in a private network of a VPC the address it keeps for the adapter.</summary>
public sealed partial class AdapterDialog
{
    IReadOnlyList<NetworkQueries.Choice> choices = [];
    Id<VirtualNetwork>? network;
    string mac = "";
    string address = "";
    bool checksums = true;

    /// <summary>The adapter that is changed; null for a new one.</summary>
    [Parameter] public MachineAdapter? Adapter { get; set; }

    [Inject] NetworkQueries Queries { get; set; } = default!;

    [Inject] CreateAdapter Create { get; set; } = default!;

    [Inject] UpdateAdapter Update { get; set; } = default!;

    [Inject] CurrentCaller Current { get; set; } = default!;

    IReadOnlyList<SelectOption<Id<VirtualNetwork>?>> Networks => [.. choices.Select(choice => new SelectOption<Id<VirtualNetwork>?>(
        choice.Id, choice.Kind == NetworkKind.VlanTrunk ? choice.Name : $"{choice.Name}, VLAN {(choice.VlanIds is [var vlan, ..] ? vlan : 0)}", Group: choice.Kind == NetworkKind.VlanTrunk ? L["VLAN trunks"] : L["VLAN networks"]))];

    NetworkQueries.Choice? Chosen => choices.FirstOrDefault(choice => choice.Id == network);

    Result Checked => string.IsNullOrWhiteSpace(mac) ? Result.Success : Result.From(MacAddress.Parse(mac.Trim()).Problems);

    /// <summary>The address the network that is chosen keeps for it now.</summary>
    string? Kept => Adapter is not null && network == Adapter.NetworkId ? Adapter.Kept : null;

    string AddressHelp => Kept is null
        ? L["Kept for its MAC address as long as it is on this network; leave it empty for none."]
        : L["Kept for its MAC address; another one takes its place."];

    string? Refused => network is null ? L["Choose a network"].Value
        : !Checked.Ok ? L["One field needs you: {0}", L["MAC address"]].Value
        : Kept is { } kept && address.Trim().Length == 0 ? L["{0} stays until the adapter leaves the network; enter it or another one.", kept].Value : null;

    /// <summary>What is to be kept for it that is not yet; null for nothing.</summary>
    string? Wanted => Chosen?.Private is null || address.Trim().Length == 0 || address.Trim() == Kept ? null : address.Trim();

    protected override void Fill() => (network, mac, address, checksums) = (Adapter?.NetworkId, Adapter?.MacAddress ?? "", Adapter?.Kept ?? "", Adapter?.TxChecksumming ?? true);

    protected override async Task OnInitializedAsync()
    {
        if (await Queries.OfMachineAsync(Machine.Id, await Current.GetAsync(), default) is { Ok: true } read) choices = read.Value;
    }

    /// <summary>An address belongs to its network: another one begins without.</summary>
    void Choose(Id<VirtualNetwork>? chosen)
    {
        network = chosen;
        address = Kept ?? "";
        Typed();
    }

    Task SendAsync() => SendAsync(caller => Adapter is null
        ? Create.SubmitAsync(new CreateAdapter.Order(Machine.Id, network, mac, checksums, Wanted), caller, default)
        : Update.SubmitAsync(
            new UpdateAdapter.Input(
                Adapter.Id, network == Adapter.NetworkId ? null : network, mac.Trim() == Adapter.MacAddress ? null : mac, checksums == Adapter.TxChecksumming ? null : checksums, IpAddress: Wanted),
            caller, default));
}
