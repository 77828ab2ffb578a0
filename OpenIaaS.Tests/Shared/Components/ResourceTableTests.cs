using Bunit;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class ResourceTableTests : ComponentTest
{
    sealed record Machine(string Name, int Processors);

    readonly List<Machine> machines = [.. Enumerable.Range(1, 60).Select(i => new Machine($"vm-{i:00}", i % 7))];
    readonly List<TableQuery> asked = [];
    string? fails;
    TableView view = new(1, 25, "name");
    string? expanded;
    IReadOnlySet<string> selected = new HashSet<string>();
    bool filtered;
    object? drawnFrom;

    [Fact]
    public void First_page_and_the_range_are_shown()
    {
        var table = Table();

        Assert.Equal(25, table.FindAll("tbody tr").Count);
        Assert.Contains("1–25 of 60", table.Find(".pager").TextContent, StringComparison.Ordinal);
        Assert.Equal(new TableQuery(0, 25, "name", false), Assert.Single(asked));
    }

    [Fact]
    public void Next_page_asks_for_the_next_rows()
    {
        var table = Table();

        table.Find("button[aria-label='Next page']").Click();
        Again(table);

        Assert.Equal(new TableQuery(25, 25, "name", false), asked[^1]);
        Assert.Equal("vm-26", Names(table)[0]);
        Assert.Contains("26–50 of 60", table.Find(".pager").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_beyond_the_end_falls_back_to_the_last()
    {
        view = new(9, 25, "name");
        var table = Table();
        Again(table);

        Assert.Equal(3, view.Page);
        Assert.Equal(10, table.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Rows_a_page_can_be_chosen()
    {
        var table = Table();

        table.Find(".pager select").Change("50");
        Again(table);

        Assert.Equal(50, table.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Sorting_says_so_and_turns_on_the_second_click()
    {
        var table = Table();
        Assert.Equal(["ascending", "none"], Sorts(table));

        table.FindAll("th button")[1].Click();
        Again(table);
        Assert.Equal(["none", "ascending"], Sorts(table));
        table.FindAll("th button")[1].Click();
        Again(table);

        Assert.Equal(["none", "descending"], Sorts(table));
        Assert.Equal(new TableQuery(0, 25, "cpu", true), asked[^1]);
    }

    [Fact]
    public void Opened_row_shows_its_detail_below()
    {
        var table = Table();

        table.Find("button[aria-label='Details of vm-02']").Click();
        Again(table);

        Assert.Equal("Detail of vm-02", table.Find("tr.det").TextContent);
        var button = table.Find("button[aria-label='Details of vm-02']");
        Assert.Equal("true", button.GetAttribute("aria-expanded"));
        Assert.Equal(table.Find("tr.det").Id, button.GetAttribute("aria-controls"));
    }

    [Fact]
    public void Ticked_rows_are_told_by_key()
    {
        var table = Table();

        table.Find("input[aria-label='Select vm-03']").Change(true);
        Again(table);
        table.Find("input[aria-label='Select vm-01']").Change(true);
        Again(table);

        Assert.Equal(["vm-01", "vm-03"], selected.Order());
        Assert.Equal(2, table.FindAll("tr.sel").Count);
    }

    [Fact]
    public void Whole_page_can_be_ticked()
    {
        var table = Table();

        table.Find("thead input").Change(true);

        Assert.Equal(25, selected.Count);
    }

    [Fact]
    public void Empty_list_says_what_would_be_here()
    {
        machines.Clear();
        var table = Table();

        Assert.Contains("No machine yet", table.Markup, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("table"));
    }

    [Fact]
    public void Empty_answer_to_a_filter_offers_to_clear_it()
    {
        machines.Clear();
        filtered = true;
        var table = Table();

        Assert.Contains("Nothing matches", table.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("No machine yet", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_is_shown_in_place_and_trying_again_recovers()
    {
        fails = "disk gone";
        var table = Table();
        Assert.Contains("The list could not be read", table.Find(".note.bad").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("disk gone", table.Markup, StringComparison.Ordinal);

        fails = null;
        table.FindAll("button").Single(b => b.TextContent == "Try again").Click();

        Assert.Equal(25, table.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Live_reload_flashes_changed_rows_and_moves_none()
    {
        var table = Table();
        machines[1] = machines[1] with { Processors = 96 };
        machines.Reverse(0, 3);

        await table.InvokeAsync(table.Instance.ReloadAsync);

        Assert.Equal(["vm-01", "vm-02", "vm-03"], Names(table)[..3]);
        Assert.Equal("vm-02", table.FindAll("tr[class*=flash]").Single().QuerySelector("a")!.TextContent);
        Assert.Contains("2 rows moved", table.Find(".foot-t").TextContent, StringComparison.Ordinal);

        table.Find(".foot-t a").Click();
        Assert.Equal(["vm-03", "vm-02", "vm-01"], Names(table)[..3]);
    }

    [Fact]
    public async Task Only_the_row_that_changed_is_drawn_again()
    {
        List<string> drawn = [];
        drawnFrom = "";
        var table = Render<ResourceTable<Machine>>(p =>
        {
            Set(p);
            p.Add(t => t.RowActions, m => b => drawn.Add(m.Name));
        });
        drawn.Clear();
        machines[1] = machines[1] with { Processors = 96 };

        await table.InvokeAsync(table.Instance.ReloadAsync);

        Assert.Equal(["vm-02"], drawn);
    }

    [Fact]
    public void What_the_cells_are_drawn_from_draws_all_of_them_again()
    {
        List<string> drawn = [];
        drawnFrom = 1;
        var table = Render<ResourceTable<Machine>>(p =>
        {
            Set(p);
            p.Add(t => t.RowActions, m => b => drawn.Add(m.Name));
        });
        drawn.Clear();

        table.Render(p => p.Add(t => t.DrawnFrom, 2));

        Assert.Equal(25, drawn.Count);
    }

    [Fact]
    public async Task Row_that_is_gone_leaves_on_reload()
    {
        var table = Table();
        machines.RemoveAt(0);

        await table.InvokeAsync(table.Instance.ReloadAsync);

        Assert.Equal("vm-02", Names(table)[0]);
        Assert.Equal(25, Names(table).Count);
    }

    [Fact]
    public void Turning_the_page_flashes_nothing()
    {
        var table = Table();

        table.Find("button[aria-label='Next page']").Click();
        Again(table);

        Assert.Empty(table.FindAll("tr[class*=flash]"));
    }

    [Fact]
    public void Leaving_the_page_cancels_its_reading()
    {
        CancellationToken given = default;
        var table = Render<ResourceTable<Machine>>(p => p
            .Add(t => t.Label, "Machines").Add(t => t.RowKey, m => m.Name).Add(t => t.Columns, Columns)
            .Add(t => t.Load, (_, stop) =>
            {
                given = stop;
                return new TaskCompletionSource<TablePage<Machine>>().Task;
            }));

        table.Instance.Dispose();

        Assert.True(given.IsCancellationRequested);
    }

    [Fact]
    public void Late_answer_of_an_earlier_question_is_dropped()
    {
        var first = new TaskCompletionSource<TablePage<Machine>>();
        var answers = new Queue<Task<TablePage<Machine>>>([first.Task, Task.FromResult(new TablePage<Machine>([machines[5]], 1))]);
        var table = Render<ResourceTable<Machine>>(p => p
            .Add(t => t.Label, "Machines").Add(t => t.RowKey, m => m.Name).Add(t => t.Load, (_, _) => answers.Dequeue()).Add(t => t.Filter, "a")
            .Add(t => t.Columns, Columns));

        table.Render(p => p.Add(t => t.Filter, "ab"));
        first.SetResult(new([machines[0]], 1));

        table.WaitForAssertion(() => Assert.Equal(["vm-06"], Names(table)));
    }

    IRenderedComponent<ResourceTable<Machine>> Table() => Render<ResourceTable<Machine>>(Set);

    void Again(IRenderedComponent<ResourceTable<Machine>> table) => table.Render(Set);

    void Set(ComponentParameterCollectionBuilder<ResourceTable<Machine>> p) => p
        .Add(t => t.Label, "Machines").Add(t => t.RowKey, m => m.Name).Add(t => t.Load, LoadAsync)
        .Add(t => t.View, view).Add(t => t.ViewChanged, v => view = v)
        .Add(t => t.Selectable, true).Add(t => t.Selected, selected).Add(t => t.SelectedChanged, s => selected = s)
        .Add(t => t.Expanded, expanded).Add(t => t.ExpandedChanged, k => expanded = k)
        .Add(t => t.Detail, m => $"Detail of {m.Name}")
        .Add(t => t.Filtered, filtered).Add(t => t.DrawnFrom, drawnFrom)
        .Add(t => t.Empty, "<p>No machine yet</p>")
        .Add(t => t.Columns, Columns);

    static RenderFragment Columns => builder =>
    {
        builder.OpenComponent<TableColumn<Machine>>(0);
        builder.AddAttribute(1, "Title", "Name");
        builder.AddAttribute(2, "Sort", "name");
        builder.AddAttribute(3, "Card", CardPlace.Name);
        builder.AddAttribute(4, "ChildContent", (RenderFragment<Machine>)(m => b => b.AddMarkupContent(0, $"<a class=\"name\" href=\"/virtual-machines/{m.Name}\">{m.Name}</a>")));
        builder.CloseComponent();
        builder.OpenComponent<TableColumn<Machine>>(5);
        builder.AddAttribute(6, "Title", "vCPU");
        builder.AddAttribute(7, "Sort", "cpu");
        builder.AddAttribute(8, "Numeric", true);
        builder.AddAttribute(9, "Value", (Func<Machine, string?>)(m => Units.Count(m.Processors)));
        builder.CloseComponent();
    };

    Task<TablePage<Machine>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        asked.Add(query);
        return fails is not null
            ? Task.FromException<TablePage<Machine>>(new InvalidOperationException(fails))
            : Task.FromResult(new TablePage<Machine>([.. machines.Skip(query.Offset).Take(query.Count)], machines.Count));
    }

    static List<string> Names(IRenderedComponent<ResourceTable<Machine>> table) => [.. table.FindAll("tbody tr.r a.name").Select(a => a.TextContent)];

    static List<string?> Sorts(IRenderedComponent<ResourceTable<Machine>> table) => [.. table.FindAll("th[aria-sort]").Select(h => h.GetAttribute("aria-sort"))];
}
