using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>All failovers and tests of the tenant, newest first; a row opens to what it cost and what may be done to it.</summary>
public sealed partial class FailoverTable
{
    public static readonly TableView First = new(Sort: "ordered", Descending: true);

    ResourceTable<FailoverRow>? table;

    [Parameter, EditorRequired] public FailoverFilter Filter { get; set; } = new();

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    /// <summary>Key of the opened row; from the address, as the view is.</summary>
    [Parameter] public string? Opened { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }

    [Inject] FailoverQueries Failovers { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<FailoverRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Failovers.ListAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<FailoverRow>([], 0);
    }
}
