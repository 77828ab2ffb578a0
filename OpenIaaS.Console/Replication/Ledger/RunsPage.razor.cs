using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>The runs of one replica, the newest first.</summary>
public sealed partial class RunsPage
{
    static readonly TableView First = new();
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(15);

    ResourceTable<RunRow>? table;
    RunFilter filter = new();
    ReplicaRow? row;
    Problem? refused;
    Id<Replica> readFor;

    [Parameter] public Guid Replica { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    [Inject] RunQueries Runs { get; set; } = default!;

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    Id<Replica> Known => new(Replica);

    IReadOnlyList<SelectOption<string>> States => [new("", L["Every outcome"]), .. Enum.GetValues<RunState>().Select(state => new SelectOption<string>($"{state}", L.Word(state)))];

    protected override void OnInitialized()
    {
        Watch(typeof(Replica));
        ReloadEvery(Aging);
    }

    protected override async Task OnParametersSetAsync()
    {
        filter = new RunFilter(Known, State: Enum.TryParse<RunState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null);
        if (readFor == Known) return;
        readFor = Known;
        var found = await Replicas.FindAsync(Known, await CurrentCaller.GetAsync(Stop), Stop);
        (row, refused) = (found.Ok ? found.Value : null, found.Ok ? null : found.Problems[0]);
    }

    protected override Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<RunRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Runs.ListAsync(filter, query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<RunRow>([], 0);
    }
}
