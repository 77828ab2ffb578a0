using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network;

/// <summary>The networks propagated to the tenant's pools.</summary>
public sealed partial class NetworksPage
{
    static readonly TableView First = new(Size: 25, Sort: "pool");

    IReadOnlyList<NetworkQueries.Row> all = [];
    ResourceTable<NetworkQueries.Row>? table;
    TableView view = First;
    string? refused;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowCount { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [Inject] NetworkQueries Networks { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(VirtualNetwork), typeof(NetworkAdapter));
        await ReadAsync();
    }

    protected override void OnParametersSet() => view = Url.GetView(First);

    protected override async Task ReloadAsync()
    {
        await ReadAsync();
        if (table is not null) await table.ReloadAsync();
    }

    async Task ReadAsync()
    {
        var found = await Networks.ListAsync(await CurrentCaller.GetAsync(Stop), Stop);
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        all = found.Ok ? found.Value : [];
    }

    Task<TablePage<NetworkQueries.Row>> Load(TableQuery query)
    {
        var matching = all.Where(Matches);
        var sorted = query.Sort switch
        {
            "name" => matching.OrderBy(network => network.Name, StringComparer.CurrentCulture),
            "adapters" => matching.OrderBy(network => network.Adapters),
            _ => matching,
        };
        List<NetworkQueries.Row> rows = [.. query.Descending ? sorted.Reverse() : sorted];
        return Task.FromResult(new TablePage<NetworkQueries.Row>([.. rows.Skip(query.Offset).Take(query.Count)], rows.Count));
    }

    bool Matches(NetworkQueries.Row network) =>
        string.IsNullOrEmpty(Search)
        || network.Name.Contains(Search, StringComparison.CurrentCultureIgnoreCase)
        || network.Pool.Contains(Search, StringComparison.CurrentCultureIgnoreCase)
        || network.VlanIds.Any(vlan => vlan.ToString(CultureInfo.InvariantCulture) == Search);
}
