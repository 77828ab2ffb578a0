using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// A list read page by page from the server. <see cref="View"/> is bound both ways, so that a page keeps it in its address. A live
/// <see cref="ReloadAsync"/> changes rows in place: changed ones flash once and none jumps; the foot offers to sort again.
/// </summary>
public sealed partial class ResourceTable<TRow> : IDisposable
{
    readonly List<TableColumn<TRow>> columns = [];
    readonly Dictionary<string, string> flashes = [];

    IReadOnlyList<TRow>? rows;
    IReadOnlyList<TRow> served = [];
    TableView? asked;
    object? askedFor;
    (TableView View, object? Filter)? shownFor;
    CancellationTokenSource? reading;
    string? failure;
    bool loading;
    int total;
    int moved;
    int reloads;

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public Func<TableQuery, CancellationToken, Task<TablePage<TRow>>> Load { get; set; } = default!;

    [Parameter, EditorRequired] public Func<TRow, string> RowKey { get; set; } = default!;

    [Parameter, EditorRequired] public RenderFragment? Columns { get; set; }

    [Parameter] public TableView View { get; set; } = new();

    [Parameter] public EventCallback<TableView> ViewChanged { get; set; }

    /// <summary>Whatever the rows depend on besides the view (search, filters), as one value: when it changes, the table reads again.</summary>
    [Parameter] public object? Filter { get; set; }

    /// <summary>A filter is active: an empty answer says "Nothing matches" and offers to clear.</summary>
    [Parameter] public bool Filtered { get; set; }

    [Parameter] public EventCallback OnClearFilters { get; set; }

    /// <summary>What the row is called in the names of its controls; its key when not given.</summary>
    [Parameter] public Func<TRow, string>? RowName { get; set; }

    /// <summary>The sort keys of the columns that are left out; name them in <see cref="DrawnFrom"/> too.</summary>
    [Parameter] public IReadOnlySet<string> Hidden { get; set; } = new HashSet<string>();

    [Parameter] public bool Selectable { get; set; }

    [Parameter] public IReadOnlySet<string> Selected { get; set; } = new HashSet<string>();

    [Parameter] public EventCallback<IReadOnlySet<string>> SelectedChanged { get; set; }

    [Parameter] public RenderFragment<TRow>? Detail { get; set; }

    /// <summary>Key of the opened row, or null.</summary>
    [Parameter] public string? Expanded { get; set; }

    [Parameter] public EventCallback<string?> ExpandedChanged { get; set; }

    [Parameter] public RenderFragment<TRow>? RowActions { get; set; }

    /// <summary>Extra class of a row; "bad" draws an opened row with the red edge.</summary>
    [Parameter] public Func<TRow, string?>? RowClass { get; set; }

    [Parameter] public RenderFragment<TRow>? CardFacts { get; set; }

    /// <summary>
    /// What the cells are drawn from besides their row (a clock, a permission), as one value that is compared; "" for nothing. A row whose values
    /// stay the same is then not drawn again. Null: every row is drawn each time.
    /// </summary>
    [Parameter] public object? DrawnFrom { get; set; }

    /// <summary>Rows become cards at 640 px; off for a table narrow enough to stay one.</summary>
    [Parameter] public bool Card { get; set; } = true;

    /// <summary>Ten columns and more: tighter cells.</summary>
    [Parameter] public bool Wide { get; set; }

    [Parameter] public RenderFragment? Empty { get; set; }

    [Parameter] public RenderFragment? Note { get; set; }

    /// <summary>Raised after every answer, for the counts in a page's head.</summary>
    [Parameter] public EventCallback<TablePage<TRow>> OnLoaded { get; set; }

    [Inject] internal IStringLocalizer<SharedText> L { get; set; } = default!;

    [Inject] ILogger<ResourceTable<TRow>> Log { get; set; } = default!;

    internal IEnumerable<TableColumn<TRow>> Shown => Hidden.Count == 0 ? columns : columns.Where(column => column.Sort is null || !Hidden.Contains(column.Sort));

    internal bool HasTail => Detail is not null || RowActions is not null;

    /// <summary>In columns, those that the table adds among them.</summary>
    internal int Width => Shown.Count() + (Selectable ? 1 : 0) + (HasTail ? 1 : 0);

    bool AllSelected => rows is { Count: > 0 } && rows.All(r => Selected.Contains(RowKey(r)));

    /// <summary>Reads the same page again. Call it from the renderer's thread (<c>LivePage</c> does).</summary>
    public Task ReloadAsync() => ReadAsync(keepOrder: true);

    public void Dispose()
    {
        reading?.Cancel();
        reading?.Dispose();
    }

    internal void Add(TableColumn<TRow> column) => columns.Add(column);

    internal void Remove(TableColumn<TRow> column) => columns.Remove(column);

    protected override async Task OnParametersSetAsync()
    {
        if (asked == View && Equals(askedFor, Filter))
            return;
        await ReadAsync(keepOrder: false);
    }

    async Task ReadAsync(bool keepOrder)
    {
        reading?.Cancel();
        reading?.Dispose();
        var mine = reading = new CancellationTokenSource();
        (asked, askedFor, loading) = (View, Filter, true);
        if (!keepOrder)
            StateHasChanged();
        try
        {
            var page = await Load(View.Query, mine.Token);
            if (reading != mine)
                return;
            (loading, failure, total) = (false, null, page.Total);
            if (page.Rows.Count == 0 && page.Total > 0 && View.Page > 1)
            {
                await ChangeAsync(View with { Page = ((page.Total - 1) / View.Size) + 1 });
                return;
            }
            Show(page.Rows, keepOrder && Equals(shownFor, (View, Filter)));
            shownFor = (View, Filter);
            await OnLoaded.InvokeAsync(page);
        }
        catch (OperationCanceledException) when (reading != mine || mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            if (reading != mine)
                return;
            Log.LogError(exception, "Reading the list {List} failed", Label);
            (loading, failure) = (false, L["The server did not answer as expected. The failure was logged."]);
        }
        StateHasChanged();
    }

    void Show(IReadOnlyList<TRow> fresh, bool keepOrder)
    {
        served = fresh;
        moved = 0;
        var before = rows;
        if (!keepOrder || before is null)
        {
            flashes.Clear();
            rows = fresh;
            return;
        }
        Flash(before, fresh);
        var byKey = fresh.ToDictionary(RowKey);
        var kept = before.Select(RowKey).Where(byKey.ContainsKey).ToHashSet();
        IReadOnlyList<TRow> inPlace = [.. before.Select(RowKey).Where(kept.Contains).Select(k => byKey[k]), .. fresh.Where(r => !kept.Contains(RowKey(r)))];
        moved = inPlace.Zip(fresh).Count(p => RowKey(p.First) != RowKey(p.Second));
        rows = inPlace;
    }

    void Flash(IReadOnlyList<TRow> before, IReadOnlyList<TRow> fresh)
    {
        // Two classes with the same animation take turns: a row that changes twice in a row flashes twice.
        var css = ++reloads % 2 == 0 ? "flash-a" : "flash-b";
        var old = before.ToDictionary(RowKey);
        flashes.Clear();
        foreach (var row in fresh)
            if (!old.TryGetValue(RowKey(row), out var was) || !EqualityComparer<TRow>.Default.Equals(was, row))
                flashes[RowKey(row)] = css;
    }

    void SortAgain()
    {
        rows = served;
        moved = 0;
        flashes.Clear();
    }

    async Task ChangeAsync(TableView next)
    {
        if (ViewChanged.HasDelegate)
        {
            await ViewChanged.InvokeAsync(next);
            return;
        }
        View = next;
        await ReadAsync(keepOrder: false);
    }

    Task SortByAsync(TableColumn<TRow> column) =>
        ChangeAsync(View with { Page = 1, Sort = column.Sort, Descending = View.Sort == column.Sort && !View.Descending });

    string? SortOf(TableColumn<TRow> column) => column.Sort is null ? null : View.Sort != column.Sort ? "none" : View.Descending ? "descending" : "ascending";

    internal string NameOf(TRow row) => RowName?.Invoke(row) ?? RowKey(row);

    string Css(TRow row, string key) => string.Join(' ', new[]
    {
        "r",
        HasTail ? "has-more" : null,
        Selectable && Selected.Contains(key) ? "sel" : null,
        Detail is not null && key == Expanded ? "open" : null,
        flashes.GetValueOrDefault(key),
        RowClass?.Invoke(row),
    }.Where(c => !string.IsNullOrEmpty(c)));

    internal Task ToggleAsync(string key) => ExpandedChanged.InvokeAsync(Expanded == key ? null : key);

    internal Task SelectAsync(string key) =>
        SelectedChanged.InvokeAsync(Selected.Contains(key) ? Selected.Where(k => k != key).ToHashSet() : new HashSet<string>(Selected) { key });

    Task SelectPageAsync()
    {
        var page = rows!.Select(RowKey).ToHashSet();
        return SelectedChanged.InvokeAsync(AllSelected ? Selected.Where(k => !page.Contains(k)).ToHashSet() : Selected.Union(page).ToHashSet());
    }
}
