using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>At most 7 adapters, each on one network of the pool.</summary>
public sealed partial class AdaptersStep
{
    IReadOnlyList<SelectOption<Id<VirtualNetwork>?>> Networks => [.. (Form.View?.Networks ?? []).Select(network =>
        new SelectOption<Id<VirtualNetwork>?>(network.Id, network.Name, Group: network.Kind == NetworkKind.VlanTrunk ? L["VLAN trunks"] : L["VLAN networks"]))];

    /// <summary>Why no further adapter can be added: the rule's own sentence for one more.</summary>
    string? Full => AdapterLimits.CheckCount(Draft.Adapters.Count + 1) is { Ok: false } full ? Sentences.Sentence(full.Problems[0]) : null;

    static string Path(int index, string property) => $"Adapters[{index}].{property}";

    NewMachineView.Network? NetworkOf(DraftAdapter adapter) => Form.View?.Networks.FirstOrDefault(network => network.Id == adapter.Network);

    string Type(NewMachineView.Network network) =>
        network.Kind == NetworkKind.VlanTrunk ? L["Trunk, {0} VLANs", network.VlanIds.Count] : $"VLAN {network.VlanIds.FirstOrDefault()}";

    bool KeepsAddresses => Draft.Adapters.Where(adapter => adapter.Original.Length > 0).All(adapter => adapter.MacAddress == adapter.Original);

    Task KeepAsync(bool keep) => SetAsync(() =>
    {
        foreach (var adapter in Draft.Adapters.Where(adapter => adapter.Original.Length > 0)) adapter.MacAddress = keep ? adapter.Original : "";
    });

    Task AddAsync() => SetAsync(() => Draft.Adapters.Add(new DraftAdapter()));

    Task RemoveAsync(int index) => SetAsync(() =>
    {
        Draft.Adapters.RemoveAt(index);
        Form.Forget("Adapters");
    });
}
