using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>Machines by thirty days; a row opens to its breaches.</summary>
public sealed partial class LedgerTable
{
    public static readonly TableView First = new(Sort: "kept");

    ResourceTable<LedgerRow>? table;

    [Parameter, EditorRequired] public ReplicaFilter Filter { get; set; } = new();

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    /// <summary>Key of the opened row; from the address, as the view is.</summary>
    [Parameter] public string? Opened { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }

    /// <summary>Raised with what all that match came to.</summary>
    [Parameter] public EventCallback<LedgerTime> OnTotal { get; set; }

    [Inject] LedgerQueries Ledgers { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    DateTimeOffset Now => Time.GetUtcNow();

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<LedgerRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var read = await Ledgers.FleetAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        if (!read.Ok) return new TablePage<LedgerRow>([], 0);
        await OnTotal.InvokeAsync(read.Value.Total);
        return read.Value.Page;
    }
}
