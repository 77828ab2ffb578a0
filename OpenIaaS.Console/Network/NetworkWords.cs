using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network;

/// <summary>The words of networks.</summary>
static class NetworkWords
{
    public static Tone Tone(this PropagationState state) => state switch
    {
        PropagationState.Ordered or PropagationState.Provisioning or PropagationState.Removing => Shared.Tone.Info,
        PropagationState.Delivered => Shared.Tone.Ok,
        PropagationState.Failed => Shared.Tone.Bad,
    };

    public static string Word(this IStringLocalizer<NetworkText> L, PropagationState state) => state switch
    {
        PropagationState.Ordered => L["Ordered"],
        PropagationState.Provisioning => L["Provisioning"],
        PropagationState.Delivered => L["Delivered"],
        PropagationState.Removing => L["Being removed"],
        PropagationState.Failed => L["Not delivered"],
    };

    /// <summary>"2 delivered", "1 provisioning": how many pools are in each state.</summary>
    public static IEnumerable<(PropagationState State, string Text)> Propagations(this IStringLocalizer<NetworkText> L, BackboneQueries.Row network) =>
        network.Places.GroupBy(place => place.State).OrderBy(group => group.Key).Select(group => (group.Key, group.Key switch
        {
            PropagationState.Ordered => L["{0} ordered", group.Count()].Value,
            PropagationState.Provisioning => L["{0} provisioning", group.Count()].Value,
            PropagationState.Delivered => L["{0} delivered", group.Count()].Value,
            PropagationState.Removing => L["{0} being removed", group.Count()].Value,
            PropagationState.Failed => L["{0} not delivered", group.Count()].Value,
        }));

    public static string Kind(this IStringLocalizer<NetworkText> L, NetworkKind kind) => kind == NetworkKind.VlanTrunk ? L["VLAN trunk"] : "VLAN";
}
