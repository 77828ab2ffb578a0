using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Console.Catalog;

/// <summary>The three kinds of item of a tenant's catalog. Kind, place, search, order and arrangement stand in the address.</summary>
public sealed partial class CatalogPage
{
    static readonly TableView First = new(1, 25, "name");

    readonly Dictionary<string, CatalogItemKind> kinds = new()
    {
        ["iso"] = CatalogItemKind.DiskImage, ["configuration"] = CatalogItemKind.ConfigurationTemplate, ["preinstalled"] = CatalogItemKind.PreinstalledTemplate,
    };

    readonly Dictionary<string, GuestFamily> families = new() { ["unix"] = GuestFamily.Unix, ["windows"] = GuestFamily.Windows, ["none"] = GuestFamily.None, ["unknown"] = GuestFamily.Unknown };

    TableView view = First;
    CatalogFilter filter = new();
    CatalogPlaces places = new([]);
    CatalogCounts? counts;
    ResourceTable<CatalogRow>? table;
    CatalogGrid? cards;
    bool grid;
    bool isPublic;
    bool mayManage;
    bool publishing;
    UploadQueries.Row? whole;
    PublicItem? adding;

    // Read through UrlState; declared so that a change of the address draws the page again.
    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "zone")] public string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "pool")] public string? PoolId { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? Arrangement { get; set; }

    [SupplyParameterFromQuery(Name = "os")] public string? Family { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    /// <summary>"file" to choose one, or the upload of one that has arrived.</summary>
    [SupplyParameterFromQuery(Name = "publish")] public string? Publish { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public int? PageSize { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [Inject] CatalogQueries Queries { get; set; } = default!;

    [Inject] UploadQueries Uploads { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    bool Filtered => filter != new CatalogFilter();

    string Place => filter.Pool is { } pool ? "pool:" + pool : filter.Zone is { } zone ? "zone:" + zone : "";

    IReadOnlyList<SelectOption<string>> Places =>
    [
        new("", L["All zones"]),
        .. places.Pools.Select(pool => (pool.ZoneId, pool.Zone)).Distinct().Select(zone => new SelectOption<string>("zone:" + zone.ZoneId, L["{0}, all pools", zone.Zone])),
        .. places.Pools.Select(pool => new SelectOption<string>("pool:" + pool.Id, $"{pool.Zone} / {pool.Name}")),
    ];

    IReadOnlyList<PageTab> Catalogs =>
    [
        new(L["My catalog"], "/catalog", !isPublic),
        new(L["Public catalog"], "/catalog?tab=public", isPublic),
    ];

    IReadOnlyList<SelectOption<string>> Families => [new("", L["All systems"]), .. families.Keys.Select(key => new SelectOption<string>(key, FamilyWord(families[key])))];

    protected override async Task OnInitializedAsync()
    {
        mayManage = (await CurrentCaller.GetAsync(Stop)).May(Permission.ComputeManagement);
        Watch(typeof(Template), typeof(DiskImage), typeof(Pool));
        await ReadPlacesAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        publishing = mayManage && Publish is not null;
        whole = publishing && Id<Upload>.TryParse(Publish, null, out var upload) && await Uploads.FindAsync(upload, await CurrentCaller.GetAsync(Stop), Stop) is { Ok: true, Value: { State: UploadState.Whole } found } ? found : null;
    }

    protected override void OnParametersSet()
    {
        isPublic = Tab == "public";
        view = Url.GetView(First);
        grid = Arrangement == "grid";
        filter = new CatalogFilter(
            Kind is not null && kinds.TryGetValue(Kind, out var kind) ? kind : null,
            string.IsNullOrWhiteSpace(Query) ? null : Query.Trim(),
            Id<AvailabilityZone>.TryParse(Zone, null, out var zone) ? zone : null,
            Id<Pool>.TryParse(PoolId, null, out var pool) ? pool : null,
            Family is not null && families.TryGetValue(Family, out var family) ? family : null);
    }

    protected override async Task ReloadAsync()
    {
        await ReadPlacesAsync();
        if (table is not null) await table.ReloadAsync();
        if (cards is not null) await cards.ReloadAsync();
    }

    async Task<TablePage<CatalogRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        if (isPublic)
        {
            var found = PublicRows.Find(filter, query);
            counts = found.Counts;
            StateHasChanged();
            return found.Page;
        }

        var read = await Queries.PageAsync(filter, query, await CurrentCaller.GetAsync(stop), stop);
        if (!read.Ok) throw new InvalidOperationException(Sentences.Sentence(read.Problems[0]));
        counts = read.Value.Counts;
        StateHasChanged();
        return read.Value.Page;
    }

    async Task ReadPlacesAsync()
    {
        var read = await Queries.PlacesAsync(await CurrentCaller.GetAsync(Stop), Stop);
        places = read.Ok ? read.Value : new CatalogPlaces([]);
    }

    void Add(CatalogRow row) => adding = PublicItem.Find(row.Id);

    string SystemOf(CatalogRow row) => row.GuestSystem.Length > 0 ? row.GuestSystem : L["unknown"];

    string FamilyWord(GuestFamily family) => family switch
    {
        GuestFamily.Windows => L["Windows"],
        GuestFamily.Unix => L["Linux and others"],
        GuestFamily.None => L["Without a system"],
        GuestFamily.Unknown => L["Unknown system"],
    };

    void SetKind(CatalogItemKind kind) => Url.Set(new Dictionary<string, object?>
    {
        ["kind"] = filter.Kind == kind ? null : kinds.First(pair => pair.Value == kind).Key, ["page"] = null,
    });

    void SetPlace(string place) => Url.Set(new Dictionary<string, object?>
    {
        ["zone"] = place.StartsWith("zone:", StringComparison.Ordinal) ? place[5..] : null,
        ["pool"] = place.StartsWith("pool:", StringComparison.Ordinal) ? place[5..] : null,
        ["page"] = null,
    });

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["kind"] = null, ["zone"] = null, ["pool"] = null, ["os"] = null, ["page"] = null });
}
