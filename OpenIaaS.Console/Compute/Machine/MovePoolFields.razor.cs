using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>The choices of a move to another pool, apart from its disks.</summary>
public sealed partial class MovePoolFields
{
    [Parameter, EditorRequired] public VirtualMachineDetail Machine { get; set; } = default!;

    [Parameter, EditorRequired] public IReadOnlyList<MoveQueries.Pool> Pools { get; set; } = [];

    /// <summary>The pool that is chosen; null while none is.</summary>
    [Parameter] public MoveQueries.Place? Place { get; set; }

    /// <summary>What is chosen so far.</summary>
    [Parameter, EditorRequired] public Relocation Goal { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback<Id<Pool>> OnPool { get; set; }

    [Parameter, EditorRequired] public EventCallback<Relocation> OnChange { get; set; }

    /// <summary>What is wrong with an input, or null.</summary>
    [Parameter, EditorRequired] public Func<string, string?> ErrorOf { get; set; } = default!;

    /// <summary>Where its disks are to lie.</summary>
    [Parameter] public RenderFragment? Storage { get; set; }

    IReadOnlyList<SelectOption<Id<Pool>>> PoolOptions =>
    [
        .. Pools.Select(pool => new SelectOption<Id<Pool>>(
            pool.Id, L["{0} ({1}), {2} connected hosts", pool.Name, pool.BladeClass, pool.ConnectedHosts], pool.Refused is { } refused ? Sentences.Sentence(refused) : null, pool.Zone)),
    ];

    IReadOnlyList<SelectOption<Id<VirtualNetwork>>> NetworkOptions =>
    [
        .. Place!.Networks.Select(network => new SelectOption<Id<VirtualNetwork>>(
            network.Id, network.Kind == NetworkKind.VlanTrunk ? network.Name : $"{network.Name}, VLAN {network.VlanIds.FirstOrDefault()}",
            Group: network.Kind == NetworkKind.VlanTrunk ? L["VLAN trunks"] : L["VLAN networks"])),
    ];

    IReadOnlyList<SelectOption<Id<Host>>> HostOptions(RelocationFacts.Place target) =>
    [
        .. target.Hosts.Select(host => new SelectOption<Id<Host>>(
            host.Host, L["{0}, {1} free", host.Name, Units.Size(Math.Max(0, host.Free.Bytes))],
            Placement.Check(Machine.Memory, host).First?.Code switch { null => null, "placement.host-full" => L["not enough memory"].Value, _ => L["not connected"].Value })),
    ];

    static string Network(MachineAdapter adapter) => adapter.Kind == NetworkKind.VlanTrunk ? adapter.Network : $"{adapter.Network}, VLAN {adapter.VlanIds[0]}";

    Relocation With(Id<NetworkAdapter> adapter, Id<VirtualNetwork> network) =>
        Goal with { Adapters = [.. Goal.Adapters.Where(chosen => chosen.Id != adapter), new Relocation.Adapter(adapter, network)] };

    Relocation With(Id<BackupPolicy> policy, bool on) =>
        Goal with { BackupPolicies = on ? [.. Goal.BackupPolicies, policy] : [.. Goal.BackupPolicies.Where(chosen => chosen != policy)] };
}
