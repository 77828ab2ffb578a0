using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>The tickets of whoever sits here, and for who manages support those of the tenant. Search, filters and order stand in the address.</summary>
public sealed partial class SupportPage
{
    static readonly TableView First = new(Sort: "updated", Descending: true);

    ResourceTable<TicketRow>? table;
    TableView view = First;
    TicketCounts counts = new(0, 0, 0, 0);
    Caller? caller;
    Problem? refused;
    bool mine = true;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "kind")] public string? KindWord { get; set; }

    [SupplyParameterFromQuery(Name = "status")] public string[]? StatusWords { get; set; }

    [SupplyParameterFromQuery] public string? Whose { get; set; }

    // Read through UrlState; named here so that the page is set again when they change.
    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    [SupplyParameterFromQuery] public int? Rows { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] TicketQueries Queries { get; set; } = default!;

    bool Manages => caller?.May(Permission.SupportManagement) == true;

    string Count => (counts.All, mine) switch
    {
        (1, true) => L["1 ticket of yours"],
        (1, false) => L["1 ticket of this tenant"],
        (var all, true) => L["{0} tickets of yours", Units.Count(all)],
        (var all, false) => L["{0} tickets of this tenant", Units.Count(all)],
    };

    /// <summary>What the rows depend on, as one value.</summary>
    object Asked => (Search, KindWord, Whose, string.Join(',', StatusWords ?? []));

    TicketFilter Filter => TicketAddress.Filter(Search, KindWord, StatusWords, Whose);

    /// <summary>The export of what is shown: the page's own query without what belongs to the view alone.</summary>
    string ExportHref => QueryHelpers.AddQueryString("/api/export/tickets.csv",
    [
        new("q", Search), new("kind", KindWord), new("whose", Whose), .. (StatusWords ?? []).Select(word => new KeyValuePair<string, string?>("status", word)),
    ]);

    IReadOnlyList<SelectOption<string>> KindOptions => [new("", L["Every kind"]), .. Enum.GetValues<TicketKind>().Select(kind => new SelectOption<string>(Buoy.Word(kind), L.Kind(kind)))];

    IReadOnlyList<PageTab> Tabs => [new(L["My tickets"], "/support", mine), new(L["All tickets"], "/support?whose=all", !mine)];

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Ticket));
        await CountAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        view = Url.GetView(First);
        if (mine == (Whose != "all")) return;
        mine = Whose != "all";
        await CountAsync();
    }

    protected override async Task ReloadAsync()
    {
        await CountAsync();
        if (table is not null) await table.ReloadAsync();
    }

    async Task CountAsync()
    {
        caller = await CurrentCaller.GetAsync(Stop);
        var counted = await Queries.CountsAsync(mine, caller, Stop);
        (refused, counts) = counted.Ok ? (null, counted.Value) : (counted.Problems[0], counts);
    }

    async Task<TablePage<TicketRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var found = await Queries.ListAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        if (!found.Ok) refused = found.Problems[0];
        return found.Ok ? found.Value : new TablePage<TicketRow>([], 0);
    }

    int CountOf(TicketStatus status) => status switch
    {
        TicketStatus.Open => counts.Open,
        TicketStatus.AnswerRequired => counts.AnswerRequired,
        TicketStatus.ValidationRequired => counts.ValidationRequired,
        TicketStatus.Closed => counts.Closed,
    };

    void Toggle(TicketStatus status)
    {
        var word = TicketAddress.Word(status);
        string[] words = StatusWords?.Contains(word) == true ? [.. StatusWords.Where(it => it != word)] : [.. StatusWords ?? [], word];
        Set("status", words.Length == 0 ? null : words);
    }

    void SearchFor(string text) => Set("q", text.Length == 0 ? null : text, typing: true);

    void Pick(string word) => Set("kind", word.Length == 0 ? null : word);

    void Set(string name, object? value, bool typing = false) => Url.Set(new Dictionary<string, object?> { [name] = value, ["page"] = null }, typing);

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["kind"] = null, ["status"] = null, ["page"] = null });
}
