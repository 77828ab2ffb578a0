using Microsoft.Playwright;

namespace OpenIaaS.Bench;

/// <summary>The list of machines in a world of very many: opened, filtered, sorted, and leafed through page by page.</summary>
static class ListAtScale
{
    /// <summary>How many pages of 100 rows are turned.</summary>
    const int Turned = 200;

    /// <summary>What the process may hold more after all those pages, in MiB: the noise of a collected heap.</summary>
    const double Flat = 8;

    static readonly string[] Filters =
    [
        "status=PoweredOff", "ha=Restart", "ha=BestEffort", "ha=Disabled&status=PoweredOn", "system=Debian%2012", "tag=prod", "tag=erp&tag=web", "backup=NoPolicy", "backup=Unprotected", "backup=Protected",
        "replicated=yes", "replicated=no", "iso=any", "iso=local", "mac=shared", "q=db", "q=erp", "q=nothing-is-called-so", "q=10.1", "q=10.20.4.", "q=02:1", "status=PoweredOff&tag=prod&sort=-memory",
    ];

    static readonly string[] Sorts = ["status", "pool", "system", "vcpu", "memory", "address", "ha", "backup", "-name", "-memory", "-address"];

    public static async Task MeasureAsync(PublishedConsole console, Figures figures)
    {
        await using var window = await Window.SignInAsync(console);
        var page = await window.NewPageAsync();
        List<double> opened = [];
        for (var i = 0; i < 25; i++) opened.Add(await ListOpening.ByAddressAsync(page, window.At(Places.Machines)));
        figures.Add("list interactive, by its address", Figures.Median(opened.Skip(10)), "ms", bar: 700, note: $"median of 15; {await RangeAsync(page)}");
        await window.FilterAsync(3);
        figures.Add("search by name answered, p95 of 30", Figures.Percentile(await window.FilterAsync(30), 0.95), "ms", bar: 200, note: "after the typing pause");
        await PaletteAtScale.MeasureAsync(window, figures);
        await FilterAsync(page, figures);
        await SortAsync(page, figures);
        await LeafAsync(console, page, window.At($"{Places.Machines}?rows=100"), figures);
        await page.CloseAsync();
        await Export.MeasureAsync(console, window, Places.MachineExport, figures, bar: null);
    }

    static async Task FilterAsync(IPage page, Figures figures)
    {
        List<double> all = [];
        foreach (var filter in Filters)
        {
            List<double> tries = [];
            for (var i = 0; i < 6; i++) tries.Add(await page.EvaluateAsync<double>(Narrowed, $"{Places.Machines}?{filter}"));
            all.AddRange(tries.Skip(1));
            Figures.Say($"    {filter,-44} {tries.Skip(1).Min(),7:0} ms least, {Figures.Median(tries.Skip(1)),7:0} ms median");
        }

        figures.Add("filter answered, median", Figures.Median(all), "ms", note: $"{Filters.Length} filters, 5 times each");
        figures.Add("filter answered, p95", Figures.Percentile(all, 0.95), "ms", bar: 200);
    }

    static async Task SortAsync(IPage page, Figures figures)
    {
        List<double> all = [];
        foreach (var sort in Sorts)
        {
            List<double> tries = [];
            for (var i = 0; i < 4; i++) tries.Add(await page.EvaluateAsync<double>(Sorted, new[] { Places.Machines, sort }));
            all.AddRange(tries.Skip(1));
            Figures.Say($"    sort={sort,-39} {tries.Skip(1).Min(),7:0} ms least, {Figures.Median(tries.Skip(1)),7:0} ms median");
        }

        figures.Add("sort answered, p95", Figures.Percentile(all, 0.95), "ms", note: $"{Sorts.Length} orders, 3 times each");
    }

    /// <summary>Turns pages one by one, with a look at what the process and the browser hold before and after.</summary>
    static async Task LeafAsync(PublishedConsole console, IPage page, string address, Figures figures)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator(Places.Live).WaitForAsync();
        await page.Locator(Places.RowNames).First.WaitForAsync();
        // What the first pages need once (buffers, statements) is there before it is counted.
        await page.EvaluateAsync<double[]>(Turn, 40);
        var (before, nodes) = (await console.CollectAsync(), await NodesAsync(page));
        var took = await page.EvaluateAsync<double[]>(Turn, Turned);
        var (after, more) = (await console.CollectAsync(), await NodesAsync(page));
        figures.Add("page of 100 rows turned, p95", Figures.Percentile(took, 0.95), "ms", note: $"{took.Length} pages, to {await RangeAsync(page)}");
        figures.Add("memory after those pages", after - before, "MiB", bar: Flat, note: $"more than before them; resident, after a collection, {after:0} MiB in all");
        figures.Add("elements in the browser after them", more - nodes, "", bar: 200, note: $"more than before them, {more} in all");
    }

    static Task<string> RangeAsync(IPage page) => page.Locator(Places.Range).InnerTextAsync();

    static Task<int> NodesAsync(IPage page) => page.EvaluateAsync<int>("() => document.getElementsByTagName('*').length");

    /// <summary>Goes to an address inside the page and waits until the count below the list is another one; then back to all.</summary>
    const string Narrowed =
        $$"""
        async address => {
          const range = () => document.querySelector('{{Places.Busy}}') ? null : document.querySelector('{{Places.Range}}')?.textContent ?? document.querySelector('{{Places.Nothing}}')?.textContent;
          const until = met => new Promise((done, failed) => {
            const began = performance.now();
            const look = () => {
              if (met()) return done(performance.now() - began);
              if (performance.now() - began > 20000) return failed(new Error('no answer to ' + address + ' within 20 s'));
              setTimeout(look, 1);
            };
            look();
          });
          const all = address.split('?')[0];
          if (location.search) { Blazor.navigateTo(all); await until(() => !location.search && range()); await new Promise(done => setTimeout(done, 300)); }
          const before = range();
          const began = performance.now();
          Blazor.navigateTo(address);
          await until(() => range() && range() !== before);
          const took = performance.now() - began;
          Blazor.navigateTo(all);
          await until(() => range() === before);
          return took;
        }
        """;

    const string Sorted =
        $$"""
        async ([all, sort]) => {
          const wanted = sort.startsWith('-') ? 'descending' : 'ascending';
          const head = () => [...document.querySelectorAll('th[aria-sort]')].findIndex(one => one.getAttribute('aria-sort') === wanted);
          const until = met => new Promise((done, failed) => {
            const began = performance.now();
            const look = () => {
              if (met()) return done();
              if (performance.now() - began > 20000) return failed(new Error('no answer to the order ' + sort + ' within 20 s'));
              setTimeout(look, 1);
            };
            look();
          });
          const busy = () => document.querySelector('{{Places.Busy}}');
          Blazor.navigateTo(all);
          await until(() => !location.search && !busy());
          await new Promise(done => setTimeout(done, 300));
          const before = head();
          const began = performance.now();
          Blazor.navigateTo(all + '?sort=' + sort);
          await until(() => head() >= 0 && head() !== before && !busy());
          return performance.now() - began;
        }
        """;

    const string Turn =
        $$"""
        async pages => {
          const range = () => document.querySelector('{{Places.Busy}}') ? null : document.querySelector('{{Places.Range}}').textContent;
          const took = [];
          for (let i = 0; i < pages; i++) {
            const before = range(), began = performance.now();
            document.querySelector("{{Places.NextPage}}").click();
            await new Promise((done, failed) => {
              const look = () => {
                if (range() && range() !== before) return done();
                if (performance.now() - began > 20000) return failed(new Error('the next page did not come within 20 s'));
                setTimeout(look, 1);
              };
              look();
            });
            took.push(performance.now() - began);
          }
          return took;
        }
        """;
}
