using Microsoft.AspNetCore.Components;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Lab;

/// <summary>The map of the hardware: zones side by side with their links between them. What is done on it is left to the page around it.</summary>
public sealed partial class LabMap
{
    HostQueries.Row? chosenHost;
    HardwarePart? chosenPart;
    Id<AvailabilityZone>? chosenZone;

    [Parameter, EditorRequired] public HardwareMapQueries.Map Map { get; set; } = default!;

    [Parameter, EditorRequired] public IReadOnlyList<HostQueries.Row> Hosts { get; set; } = [];

    [Parameter, EditorRequired] public IReadOnlyList<PoolQueries.Row> Pools { get; set; } = [];

    /// <summary>The service profiles of the hosts, as far as they are known.</summary>
    [Parameter] public IReadOnlyList<ServiceProfile> Profiles { get; set; } = [];

    /// <summary>The identity of the object whose card is open.</summary>
    [Parameter] public string? Part { get; set; }

    /// <summary>Where its objects have their addresses.</summary>
    [Parameter] public LabAddress Address { get; set; } = LabAddress.Live;

    /// <summary>The instant that moments are counted from; null for the time of day.</summary>
    [Parameter] public DateTimeOffset? Origin { get; set; }

    [Parameter, EditorRequired] public EventCallback<LabDeed> OnDeed { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    Guid? Chosen => chosenHost?.Id.Value ?? chosenPart?.Id.Value;

    IEnumerable<HardwareMapQueries.Link> FarLinks => Map.Links.Where(link => Math.Abs(IndexOf(link.From) - IndexOf(link.To)) != 1);

    /// <summary>How many objects of a map are broken.</summary>
    public static int Broken(HardwareMapQueries.Map map, IReadOnlyList<HostQueries.Row> hosts) =>
        hosts.Count(host => host.Status == HostStatus.Failed) + map.Zones.Sum(zone => zone.Parts.Count(part => part.IsBroken)) + map.Links.Count(link => link.Part.IsBroken);

    /// <summary>Finds what the address names among what is there.</summary>
    protected override void OnParametersSet()
    {
        (chosenHost, chosenPart, chosenZone) = (null, null, null);
        if (!Guid.TryParse(Part, out var id)) return;
        chosenHost = Hosts.FirstOrDefault(host => host.Id.Value == id);
        chosenPart = Map.Zones.SelectMany(zone => zone.Parts).Concat(Map.Links.Select(link => link.Part)).FirstOrDefault(part => part.Id.Value == id);
        chosenZone = chosenHost is not null ? Map.Zones.FirstOrDefault(zone => zone.Name == chosenHost.Zone)?.Id
            : chosenPart is { Kind: not HardwarePartKind.Link } ? chosenPart.Zone : null;
    }

    IReadOnlyList<HostQueries.Row> HostsOf(HardwareMapQueries.Zone zone) => [.. Hosts.Where(host => host.Zone == zone.Name)];

    int IndexOf(Id<AvailabilityZone> zone) => Map.Zones.Select(known => known.Id).ToList().IndexOf(zone);

    HardwareMapQueries.Link? LinkBetween(HardwareMapQueries.Zone one, HardwareMapQueries.Zone other) =>
        Map.Links.FirstOrDefault(link => (link.From == one.Id && link.To == other.Id) || (link.From == other.Id && link.To == one.Id));

    /// <summary>Beside the object; in the last of several zones to its left, so that it stays in the picture.</summary>
    string PlaceOf(HardwareMapQueries.Zone zone, Guid id)
    {
        const int Head = 34;
        const int CardWidth = 300;
        var (x, y) = LabLayout.Of(zone, HostsOf(zone)).PlaceOf(id);
        if (Map.Zones.Count > 1 && Map.Zones[^1].Id == zone.Id) x = Math.Max(0, x - CardWidth - 190);
        return FormattableString.Invariant($"--x:{x}px;--y:{y + Head}px");
    }

    RenderFragment? LinkCard(HardwareMapQueries.Link link) => link.Part.Id.Value == Chosen ? Card("") : null;

    string Meaning(HardwarePart part) => LabWords.Meaning(L, part, Map.Zones.First(zone => zone.Id == part.Zone).Area);

    string Meaning(HostQueries.Row host)
    {
        if (host.Status == HostStatus.Failed) return L["Repaired, it boots for some minutes and comes back empty."];
        var restarts = Pools.FirstOrDefault(pool => pool.Id == host.PoolId)?.HighAvailability == true
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
        part.Kind == HardwarePartKind.Link && Map.Links.FirstOrDefault(link => link.Part.Id == part.Id) is { } link ? $"{link.FromName} – {link.ToName}" : LabWords.Name(L, part);

    string FailVerb(HardwarePart part) => part.Kind == HardwarePartKind.Link ? L["Cut link"] : L["Fail"];

    string RepairVerb(HardwarePart part) => part.Kind switch
    {
        HardwarePartKind.Drive => L["Replace drive"],
        HardwarePartKind.Link => L["Join link"],
        HardwarePartKind.Interconnect or HardwarePartKind.Chassis or HardwarePartKind.Canister => L["Repair"],
    };

    Task DoAsync(HostQueries.Row host, bool breaks) =>
        OnDeed.InvokeAsync(new(host.Id.Value, true, breaks, breaks ? L["{0} has lost power", host.Name] : L["{0} is being repaired; it boots now", host.Name]));

    Task DoAsync(HardwarePart part, bool breaks) =>
        OnDeed.InvokeAsync(new(part.Id.Value, false, breaks, breaks ? L["{0} has failed", TitleOf(part)] : L["{0} was repaired", TitleOf(part)]));
}
