using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>What needs somebody, what there is and how full, and what goes on, at one look.</summary>
public sealed partial class DashboardPage
{
    /// <summary>Recovery points grow old without any change that could be heard of.</summary>
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(20);

    Dashboard? shown;
    AvailabilityQueries.Month? month;
    string? refused;
    string name = "";
    bool mayCreate;
    ITimer? aging;

    [Inject] DashboardQueries Queries { get; set; } = default!;

    [Inject] AvailabilityQueries Availabilities { get; set; } = default!;

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    DateTimeOffset Here => BrowserTime.Local(Time.GetUtcNow());

    string Greeting => Here.Hour switch
    {
        >= 5 and < 12 => L["Good morning, {0}", name],
        >= 12 and < 18 => L["Good afternoon, {0}", name],
        _ => L["Good evening, {0}", name],
    };

    string Today => Here.ToString("dddd d MMMM", CultureInfo.CurrentCulture);

    string Summary => shown?.Alarms.Count switch
    {
        null => "",
        0 => L["nothing needs you"],
        1 => L["one thing needs you"],
        { } count => L["{0} things need you", count],
    };

    long Memory => shown!.Pools.Sum(pool => pool.MemoryForMachines.Bytes);

    long StorageSize => shown!.Pools.Sum(pool => pool.StorageCapacity.Bytes);

    /// <summary>Links between zones that do not stand side by side.</summary>
    List<Dashboard.Link> Detours => [.. shown!.Links.Where(link => !shown.Zones.Zip(shown.Zones.Skip(1)).Any(pair => Joins(link, pair.First, pair.Second)))];

    IEnumerable<(string Name, int Count, string Href)> Protections
    {
        get
        {
            if (shown!.Backup is { } backup) yield return (L["Really backed up"], backup.Protected, "/virtual-machines?backup=Protected");
            yield return (L["Replicated"], shown.Replicated, "/replication");
            yield return (L["High availability set"], shown.WithHighAvailability, "/virtual-machines?ha=Restart&ha=BestEffort");
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Pool), typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(StorageRepository), typeof(Replica), typeof(BackupAssignment));
        BrowserTime.Learned += Redraw;
        if (RendererInfo.IsInteractive) aging = Time.CreateTimer(_ => ReloadSoon(), null, Aging, Aging);
        var profile = await CurrentCaller.GetProfileAsync(Stop);
        name = profile.Name.Split(' ')[0];
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        mayCreate = caller.May(Permission.ComputeManagement);
        var found = await Queries.ReadAsync(caller, Stop);
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        shown = found.Ok ? found.Value : null;
        month = await Availabilities.MonthAsync(caller, Stop) is { Ok: true } read ? read.Value : null;
    }

    protected override void Dispose(bool disposing)
    {
        BrowserTime.Learned -= Redraw;
        aging?.Dispose();
        base.Dispose(disposing);
    }

    Dashboard.Link? Between(Dashboard.Zone one, Dashboard.Zone other) => shown!.Links.FirstOrDefault(link => Joins(link, one, other));

    static bool Joins(Dashboard.Link link, Dashboard.Zone one, Dashboard.Zone other) =>
        (link.FromId, link.ToId) == (one.Id, other.Id) || (link.FromId, link.ToId) == (other.Id, one.Id);

    static double Share(long part, long whole) => whole == 0 ? 0 : part / (double)whole;

    void Redraw() => _ = InvokeAsync(StateHasChanged);
}
