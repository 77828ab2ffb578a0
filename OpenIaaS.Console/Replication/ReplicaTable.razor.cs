using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication;

/// <summary>The replicas with their age against the promise; a row opens to its last run.</summary>
public sealed partial class ReplicaTable
{
    public static readonly TableView First = new(Sort: "status", Descending: true);

    ResourceTable<ReplicaRow>? table;
    ReplicaRow? removing;
    ReplicaRow? moving;
    Dictionary<Id<Replica>, LedgerDays> strips = [];

    [Parameter, EditorRequired] public ReplicaFilter Filter { get; set; } = new();

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    /// <summary>Key of the opened row; from the address, as the view is.</summary>
    [Parameter] public string? Opened { get; set; }

    [Parameter] public bool MayManage { get; set; }

    [Parameter] public bool HasPolicies { get; set; }

    [Parameter] public EventCallback OnAdd { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] LedgerQueries Ledgers { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    DateTimeOffset Now => Time.GetUtcNow();

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<ReplicaRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Replicas.ListAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        if (!page.Ok) return new TablePage<ReplicaRow>([], 0);
        var read = await Ledgers.StripsAsync([.. page.Value.Rows.Select(row => row.Id)], await CurrentCaller.GetAsync(stop), stop);
        strips = read.Ok ? read.Value.ToDictionary(row => row.Replica, row => row.Days) : [];
        return page.Value;
    }
}
