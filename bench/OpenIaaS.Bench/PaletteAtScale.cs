using Microsoft.Playwright;

namespace OpenIaaS.Bench;

/// <summary>The palette in a world of very many machines: from the last key until the machine that was meant stands first.</summary>
static class PaletteAtScale
{
    public static async Task MeasureAsync(Window window, Figures figures)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync(window.At($"{Places.Machines}?page=2000"), new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator(Places.Live).WaitForAsync();
        await page.Locator(Places.RowNames).First.WaitForAsync();
        await page.EvaluateAsync<double[]>(Searched, "name");
        foreach (var kind in new[] { "name", "identity" })
        {
            var took = await page.EvaluateAsync<double[]>(Searched, kind);
            figures.Add($"palette answered, by {kind}, p95", Figures.Percentile(took, 0.95), "ms", bar: 100, note: $"{took.Length} machines, median {Figures.Median(took):0.0} ms");
        }

        await page.CloseAsync();
    }

    const string Searched =
        $$"""
        async kind => {
          const rows = [...document.querySelectorAll('{{Places.RowNames}}')].map(row => ({ name: row.textContent.trim(), identity: row.getAttribute('href').split('/').pop() }))
            .filter((row, at, all) => /^[a-z0-9 .-]+$/i.test(row.name) && all.filter(other => other.name === row.name).length === 1);
          if (rows.length < 5) throw new Error('too few machines to search for');
          const until = (met, what) => new Promise((done, failed) => {
            const began = performance.now();
            const look = () => {
              if (met()) return done(performance.now() - began);
              if (performance.now() - began > 20000) return failed(new Error(what + ' did not come within 20 s'));
              setTimeout(look, 1);
            };
            look();
          });
          document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
          await until(() => document.querySelector('[data-palette-box] input'), 'the palette');
          await new Promise(done => setTimeout(done, 500));
          const field = document.querySelector('[data-palette-box] input');
          const first = () => document.querySelector('[data-palette-box] [role=option] .m')?.textContent.trim();
          const took = [];
          for (const row of rows) {
            field.value = row[kind];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            took.push(await until(() => first() === row.name, row[kind]));
          }
          document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
          await until(() => !document.querySelector('[data-palette-box]'), 'the end of the palette');
          return took;
        }
        """;
}
