using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Compute;

/// <summary>The simulated blades in their chassis, to break and to repair. Needs the permission <c>lab</c>, which nobody holds where <see cref="LabDoor"/> is shut.</summary>
public sealed partial class LabPage
{
    /// <summary>A UCS chassis has eight half-width slots.</summary>
    const int SlotsInChassis = 8;

    IReadOnlyList<HostQueries.Row> hosts = [];
    IReadOnlyList<PoolQueries.Row> pools = [];
    Id<Domain.Compute.Host>? asked;
    string? refused;

    [Inject] LabDoor Door { get; set; } = default!;

    [Inject] HostQueries Hosts { get; set; } = default!;

    [Inject] PoolQueries Pools { get; set; } = default!;

    [Inject] FailBlade Fail { get; set; } = default!;

    [Inject] RepairBlade Repair { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    HostQueries.Row? Asked => hosts.FirstOrDefault(host => host.Id == asked);

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(Pool));
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        if (!caller.May(Permission.Lab))
        {
            refused = P.Sentence(Problem.Forbidden(Permission.Lab));
            return;
        }

        var blades = await Hosts.ListAsync(null, caller, Stop);
        var found = await Pools.ListAsync(caller, Stop);
        hosts = blades.Ok ? blades.Value : [];
        pools = found.Ok ? found.Value : [];
        refused = blades.Ok ? null : string.Join(" ", blades.Problems.Select(P.Sentence));
    }

    PoolQueries.Row? PoolOf(HostQueries.Row host) => pools.FirstOrDefault(pool => pool.Id == host.PoolId);

    async Task FailAsync()
    {
        if (Asked is not { } blade) return;
        asked = null;
        Tell(await Fail.SubmitAsync(new FailBlade.Input(blade.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} has lost power", blade.Name]);
    }

    async Task RepairAsync(HostQueries.Row blade) =>
        Tell(await Repair.SubmitAsync(new RepairBlade.Input(blade.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} is being repaired; it boots now", blade.Name]);

    void Tell(Result<Id<Activity>> outcome, string done)
    {
        if (outcome.Ok) Toasts.Ok(done);
        else Toasts.Bad(L["That was refused"], string.Join(" ", outcome.Problems.Select(P.Sentence)));
    }
}
