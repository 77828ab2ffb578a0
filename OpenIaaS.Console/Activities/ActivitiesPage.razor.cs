using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Console.Activities;

/// <summary>Everything that was asked for in the tenant, live. Filters and search stand in the address.</summary>
public sealed partial class ActivitiesPage
{
    static readonly TableView First = new(Sort: "created", Descending: true);

    ResourceTable<ActivityRow>? table;
    TableView view = First;
    ActivityFilter filter = new();
    ActivityFacets facets = new([], []);
    Problem? refused;
    int? total;
    string? targetName;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? State { get; set; }

    [SupplyParameterFromQuery] public string? Author { get; set; }

    [SupplyParameterFromQuery] public string? Type { get; set; }

    [SupplyParameterFromQuery] public string? From { get; set; }

    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>The identity of the one object whose activities are shown.</summary>
    [SupplyParameterFromQuery] public string? Target { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery] public string? Rows { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [Inject] ActivityQueries Activities { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    bool IsFiltered => filter != new ActivityFilter();

    string ExportAddress => QueryHelpers.AddQueryString("/api/export/activities.csv", new Dictionary<string, string?>
    {
        ["q"] = Search, ["state"] = State, ["author"] = Author, ["type"] = Type, ["target"] = filter.Target?.ToString(), ["from"] = filter.From is { } from ? from.ToString("O", CultureInfo.InvariantCulture) : null, ["before"] = filter.Before is { } before ? before.ToString("O") : null,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    IReadOnlyList<SelectOption<string>> States =>
        [new("", L["Every state"]), .. Enum.GetValues<ActivityState>().Select(state => new SelectOption<string>($"{state}", ActivityWords.State(L, state)))];

    IReadOnlyList<SelectOption<string>> Authors => [new("", L["Every author"]), .. facets.Authors.Select(author => new SelectOption<string>(author, author))];

    IReadOnlyList<SelectOption<string>> Types => [new("", L["Every type"]), .. facets.Types.Select(type => new SelectOption<string>(type, type))];

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Activity));
        await ReadFacetsAsync();
    }

    protected override void OnParametersSet()
    {
        view = Url.GetView(First);
        filter = new ActivityFilter(
            Enum.TryParse<ActivityState>(State, out var state) && Enum.IsDefined(state) ? state : null, Blank(Author), Blank(Type), Blank(Search), Midnight(From, 0), Midnight(To, 1), Guid.TryParse(Target, out var target) ? target : null);
    }

    protected override async Task ReloadAsync()
    {
        await ReadFacetsAsync();
        if (table is not null)
            await table.ReloadAsync();
    }

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>The beginning of a day where the browser is.</summary>
    DateTimeOffset? Midnight(string? day, int daysAfter) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date < DateOnly.MaxValue.AddDays(-2) && date.Year > 1
            ? new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(date.AddDays(daysAfter).ToDateTime(TimeOnly.MinValue), BrowserTime.Zone))
            : null;

    async Task ReadFacetsAsync()
    {
        var found = await Activities.FacetsAsync(await CurrentCaller.GetAsync(Stop), Stop);
        refused = found.Ok ? null : found.Problems[0];
        if (found.Ok)
            facets = found.Value;
    }

    async Task<TablePage<ActivityRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var found = await Activities.ListAsync(filter, query, await CurrentCaller.GetAsync(stop), stop);
        return found.Ok ? found.Value : new TablePage<ActivityRow>([], 0);
    }

    void Loaded(TablePage<ActivityRow> page)
    {
        total = page.Total;
        targetName = filter.Target is { } target ? page.Rows.FirstOrDefault(row => row.TargetId == target)?.TargetName : null;
    }

    void Set(string name, string? value, bool typing = false) =>
        Url.Set(new Dictionary<string, object?> { [name] = Blank(value), ["page"] = null }, typing);

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["state"] = null, ["author"] = null, ["type"] = null, ["from"] = null, ["to"] = null, ["target"] = null, ["page"] = null });

    string Sentence(ActivityRow row) => ActivityWords.Sentence(L, row.Type, row.TargetNoun, row.TargetName);
}
