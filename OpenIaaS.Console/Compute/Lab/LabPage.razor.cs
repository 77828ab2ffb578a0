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
    IReadOnlyList<ActivityRow> events = [];
    int total;
    HardwareMapQueries.Map? map;
    string? refused;
    HostQueries.Row? chosenHost;
    HardwarePart? chosenPart;
    Id<AvailabilityZone>? chosenZone;

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

    Guid? Chosen => chosenHost?.Id.Value ?? chosenPart?.Id.Value;

    int Broken => hosts.Count(host => host.Status == HostStatus.Failed) + (map is null ? 0 : map.Zones.Sum(zone => zone.Parts.Count(part => part.IsBroken)) + map.Links.Count(link => link.Part.IsBroken));

    IEnumerable<HardwareMapQueries.Link> FarLinks => map!.Links.Where(link => Math.Abs(IndexOf(link.From) - IndexOf(link.To)) != 1);

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(Pool), typeof(Activity));
        // A rebuild goes on and a repaired host boots although nothing is written.
        ReloadEvery(Pace);
        await ReloadAsync();
    }

    protected override void OnParametersSet() => Choose();

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
        map = parts.Ok ? parts.Value : null;
        (events, total) = happened.Ok ? (happened.Value.Rows, happened.Value.Total) : ([], 0);
        refused = blades.Ok && parts.Ok ? null : string.Join(" ", blades.Problems.Concat(parts.Problems).Select(P.Sentence));
        Choose();
    }

    /// <summary>Finds what the address names among what is there.</summary>
    void Choose()
    {
        (chosenHost, chosenPart, chosenZone) = (null, null, null);
        if (map is null || !Guid.TryParse(Part, out var id)) return;
        chosenHost = hosts.FirstOrDefault(host => host.Id.Value == id);
        chosenPart = map.Zones.SelectMany(zone => zone.Parts).Concat(map.Links.Select(link => link.Part)).FirstOrDefault(part => part.Id.Value == id);
        chosenZone = chosenHost is not null ? map.Zones.FirstOrDefault(zone => zone.Name == chosenHost.Zone)?.Id
            : chosenPart is { Kind: not HardwarePartKind.Link } ? chosenPart.Zone : null;
    }

    IReadOnlyList<HostQueries.Row> HostsOf(HardwareMapQueries.Zone zone) => [.. hosts.Where(host => host.Zone == zone.Name)];

    int IndexOf(Id<AvailabilityZone> zone) => map!.Zones.Select(known => known.Id).ToList().IndexOf(zone);

    HardwareMapQueries.Link? LinkBetween(HardwareMapQueries.Zone one, HardwareMapQueries.Zone other) =>
        map!.Links.FirstOrDefault(link => (link.From == one.Id && link.To == other.Id) || (link.From == other.Id && link.To == one.Id));

    /// <summary>Beside the object; in the last of several zones to its left, so that it stays in the picture.</summary>
    string PlaceOf(HardwareMapQueries.Zone zone, Guid id)
    {
        const int Head = 34;
        const int CardWidth = 300;
        var (x, y) = LabLayout.Of(zone, HostsOf(zone)).PlaceOf(id);
        if (map!.Zones.Count > 1 && map.Zones[^1].Id == zone.Id) x = Math.Max(0, x - CardWidth - 190);
        return FormattableString.Invariant($"--x:{x}px;--y:{y + Head}px");
    }

    string Meaning(HardwarePart part) => LabWords.Meaning(L, part, map!.Zones.First(zone => zone.Id == part.Zone).Area);

    string Meaning(HostQueries.Row host)
    {
        if (host.Status == HostStatus.Failed) return L["Repaired, it boots for some minutes and comes back empty."];
        var restarts = pools.FirstOrDefault(pool => pool.Id == host.PoolId)?.HighAvailability == true
            ? L["High availability of {0} is on: machines set to restart come back on the other hosts after the heartbeat time-out.", host.Pool]
            : L["High availability of {0} is off: no machine is restarted.", host.Pool];
        return host.Machines switch
        {
            0 => L["The blade loses power at once. No machine runs on it."],
            1 => $"{L["The blade loses power at once. The machine on it goes down; its unsaved work is lost, as on real hardware."]} {restarts}",
            var machines => $"{L["The blade loses power at once. {0} machines on it go down; their unsaved work is lost, as on real hardware.", machines]} {restarts}",
        };
    }

    string TitleOf(HardwarePart part) =>
        part.Kind == HardwarePartKind.Link && map!.Links.FirstOrDefault(link => link.Part.Id == part.Id) is { } link ? $"{link.FromName} – {link.ToName}" : LabWords.Name(L, part);

    string FailVerb(HardwarePart part) => part.Kind == HardwarePartKind.Link ? L["Cut link"] : L["Fail"];

    string RepairVerb(HardwarePart part) => part.Kind switch
    {
        HardwarePartKind.Drive => L["Replace drive"],
        HardwarePartKind.Link => L["Join link"],
        HardwarePartKind.Interconnect or HardwarePartKind.Chassis or HardwarePartKind.Canister => L["Repair"],
    };

    async Task FailAsync(HostQueries.Row host) => Tell(await Fail.SubmitAsync(new FailBlade.Input(host.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} has lost power", host.Name]);

    async Task RepairAsync(HostQueries.Row host) => Tell(await Repair.SubmitAsync(new RepairBlade.Input(host.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} is being repaired; it boots now", host.Name]);

    async Task FailAsync(HardwarePart part) => Tell(await Break.SubmitAsync(new FailPart.Input(part.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} has failed", TitleOf(part)]);

    async Task RepairAsync(HardwarePart part) => Tell(await Mend.SubmitAsync(new RepairPart.Input(part.Id), await CurrentCaller.GetAsync(Stop), Stop), L["{0} was repaired", TitleOf(part)]);

    Task CloseAsync()
    {
        Url.Set("part", null);
        return Task.CompletedTask;
    }

    void Tell(Result<Id<Activity>> outcome, string done)
    {
        if (outcome.Ok) Toasts.Ok(done);
        else Toasts.Bad(L["That was refused"], string.Join(" ", outcome.Problems.Select(P.Sentence)));
    }
}
