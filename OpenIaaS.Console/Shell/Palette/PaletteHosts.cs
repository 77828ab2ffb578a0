using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What can be done to a host.</summary>
public sealed class PaletteHosts(HostQueries hosts, LeaveMaintenance leave, ActivityToasts activities, PaletteWords words, IStringLocalizer<PaletteText> L)
{
    public async Task<IReadOnlyList<PaletteItem>> DeedsAsync(Id<Host> id, Id<Pool> pool, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureWrite) || await hosts.ListAsync(pool, caller, stop) is not { Ok: true } read || read.Value.FirstOrDefault(row => row.Id == id) is not { } host) return [];
        IReadOnlyList<(string, string)> facts =
        [
            (L["Machines"], Units.Count(host.Machines)), (L["Memory taken"], Units.Size(host.MemoryTaken.Bytes)), (L["Other connected hosts"], Units.Count(host.OtherConnected)),
        ];
        return
        [
            new("do-maintain", Icons.Wrench, L["Begin maintenance…"])
            {
                Refused = Say(host.CanBeginMaintenance), Href = $"/compute?pool={pool}&do=maintenance&of={id}",
                Preview = _ => Task.FromResult(new PalettePreview($"{L["Begin maintenance…"].Value.TrimEnd('…')}: {host.Name}", L["Shows first which machine moves where, and what stands in the way."], facts) { Foot = L["Opens its form on the page of the host."] }),
            },
            new("do-resume", Icons.Ok, L["End maintenance"])
            {
                Refused = Say(host.CanEndMaintenance), Run = () => LeaveAsync(id, caller),
                Preview = _ => Task.FromResult(new PalettePreview($"{L["End maintenance"]}: {host.Name}", L["It takes machines again. Those that were moved away stay where they are."], facts)),
            },
        ];
    }

    string? Say(Result rule) => rule.First is { } problem ? words.Sentence(problem) : null;

    async Task<IReadOnlyList<Problem>> LeaveAsync(Id<Host> id, Caller caller)
    {
        var accepted = await leave.SubmitAsync(new LeaveMaintenance.Input(id), caller, default);
        if (accepted.Ok) await activities.FollowAsync(accepted.Value);
        return accepted.Problems;
    }
}
