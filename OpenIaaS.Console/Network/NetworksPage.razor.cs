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

    int count;
    ResourceTable<BackboneQueries.Row>? table;
    TableView view = First;
    string? refused;
    bool mayChange;
    NetworkDialog dialog;
    BackboneQueries.Row? chosen;
    IReadOnlyList<string> taken = [];
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

    BackboneQueries.Place? Place => chosen?.Places.FirstOrDefault(place => place.Id == chosenPlace);

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
        mayChange = caller.May(Permission.NetworkWrite);
        refused = caller.May(Permission.NetworkRead) ? null : P.Sentence(Problem.Forbidden(Permission.NetworkRead));
        count = await Networks.CountAsync(caller, Stop);
        // A dialog shows the network in hand as it is now.
        if (dialog is not NetworkDialog.None && chosen is { } held) chosen = await Networks.FindAsync(held.Id, caller, Stop) is { Ok: true, Value: var now } ? now : null;
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
        (dialog, chosen, chosenPlace) = (which, network, place?.Id ?? default);

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

    async Task OpenNewAsync()
    {
        taken = await Networks.NamesAsync(await CurrentCaller.GetAsync(Stop), Stop);
        Open(NetworkDialog.New);
    }

    async Task<TablePage<BackboneQueries.Row>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var read = await Networks.ListAsync(Search, query, await CurrentCaller.GetAsync(stop), stop);
        return read.Ok ? read.Value : new TablePage<BackboneQueries.Row>([], 0);
    }
}
