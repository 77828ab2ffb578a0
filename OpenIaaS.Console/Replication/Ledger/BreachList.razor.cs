using Microsoft.AspNetCore.Components;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>Breaches of the last 30 days with their causes, of one replica or of all that a filter lets pass.</summary>
public sealed partial class BreachList
{
    const int Step = 20;

    static readonly TimeSpan Aging = TimeSpan.FromSeconds(30);

    TablePage<BreachRow>? rows;
    (Id<Replica>?, ReplicaFilter) readFor;
    int shown = Step;

    /// <summary>The replica; null for all of the filter.</summary>
    [Parameter] public Id<Replica>? Replica { get; set; }

    [Parameter] public ReplicaFilter Filter { get; set; } = new();

    /// <summary>What is said when there is none.</summary>
    [Parameter, EditorRequired] public string Empty { get; set; } = "";

    [Inject] LedgerQueries Ledgers { get; set; } = default!;

    protected override void OnInitialized()
    {
        Watch(typeof(PromiseBreach));
        ReloadEvery(Aging);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (rows is not null && readFor == (Replica, Filter)) return;
        (readFor, shown) = ((Replica, Filter), Step);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var read = await Ledgers.BreachesAsync(Filter, Replica, new TableQuery(0, shown, null, false), await CurrentCaller.GetAsync(Stop), Stop);
        rows = read.Ok ? read.Value : new TablePage<BreachRow>([], 0);
    }

    Task MoreAsync()
    {
        shown = Math.Min(TableQuery.Most, shown + Step);
        return ReloadAsync();
    }
}
