using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What an action would do to a machine now: the same questions that its dialog and its use case ask.</summary>
public sealed class MachinePreviews(MachineForecast forecast, IStringLocalizer<PaletteText> L, IStringLocalizer<ComputeText> machines, MachineActionWords words, TimeProvider clock)
{
    public async Task<PalettePreview> OfAsync(MachineAction action, MachineRun? run, VirtualMachineDetail machine, Caller caller, CancellationToken stop)
    {
        List<(string, string)> facts = [];
        List<(Tone, string)> notes = [];
        var sentence = await SayAsync(action, machine, caller, facts, notes, stop);
        return new($"{words.Name(action, asksMore: false)}{(run is null ? ":" : "")} {MachineWords.Line(machine.Name)}", sentence, facts)
        {
            Notes = notes, Foot = run is null ? L["Opens its form on the page of the machine."] : run.AsksOnce ? L["Asks once more before it acts."] : "",
        };
    }

    async Task<string> SayAsync(MachineAction action, VirtualMachineDetail machine, Caller caller, List<(string, string)> facts, List<(Tone, string)> notes, CancellationToken stop)
    {
        switch (action.Key)
        {
            case "start" or "start-on":
                if (machine.Actions.Start is { } without && without.Code == action.Mends) notes.Add((Tone.Warn, forecast.Sentence(without)));
                if (machine.Power == PowerState.Halted) await PlaceAsync(machine, caller, facts, notes, stop);
                return action.Key == "start" ? L["On the host it ran on last, or the one with the most free memory."] : L["You choose the host."];
            case "stop":
                Protection(machine, facts, frees: true);
                StaysOff(machine, notes);
                return L["Asks the guest to end its services, then it is off."];
            case "power-off":
                Protection(machine, facts, frees: true);
                StaysOff(machine, notes);
                return machines["The power is cut at once; what the guest had not written is lost."];
            case "restart":
                Protection(machine, facts, frees: false);
                return L["Asks the guest to stop, then starts it on the same blade."];
            case "move":
                facts.AddRange(await forecast.TargetsAsync(machine, caller, stop));
                return machines["It goes on running all along. Until it has arrived, its {0} of memory are taken on both hosts.", Units.Size(machine.Memory.Bytes)];
            case "mount":
                facts.AddRange(await forecast.ImagesAsync(machine, caller, stop));
                return facts.Count == 0 ? machines["There is no ISO in the pool {0}.", machine.Place.Pool] : L["The ISO images of its pool:"];
            case "eject":
                return machines["The DVD drive of {0} is empty then. What is being installed from it stops.", MachineWords.Line(machine.Name)];
            case "snapshot":
                facts.AddRange(await forecast.SnapshotAsync(machine, caller, stop));
                return L["Keeps all its disks as they are now. It takes the whole size of each disk:"];
            case "failover" or "test-failover" or "failback":
                Copies(machine, facts);
                return action.Key switch
                {
                    "failover" => L["Its copy takes over. You choose whether it is shut down in order first, and from which point the copy starts."],
                    "failback" => L["What changed on its copy comes back to it, and the copy is removed."],
                    _ => L["A copy is started cut off from every network, and removed again after a while. The machine runs on."],
                };
            case "delete":
                Gone(machine, facts);
                notes.Add((Tone.Warn, L["This cannot be undone. The name is asked for."]));
                return L["With the machine go:"];
            default:
                return Now(action.Key, machine, facts);
        }
    }

    /// <summary>Where it would start, and what is left there.</summary>
    async Task PlaceAsync(VirtualMachineDetail machine, Caller caller, List<(string, string)> facts, List<(Tone, string)> notes, CancellationToken stop)
    {
        facts.Add((L["It takes"], Units.Size(machine.Memory.Bytes)));
        var placed = await forecast.PlaceAsync(machine, caller, stop);
        if (placed.Ok)
        {
            facts.Insert(0, (L["Host"], MachineWords.ShortHost(machine.Place.Pool, placed.Value.Name)));
            facts.Add((L["Free there after it"], Units.Size(placed.Value.Left.Bytes)));
        }
        else
        {
            notes.Add((Tone.Bad, forecast.Sentence(placed.Problems[0])));
        }
    }

    void Protection(VirtualMachineDetail machine, List<(string, string)> facts, bool frees)
    {
        if (machine.Place.Host is { } host) facts.Add((L["Host"], MachineWords.ShortHost(machine.Place.Pool, host)));
        if (frees) facts.Add((L["Memory it frees"], Units.Size(machine.Memory.Bytes)));
        facts.Add((L["Replica"], machine.Replica is not { } replica ? L["none"] : replica.LastPointAt is { } point ? L["{0} old", Units.Age(clock.GetUtcNow() - point)] : L["no point yet"]));
        facts.Add((L["Backups kept"], Units.Count(machine.Backups)));
    }

    /// <summary>What its copy is made of.</summary>
    void Copies(VirtualMachineDetail machine, List<(string, string)> facts)
    {
        if (machine.Replica is not { } replica) return;
        facts.Add((L["Replica"], replica.LastPointAt is { } point ? L["{0} old", Units.Age(clock.GetUtcNow() - point)] : L["no point yet"]));
        facts.Add((L["Its copy runs in"], replica.TargetZone));
    }

    void StaysOff(VirtualMachineDetail machine, List<(Tone, string)> notes)
    {
        if (machine.HighAvailability != HighAvailabilityPriority.Disabled) notes.Add((Tone.Info, machines["High availability leaves it off, because you asked for it."]));
    }

    void Gone(VirtualMachineDetail machine, List<(string, string)> facts)
    {
        facts.Add((L["Disks"], Units.Count(machine.Disks.Count)));
        facts.Add((L["Space that becomes free"], Units.Size(machine.Disks.Sum(disk => disk.Capacity.Bytes))));
        facts.Add((L["Network adapters"], Units.Count(machine.Adapters.Count)));
        facts.Add((L["Snapshots"], Units.Count(machine.Snapshots)));
        facts.Add((L["Backups that stay"], Units.Count(machine.Backups)));
    }

    /// <summary>What a form would change, as it is now.</summary>
    string Now(string key, VirtualMachineDetail machine, List<(string, string)> facts)
    {
        facts.AddRange(key switch
        {
            "rename" => [(machines["Name"], MachineWords.Line(machine.Name))],
            "tags" => [(machines["Tags"], machine.Tags.Count == 0 ? L["none"] : string.Join(", ", machine.Tags))],
            "vcpu" => [(machines["vCPU"], Units.Count(machine.VirtualCpus)), (machines["Cores per socket"], Units.Count(machine.CoresPerSocket))],
            "memory" => [(machines["Memory"], Units.Size(machine.Memory.Bytes)), (L["Largest host of the pool"], Units.Size(machine.LargestHost.Bytes))],
            "high-availability" => [(machines["Status"], machines.Word(machine.HighAvailability)), (machines["Start order"], Units.Count(machine.StartOrder))],
            "boot" => [(machines["Boot order"], machines.Word(machine.BootOrder)), (machines["Secure boot"], machine.SecureBoot ? machines["On"] : machines["Off"])],
            "add-disk" or "attach-disk" => [(machines["Devices"], machines["{0} of {1}, DVD drive counted", machine.Devices, DiskLimits.MostDevices])],
            "add-adapter" => [(machines["Network adapters"], L["{0} of {1}", machine.Adapters.Count, AdapterLimits.Most])],
            "assign-policy" => [(machines["Backup policies"], machine.Policies.Count == 0 ? L["none"] : string.Join(", ", machine.Policies.Select(policy => MachineWords.Line(policy.Name))))],
            _ => Array.Empty<(string, string)>(),
        });
        return facts.Count == 0 ? "" : L["As it is now:"];
    }
}
