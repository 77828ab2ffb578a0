using Microsoft.AspNetCore.Components;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>The machines of a rehearsal with their evidence.</summary>
public sealed partial class RehearsalDetail
{
    RehearsalReport? report;
    (Id<Rehearsal>, int) readFor;

    [Parameter, EditorRequired] public Id<Rehearsal> Id { get; set; }

    /// <summary>Which version of it the list shows: another one is read again.</summary>
    [Parameter] public int Version { get; set; }

    [Inject] RehearsalQueries Rehearsals { get; set; } = default!;

    protected override void OnInitialized() => Watch(typeof(RehearsedMachine), typeof(Rehearsal));

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == (Id, Version)) return;
        readFor = (Id, Version);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var found = await Rehearsals.FindAsync(Id, await CurrentCaller.GetAsync(Stop), Stop);
        report = found.Ok ? found.Value : null;
    }

    string Content(RehearsedMachine row) => row switch
    {
        { FoundContent: null } => "–",
        { ExpectedContent: null } => L["the point has no digest"],
        _ => row.ContentMatches == true ? L["as the point's digest"] : L["differs from the point's digest"],
    };
}
