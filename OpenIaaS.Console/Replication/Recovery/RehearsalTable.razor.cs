using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>The rehearsals, newest first; a row opens to its machines.</summary>
public sealed partial class RehearsalTable
{
    public static readonly TableView First = new(Sort: null);

    ResourceTable<Rehearsal>? table;

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    /// <summary>Key of the opened row; from the address, as the view is.</summary>
    [Parameter] public string? Opened { get; set; }

    [Parameter] public bool MayRecover { get; set; }

    [Parameter] public EventCallback OnRehearse { get; set; }

    [Inject] RehearsalQueries Rehearsals { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<Rehearsal>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Rehearsals.ListAsync(query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<Rehearsal>([], 0);
    }
}
