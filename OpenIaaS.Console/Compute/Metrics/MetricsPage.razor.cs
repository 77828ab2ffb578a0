using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>What hosts and block storage gave, over time. Tab, grouping and period stand in the address.</summary>
public sealed partial class MetricsPage
{
    const string Overview = "overview";
    const string Compute = "compute";
    const string Storage = "storage";

    /// <summary>The finest step is a minute; twice in it the running one is looked at.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    ComputeMetrics? compute;
    StorageMetrics? storage;
    (string, UsePeriod, MetricGrouping)? shown;
    string? refused;

    [SupplyParameterFromQuery(Name = "tab")] public string? TabName { get; set; }

    [SupplyParameterFromQuery(Name = "by")] public string? GroupingName { get; set; }

    [SupplyParameterFromQuery(Name = "period")] public string? PeriodName { get; set; }

    [Inject] MetricsQueries Metrics { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    string Tab => TabName is Compute or Storage ? TabName : Overview;

    UsePeriod Period => MetricsUrl.Period(PeriodName);

    MetricGrouping Grouping => Tab == Overview ? MetricGrouping.All : MetricsUrl.Grouping(GroupingName);

    string ExportUrl => $"/api/export/metrics.csv?tab={Tab}&by={MetricsUrl.Word(Grouping)}&period={MetricsUrl.Word(Period)}";

    IReadOnlyList<PageTab> Tabs =>
    [
        new(L["Overview"], MetricsUrl.To(Overview, Period), Tab == Overview),
        new(L["Compute"], MetricsUrl.To(Compute, Period), Tab == Compute),
        new(L["Storage"], MetricsUrl.To(Storage, Period), Tab == Storage),
    ];

    IReadOnlyList<SelectOption<MetricGrouping>> Groupings =>
    [
        new(MetricGrouping.All, L["All together"]), new(MetricGrouping.Zone, L["By availability zone"]),
        new(MetricGrouping.Each, Tab == Storage ? L["By block storage"] : L["By host"]),
    ];

    protected override void OnInitialized()
    {
        BrowserTime.Learned += Redraw;
        ReloadEvery(Pace);
        // What is switched on and off, breaks and comes back shows at once.
        Watch(typeof(Domain.Compute.Host), typeof(Domain.Storage.StorageRepository));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Tab, Period, Grouping)) return;
        (compute, storage) = (null, null);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var asked = (Tab, Period, Grouping);
        shown = asked;
        var caller = await CurrentCaller.GetAsync(Stop);
        ComputeMetrics? hosts = null;
        StorageMetrics? storages = null;
        List<Problem> problems = [];
        if (Tab != Storage && await Metrics.ComputeAsync(Period, Grouping, caller, Stop) is var found)
        {
            hosts = found.Ok ? found.Value : null;
            if (!found.Ok) problems.AddRange(found.Problems);
        }

        if (Tab != Compute && problems.Count == 0 && await Metrics.StorageAsync(Period, Grouping, caller, Stop) is var seen)
        {
            storages = seen.Ok ? seen.Value : null;
            if (!seen.Ok) problems.AddRange(seen.Problems);
        }

        // The reader went on while this was read.
        if (shown != asked) return;
        refused = problems.Count == 0 ? null : string.Join(" ", problems.Select(P.Sentence));
        (compute, storage) = (hosts, storages);
    }

    protected override void Dispose(bool disposing)
    {
        BrowserTime.Learned -= Redraw;
        base.Dispose(disposing);
    }

    void Redraw() => _ = InvokeAsync(StateHasChanged);
}
