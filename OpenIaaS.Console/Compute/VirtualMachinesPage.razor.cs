using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute;

/// <summary>The list of virtual machines. Search, filters, order, page and the opened row are in the address.</summary>
public sealed partial class VirtualMachinesPage
{
    const string OpenName = "open";
    const string TabName = "tab";
    const string HideName = "hide";
    /// <summary>How often it is looked for MAC addresses that two adapters have.</summary>
    static readonly TimeSpan MacPace = TimeSpan.FromSeconds(30);

    static readonly IReadOnlySet<string> NoRow = new HashSet<string>();
    static readonly TableView First = new(Sort: "name");

    ResourceTable<VirtualMachineRow>? table;
    Caller? caller;
    VirtualMachineSummary? summary;
    VirtualMachineChoices? choices;
    VirtualMachineFilter filter = VirtualMachineFilter.None;
    string filterKey = "";
    string? refused;
    IReadOnlySet<string> selected = NoRow;
    IReadOnlySet<string> hidden = NoRow;
    BulkKind? bulk;
    int sharedMacs;
    bool shown;
    bool noticed;
    DateTimeOffset macsReadAt;
    TableView view = First;

    [SupplyParameterFromQuery(Name = MachineFilterUrl.Search)] string? Search { get; set; }

    [SupplyParameterFromQuery(Name = OpenName)] string? Opened { get; set; }

    [SupplyParameterFromQuery(Name = TabName)] string? Tab { get; set; }

    [Inject] VirtualMachineQueries Machines { get; set; } = default!;

    [Inject] IStringLocalizer<ComputeText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    /// <summary>The columns that can be left out; a machine's name stays.</summary>
    IReadOnlyList<(string Key, string Title)> Choosable =>
    [
        ("status", L["Status"]), ("pool", L["Zone / pool"]), ("system", L["System"]), ("vcpu", L["vCPU"]), ("memory", L["RAM"]), ("address", L["Address"]), ("ha", L["High availability"]), ("backup", L["Backup"]),
    ];

    /// <summary>Whether there is anything the caller may do to many machines.</summary>
    bool MayBulk => caller is not null && Bulk.BulkWords.Of(caller).Count > 0;

    bool Filtered => filterKey.Length > 0;

    /// <summary>Whether a filter is set whose value stands in the address as an identity.</summary>
    bool NamesPlaces => filter.Zones.Count + filter.Pools.Count + filter.Hosts.Count > 0;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        Read();
        caller = await CurrentCaller.GetAsync(Stop);
        if (!caller.May(Permission.ComputeRead))
        {
            refused = Sentences.Sentence(Domain.Common.Problem.Forbidden(Permission.ComputeRead));
            return;
        }

        // Not activities and replicas: those of a large tenant change all the time, and what a row shows of them is told as a change of the machine.
        Watch(typeof(VirtualMachine), typeof(BackupAssignment), typeof(NetworkAdapter), typeof(Host));
        await CountAsync();
        if (NamesPlaces) await ChooseAsync();
    }

    protected override void OnParametersSet() => Read();

    protected override async Task ReloadAsync()
    {
        if (table is not null) await table.ReloadAsync();
        await CountAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= Moved;
        base.Dispose(disposing);
    }

    // Parameters from the query do not announce those the page does not declare one by one: filters, order, page.
    void Moved(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs moved)
    {
        if (!new Uri(moved.Location).AbsolutePath.EndsWith("/virtual-machines", StringComparison.Ordinal)) return;
        Read();
        _ = InvokeAsync(async () =>
        {
            if (NamesPlaces) await ChooseAsync();
            StateHasChanged();
        });
    }

    void Read()
    {
        view = Url.GetView(First);
        hidden = Url.GetAll(HideName).Where(key => Choosable.Any(column => column.Key == key)).ToHashSet();
        filter = MachineFilterUrl.Read(Url);
        filterKey = MachineFilterUrl.Query(filter);
    }

    async Task<TablePage<VirtualMachineRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Machines.ListAsync(filter, query, await CurrentCaller.GetAsync(stop), stop);
        refused = page.Ok ? null : Sentences.Sentence(page.Problems[0]);
        return page.Ok ? page.Value : new TablePage<VirtualMachineRow>([], 0);
    }

    async Task CountAsync()
    {
        var counted = await Machines.SummaryAsync(await CurrentCaller.GetAsync(Stop), Stop);
        if (counted.Ok) summary = counted.Value;
        // Nobody waits for this one: the rows come first.
        if (shown) await CountMacsAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || refused is not null) return;
        shown = true;
        await CountMacsAsync();
        if (sharedMacs > 0) StateHasChanged();
    }

    async Task CountMacsAsync()
    {
        if (Time.GetUtcNow() - macsReadAt < MacPace) return;
        macsReadAt = Time.GetUtcNow();
        if (await Machines.SharedMacsAsync(await CurrentCaller.GetAsync(Stop), Stop) is { Ok: true } shared) sharedMacs = shared.Value;
    }

    async Task RefreshAsync()
    {
        choices = null;
        await ReloadAsync();
        if (NamesPlaces) await ChooseAsync();
    }

    /// <summary>Reads what the filters offer: for their menu, and for the names of those that are set.</summary>
    async Task ChooseAsync()
    {
        if (choices is null && await Machines.ChoicesAsync(await CurrentCaller.GetAsync(Stop), Stop) is { Ok: true } read) choices = read.Value;
    }

    Task FindAsync(string text)
    {
        Url.Set(new Dictionary<string, object?> { [MachineFilterUrl.Search] = text.Length == 0 ? null : text, ["page"] = null, [OpenName] = null }, typing: true);
        return Task.CompletedTask;
    }

    void Narrow(VirtualMachineFilter next) => Url.Set(new Dictionary<string, object?>(MachineFilterUrl.Write(next)) { ["page"] = null, [OpenName] = null });

    void ShowSharedMacs() => Narrow(new VirtualMachineFilter { SharedMac = true });

    void Clear() => Narrow(VirtualMachineFilter.None);

    void Open(string? key) => Url.Set(new Dictionary<string, object?> { [OpenName] = key, [TabName] = null });

    static Dictionary<string, object?> Without(string kind) => new() { [kind] = null, ["page"] = null };

    IEnumerable<(string Key, string Label, string Value)> Chips() => choices is null && NamesPlaces ? [] : MachineFilterUrl.Chips(filter, choices ?? VirtualMachineChoices.None, L);

    string ExportUrl(bool filtered, bool shown) => QueryHelpers.AddQueryString("/api/export/virtual-machines.csv",
    [
        .. filtered ? MachineFilterUrl.Pairs(filter) : [],
        .. shown ? [new("columns", "shown"), .. hidden.Order().Select(key => new KeyValuePair<string, string?>(HideName, key))] : (KeyValuePair<string, string?>[])[],
    ]);
}
