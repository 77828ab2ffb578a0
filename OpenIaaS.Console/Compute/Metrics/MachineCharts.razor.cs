using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>The metrics of a machine, read again every half minute.</summary>
public sealed partial class MachineCharts
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    MachineMetrics? shown;
    (Id<VirtualMachine>, UsePeriod)? read;
    string? refused;

    [Parameter, EditorRequired] public Id<VirtualMachine> Machine { get; set; }

    [Inject] MetricsQueries Metrics { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    UsePeriod Period => MetricsUrl.Period(Url.Get("period"));

    protected override void OnInitialized() => ReloadEvery(Pace);

    protected override async Task OnParametersSetAsync()
    {
        if (read != (Machine, Period)) await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var asked = (Machine, Period);
        read = asked;
        var found = await Metrics.MachineAsync(Machine, Period, await CurrentCaller.GetAsync(Stop), Stop);
        if (read != asked) return;
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        shown = found.Ok ? found.Value : null;
    }
}
