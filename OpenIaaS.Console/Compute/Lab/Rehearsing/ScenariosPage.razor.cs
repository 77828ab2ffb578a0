using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute.Lab;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Compute.Lab.Rehearsing;

/// <summary>The scenarios there are, and the ways to a new one: a copy of the tenant, an example, an empty page.</summary>
public sealed partial class ScenariosPage
{
    const string FirstExample = "blade-fails";

    IReadOnlyList<ScenarioQueries.Row>? rows;
    ScenarioQueries.Row? leaving;
    string? refused;
    string? sentence;
    string? writing;

    [Inject] LabDoor Door { get; set; } = default!;

    [Inject] ScenarioQueries Scenarios { get; set; } = default!;

    [Inject] FleetScenarioQueries Fleet { get; set; } = default!;

    [Inject] SaveScenario Save { get; set; } = default!;

    [Inject] DeleteScenario Delete { get; set; } = default!;

    [Inject] ActivityQueries Activities { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] BrowserTime Clock { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (!Door.IsOpen) return;
        Watch(typeof(SavedScenario));
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var found = await Scenarios.ListAsync(await CurrentCaller.GetAsync(Stop), Stop);
        rows = found.Ok ? found.Value : null;
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
    }

    async Task WriteAsync() => writing = await ExampleScenarios.TextAsync(FirstExample, Stop);

    /// <summary>Saves what the tenant has now as a scenario, and opens it.</summary>
    async Task CopyTenantAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        var text = await Fleet.WriteAsync(caller, Stop);
        if (!text.Ok)
        {
            sentence = string.Join(" ", text.Problems.Select(P.Sentence));
            return;
        }

        var saved = await Save.SubmitAsync(new SaveScenario.Input(L["This tenant, {0}", Clock.Local(Time.GetUtcNow()).ToString("g", System.Globalization.CultureInfo.CurrentCulture)], text.Value), caller, Stop);
        if (!saved.Ok)
        {
            sentence = string.Join(" ", saved.Problems.Select(P.Sentence));
            return;
        }

        var done = await Activities.OwnAsync([saved.Value], caller, Stop);
        Navigation.NavigateTo($"/lab/rehearsal/{done[0].TargetId}");
    }

    async Task DeleteAsync()
    {
        var deleted = leaving is { } row && Id<SavedScenario>.TryParse(row.Key, null, out var id)
            ? await Delete.SubmitAsync(new DeleteScenario.Input(id), await CurrentCaller.GetAsync(Stop), Stop)
            : (Result<Id<Domain.Activities.Activity>>?)null;
        leaving = null;
        sentence = deleted is { Ok: false } failed ? string.Join(" ", failed.Problems.Select(P.Sentence)) : null;
    }

    string About(string example) => example switch
    {
        "array-in-trouble" => L["A day of an array: drives and canisters fail, three drives at once, a storage fills up."],
        "blade-fails" => L["A blade fails and comes back; one machine, replicated every 15 minutes."],
        "two-faults" => L["A drive and a blade fail, then the link between the zones: what restarts, and where."],
        "work-on-a-blade" => L["A blade is emptied for work, and another one fails meanwhile."],
        _ => "",
    };
}
