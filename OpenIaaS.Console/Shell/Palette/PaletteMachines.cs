using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What can be done to a machine: the actions of <see cref="MachineActionList"/>, those without a form at once and by the same use case.</summary>
public sealed class PaletteMachines(VirtualMachineDetailQueries machines, MachineCommands commands, MachinePreviews previews, ActivityToasts activities, MachineActionWords words)
{
    public async Task<PaletteSubject?> OfAsync(FoundObject found, Caller caller, CancellationToken stop)
    {
        if (await machines.FindAsync(new Id<VirtualMachine>(found.Id), caller, stop) is not { Ok: true } read) return null;
        var machine = read.Value;
        return new(
            found with { Name = machine.Name, Power = machine.Power, Pending = machine.Pending }, MachineWords.Line(machine.Name),
            [.. MachineActionList.All.Where(action => action.IsShownTo(caller)).Select(action => Deed(action, machine, caller))], words.Places(machine, caller));
    }

    PaletteItem Deed(MachineAction action, VirtualMachineDetail machine, Caller caller)
    {
        // What the dialog helps out of is left to it; the preview says why it is needed.
        var mends = action.RefusedFor(machine, caller) is null && action.Run?.Refused(machine) is { } refused && refused.Code == action.Mends;
        var run = mends ? null : action.Run;
        return new($"do-{action.Key}", action.Icon, words.Name(action, asksMore: run is null))
        {
            Detail = words.Detail(action, machine), Refused = words.Refused(action, run, machine, caller),
            Href = run is null ? action.Address(machine.Id) : null, Run = run is null ? null : () => RunAsync(run, machine.Id, caller), AsksOnce = run is { AsksOnce: true },
            Preview = stop => previews.OfAsync(action, run, machine, caller, stop),
        };
    }

    async Task<IReadOnlyList<Problem>> RunAsync(MachineRun run, Id<VirtualMachine> machine, Caller caller)
    {
        var accepted = await run.Send(commands, machine, caller);
        if (accepted.Ok) await activities.FollowAsync(accepted.Value);
        return accepted.Problems;
    }
}
