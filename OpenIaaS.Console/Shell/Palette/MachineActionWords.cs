using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>How the actions and places of a machine are said in the palette.</summary>
public sealed class MachineActionWords(IStringLocalizer<PaletteText> L, IStringLocalizer<ComputeText> machines, PaletteWords words)
{
    /// <summary>The name; what asks for more first ends in an ellipsis.</summary>
    public string Name(MachineAction action, bool asksMore) =>
        // Elsewhere the word is also the name of a priority, which French says otherwise.
        (action.Key == "restart" ? L["Restart"] : action.Text(machines)) + (asksMore ? "…" : "");

    /// <summary>What is worth knowing beside the name.</summary>
    public string Detail(MachineAction action, VirtualMachineDetail machine) => action.Key switch
    {
        "stop" or "restart" => L["cleanly, through its agent"],
        "power-off" => L["what it has not written is lost"],
        "move" when machine.Place.Host is { } host => L["runs on {0} now", MachineWords.ShortHost(machine.Place.Pool, host)],
        "eject" => machine.MountedImage ?? "",
        "tags" => string.Join(", ", machine.Tags),
        "vcpu" => L["{0} now", machine.VirtualCpus],
        "memory" => L["{0} now", Shared.Units.Size(machine.Memory.Bytes)],
        "high-availability" => machines.Word(machine.HighAvailability),
        _ => "",
    };

    /// <summary>The sentence of the rule that forbids it now, or null.</summary>
    public string? Refused(MachineAction action, MachineRun? run, VirtualMachineDetail machine, Caller caller) =>
        (caller.May(action.Permission) ? run is null ? action.RefusedFor(machine, caller) : run.Refused(machine) : action.RefusedFor(machine, caller)) is { } problem ? words.Sentence(problem) : null;

    /// <summary>The places that belong to a machine.</summary>
    public IReadOnlyList<PaletteItem> Places(VirtualMachineDetail machine, Caller caller)
    {
        var own = $"/virtual-machines/{machine.Id}";
        List<PaletteItem> places = [new("go-own", Icons.Machine, L["Its page"]) { Href = own }];
        if (machine.Place.HostId is { } host) places.Add(new("go-host", Icons.Blade, L["Its host"]) { Detail = $"{machine.Place.Zone} / {machine.Place.Host}", Href = $"/compute?pool={machine.Place.PoolId}&host={host}" });
        places.Add(new("go-pool", Icons.Blade, L["Its pool"]) { Detail = $"{machine.Place.Zone} / {machine.Place.Pool}", Href = $"/compute?pool={machine.Place.PoolId}" });
        if (machine.Replica is { } replica) places.Add(new("go-replica", Icons.Replication, L["Its replica"]) { Detail = machines["{0} to {1}", MachineWords.Line(replica.Policy), replica.TargetZone], Href = own + "?tab=replication" });
        places.Add(new("go-disks", Icons.Disk, L["Its disks"]) { Detail = Shared.Units.Count(machine.Disks.Count), Href = own + "?tab=disks" });
        places.Add(new("go-snapshots", Icons.Snapshot, L["Its snapshots"]) { Detail = Shared.Units.Count(machine.Snapshots), Href = own + "?tab=snapshots" });
        if (caller.May(Permission.NetworkRead)) places.Add(new("go-network", Icons.Network, L["Its network adapters"]) { Detail = string.Join(", ", machine.Addresses), Href = own + "?tab=network" });
        if (caller.May(Permission.BackupRead)) places.Add(new("go-backup", Icons.Backup, L["Its backups"]) { Detail = string.Join(", ", machine.Policies.Select(policy => MachineWords.Line(policy.Name))), Href = own + "?tab=backup" });
        if (caller.May(Permission.MetricRead)) places.Add(new("go-metrics", Icons.Chart, L["Its metrics"]) { Href = own + "?tab=metrics" });
        if (caller.May(Permission.ActivityRead)) places.Add(new("go-activities", Icons.List, L["Its activities"]) { Href = own + "?tab=activities" });
        return places;
    }
}
