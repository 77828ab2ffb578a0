using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Compute.Lab;

/// <summary>
/// The simulated hardware as a map, to break and to repair. Needs the permission <c>lab</c>, which nobody holds where <see cref="LabDoor"/> is shut.
/// The address says whose card is open: <c>/lab?part=…</c>, the identity of a host or of a part.
/// </summary>
public sealed partial class LabPage
{
    const int EventsShown = 40;

    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    IReadOnlyList<HostQueries.Row> hosts = [];
    IReadOnlyList<PoolQueries.Row> pools = [];
    IReadOnlyList<ServiceProfile> profiles = [];
    IReadOnlyList<ActivityRow> events = [];
    int total;
    HardwareMapQueries.Map? map;
    string? refused;

    [SupplyParameterFromQuery(Name = "part")] public string? Part { get; set; }

    [Inject] LabDoor Door { get; set; } = default!;

    [Inject] HostQueries Hosts { get; set; } = default!;

    [Inject] PoolQueries Pools { get; set; } = default!;

    [Inject] HardwareMapQueries Hardware { get; set; } = default!;

    [Inject] ActivityQueries Activities { get; set; } = default!;

    [Inject] FailBlade Fail { get; set; } = default!;

    [Inject] RepairBlade Repair { get; set; } = default!;

    [Inject] FailPart Break { get; set; } = default!;

    [Inject] RepairPart Mend { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    int Broken => map is null ? 0 : LabMap.Broken(map, hosts);

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(Pool), typeof(Activity));
        // A rebuild goes on and a repaired host boots although nothing is written.
        ReloadEvery(Pace);
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
        var parts = await Hardware.ReadAsync(caller, Stop);
        var happened = await Activities.ListAsync(new ActivityFilter(), new TableQuery(0, EventsShown, null, false), caller, Stop);
        hosts = blades.Ok ? blades.Value : [];
        pools = found.Ok ? found.Value : [];
        if (await Hosts.ProfilesAsync(caller, Stop) is { Ok: true } read) profiles = read.Value;
        map = parts.Ok ? parts.Value : null;
        (events, total) = happened.Ok ? (happened.Value.Rows, happened.Value.Total) : ([], 0);
        refused = blades.Ok && parts.Ok ? null : string.Join(" ", blades.Problems.Concat(parts.Problems).Select(P.Sentence));
    }

    async Task DoAsync(LabDeed deed)
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        var (host, part) = (new Id<Domain.Compute.Host>(deed.Subject), new Id<HardwarePart>(deed.Subject));
        Tell(
            (deed.IsHost, deed.Breaks) switch
            {
                (true, true) => await Fail.SubmitAsync(new FailBlade.Input(host), caller, Stop),
                (true, false) => await Repair.SubmitAsync(new RepairBlade.Input(host), caller, Stop),
                (false, true) => await Break.SubmitAsync(new FailPart.Input(part), caller, Stop),
                (false, false) => await Mend.SubmitAsync(new RepairPart.Input(part), caller, Stop),
            }, deed.Done);
    }

    void Close() => Url.Set("part", null);

    void Tell(Result<Id<Activity>> outcome, string done)
    {
        if (outcome.Ok) Toasts.Ok(done);
        else Toasts.Bad(L["That was refused"], string.Join(" ", outcome.Problems.Select(P.Sentence)));
    }
}
