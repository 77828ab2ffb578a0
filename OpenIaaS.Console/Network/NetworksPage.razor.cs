using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network;

/// <summary>The dialogs of the page; one is open at a time.</summary>
enum NetworkDialog
{
    None,
    New,
    Propagate,
    Share,
    Remove,
    Deactivate,
}

/// <summary>The networks of the tenant and those shared with it; a row opens to the pools it is propagated to.</summary>
public sealed partial class NetworksPage
{
    static readonly TableView First = new(Size: 25, Sort: "name");

    IReadOnlyList<BackboneQueries.Row> all = [];
    ResourceTable<BackboneQueries.Row>? table;
    TableView view = First;
    string? refused;
    bool mayChange;
    NetworkDialog dialog;
    Id<BackboneNetwork> chosen;
    Id<Propagation> chosenPlace;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowCount { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [SupplyParameterFromQuery(Name = "open")] public string? Opened { get; set; }

    [Inject] BackboneQueries Networks { get; set; } = default!;

    [Inject] PropagateNetwork Propagate { get; set; } = default!;

    [Inject] WithdrawNetwork Withdraw { get; set; } = default!;

    [Inject] DeactivateNetwork Deactivate { get; set; } = default!;

    [Inject] ReactivateNetwork Reactivate { get; set; } = default!;

    [Inject] ActivityToasts ActivityToasts { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    /// <summary>The network in hand as it is now.</summary>
    BackboneQueries.Row? Chosen => all.FirstOrDefault(network => network.Id == chosen);

    BackboneQueries.Place? Place => Chosen?.Places.FirstOrDefault(place => place.Id == chosenPlace);

    RenderFragment<BackboneQueries.Row> Menu => network => builder =>
    {
        builder.OpenComponent<ActionMenu>(0);
        builder.AddAttribute(1, nameof(ActionMenu.Label), L["Actions of {0}", network.Name].Value);
        builder.AddAttribute(2, nameof(ActionMenu.Actions), (Func<IReadOnlyList<MenuAction>>)(() => ActionsOf(network)));
        builder.CloseComponent();
    };

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(BackboneNetwork), typeof(Propagation), typeof(NetworkShare), typeof(VirtualNetwork), typeof(NetworkAdapter));
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
        var caller = await CurrentCaller.GetAsync(Stop);
        var found = await Networks.ListAsync(caller, Stop);
        mayChange = caller.May(Permission.NetworkWrite);
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        all = found.Ok ? found.Value : [];
    }

    /// <summary>What is only the owner's to do is not offered for a network of another tenant.</summary>
    List<MenuAction> ActionsOf(BackboneQueries.Row network)
    {
        List<MenuAction> actions =
        [
            new(L["View propagation"], Icons.Network, () => Do(() => Url.Set("open", network.Id))),
            new(L["Propagate to a pool"], Icons.Plus, () => Do(() => Open(NetworkDialog.Propagate, network)), network.IsDeactivated ? L["The network is deactivated."].Value : null),
        ];
        if (network.Owner is not null) return actions;
        var why = network.Deactivate is { } problem ? P.Sentence(problem) : null;
        actions.Add(new(L["Share with tenants"], Icons.Users, () => Do(() => Open(NetworkDialog.Share, network))));
        actions.Add(network.IsDeactivated
            ? new(L["Reactivate"], Icons.Play, () => SwitchAsync(network), why)
            : new(L["Deactivate"], Icons.Disabled, () => Do(() => Open(NetworkDialog.Deactivate, network)), why));
        return actions;
    }

    Task Do(Action action)
    {
        action();
        StateHasChanged();
        return Task.CompletedTask;
    }

    void Open(NetworkDialog which, BackboneQueries.Row? network = null, BackboneQueries.Place? place = null) =>
        (dialog, chosen, chosenPlace) = (which, network?.Id ?? default, place?.Id ?? default);

    void Close() => dialog = NetworkDialog.None;

    Task RemoveAsync(BackboneQueries.Place place) => SendAsync(caller => Withdraw.SubmitAsync(new WithdrawNetwork.Input(place.Id), caller, Stop));

    Task SwitchAsync(BackboneQueries.Row network) => SendAsync(caller => network.IsDeactivated
        ? Reactivate.SubmitAsync(new ReactivateNetwork.Input(network.Id), caller, Stop)
        : Deactivate.SubmitAsync(new DeactivateNetwork.Input(network.Id), caller, Stop));

    Task RetryAsync(BackboneQueries.Row network, BackboneQueries.Place place) =>
        SendAsync(caller => Propagate.SubmitAsync(new PropagateNetwork.Order(network.Id, place.PoolId), caller, Stop));

    async Task SendAsync(Func<Caller, Task<Result<Id<Activity>>>> send)
    {
        Close();
        var answer = await send(await CurrentCaller.GetAsync(Stop));
        if (answer.Ok) await AcceptedAsync(answer.Value);
        else Toasts.Bad(L["Nothing was changed"], string.Join(" ", answer.Problems.Select(P.Sentence)));
    }

    async Task AcceptedAsync(Id<Activity> activity)
    {
        await ActivityToasts.FollowAsync(activity);
        await ReloadAsync();
    }

    Task<TablePage<BackboneQueries.Row>> Load(TableQuery query)
    {
        var matching = all.Where(Matches);
        var sorted = query.Sort switch
        {
            "vlan" => matching.OrderBy(network => network.VlanIds is [var first, ..] ? first : 0),
            "adapters" => matching.OrderBy(network => network.Adapters),
            _ => matching.OrderBy(network => network.Name, StringComparer.CurrentCulture),
        };
        List<BackboneQueries.Row> rows = [.. query.Descending ? sorted.Reverse() : sorted];
        return Task.FromResult(new TablePage<BackboneQueries.Row>([.. rows.Skip(query.Offset).Take(query.Count)], rows.Count));
    }

    bool Matches(BackboneQueries.Row network) =>
        string.IsNullOrEmpty(Search)
        || network.Name.Contains(Search, StringComparison.CurrentCultureIgnoreCase)
        || network.Places.Any(place => place.Pool.Contains(Search, StringComparison.CurrentCultureIgnoreCase))
        || network.VlanIds.Any(vlan => vlan.ToString(CultureInfo.InvariantCulture) == Search);
}
