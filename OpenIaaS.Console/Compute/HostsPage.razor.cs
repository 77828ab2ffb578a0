using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>Pools and their hosts, with high availability. One tab for all hosts and one for each pool.</summary>
public sealed partial class HostsPage
{
    static readonly TableView First = new(Size: 25, Sort: "pool");

    IReadOnlyList<PoolQueries.Row> pools = [];
    IReadOnlyList<HostQueries.Row> hosts = [];
    IReadOnlyList<HardwareMapQueries.Area> areas = [];
    IReadOnlyList<ServiceProfile> profiles = [];
    ResourceTable<HostQueries.Row>? table;
    TableView view = First;
    string? refused;
    bool mayEdit;
    bool editing;
    Id<Domain.Compute.Host>? emptying;

    [SupplyParameterFromQuery(Name = "pool")] public string? PoolId { get; set; }

    /// <summary>The host whose service profile is open.</summary>
    [SupplyParameterFromQuery(Name = "host")] public string? HostId { get; set; }

    /// <summary>"maintenance" opens the dialog that begins it, for the host that <see cref="Of"/> names.</summary>
    [SupplyParameterFromQuery(Name = "do")] public string? Do { get; set; }

    [SupplyParameterFromQuery(Name = "of")] public string? Of { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowCount { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [Inject] PoolQueries Pools { get; set; } = default!;

    [Inject] HostQueries Hosts { get; set; } = default!;

    [Inject] HardwareMapQueries Hardware { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] LeaveMaintenance Leave { get; set; } = default!;

    [Inject] ActivityToasts Activities { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    HostQueries.Row? Emptying => hosts.FirstOrDefault(host => host.Id == emptying || (mayEdit && Do == "maintenance" && host.Id.ToString() == Of));

    PoolQueries.Row? Shown => pools.FirstOrDefault(pool => pool.Id.ToString() == PoolId);

    /// <summary>What is broken below the hosts that are shown.</summary>
    IEnumerable<(HardwareMapQueries.Area Area, HardwarePart Part)> Broken =>
        from area in areas
        where Shown is null || Shown.ZoneId == area.Id
        from part in area.Faults
        where part.Kind is HardwarePartKind.Interconnect or HardwarePartKind.Chassis
        orderby part.Severity descending
        select (area, part);

    IReadOnlyList<PageTab> Tabs =>
    [
        new(L["All hosts"], "/compute", PoolId is null, pools.Sum(pool => pool.Hosts)),
        .. pools.Select(pool => new PageTab($"{pool.Zone} / {pool.Name}", $"/compute?pool={pool.Id}", pool.Id.ToString() == PoolId, pool.Hosts)),
    ];

    IReadOnlyList<MenuAction> ActionsOf(HostQueries.Row host) =>
    [
        new(L["Begin maintenance"], Icons.Wrench, () =>
        {
            emptying = host.Id;
            StateHasChanged();
            return Task.CompletedTask;
        }, Say(host.CanBeginMaintenance)),
        new(L["End maintenance"], Icons.Ok, () => LeaveAsync(host), Say(host.CanEndMaintenance)),
    ];

    void CloseMaintenance()
    {
        emptying = null;
        if (Do is not null) Url.Set(new Dictionary<string, object?> { ["do"] = null, ["of"] = null }, typing: true);
    }

    string? Say(Result rule) => rule.Ok ? null : P.Sentence(rule.Problems[0]);

    async Task LeaveAsync(HostQueries.Row host)
    {
        var accepted = await Leave.SubmitAsync(new LeaveMaintenance.Input(host.Id), await CurrentCaller.GetAsync(Stop), Stop);
        if (accepted.Ok) await Activities.FollowAsync(accepted.Value);
        else Toasts.Bad(L["That was refused"], string.Join(" ", accepted.Problems.Select(P.Sentence)));
    }

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Pool), typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(Activity));
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
        mayEdit = caller.May(Permission.InfrastructureWrite);
        var found = await Pools.ListAsync(caller, Stop);
        var blades = await Hosts.ListAsync(null, caller, Stop);
        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        pools = found.Ok ? found.Value : [];
        hosts = blades.Ok ? blades.Value : [];
        if (await Hosts.ProfilesAsync(caller, Stop) is { Ok: true } read) profiles = read.Value;
        areas = await Hardware.PartsAsync(caller, Stop) is { Ok: true } parts ? parts.Value : [];
    }

    async Task<TablePage<HostQueries.Row>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        // A tenant has at most some hundred hosts, and the head of the page needs all of them.
        var caller = await CurrentCaller.GetAsync(stop);
        var asked = Id<Pool>.TryParse(PoolId, null, out var pool) ? pool : (Id<Pool>?)null;
        var found = await Hosts.ListAsync(asked, caller, stop);
        if (!found.Ok) return new([], 0);
        IEnumerable<HostQueries.Row> sorted = query.Sort switch
        {
            "name" => found.Value.OrderBy(host => host.Name, StringComparer.CurrentCulture),
            "machines" => found.Value.OrderBy(host => host.Machines),
            "memory" => found.Value.OrderBy(host => host.MemoryShare),
            _ => found.Value,
        };
        if (query.Descending) sorted = sorted.Reverse();
        return new([.. sorted.Skip(query.Offset).Take(query.Count)], found.Value.Count);
    }
}
