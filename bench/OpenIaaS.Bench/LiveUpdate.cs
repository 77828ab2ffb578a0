using Microsoft.Playwright;

namespace OpenIaaS.Bench;

/// <summary>How long a change that one window made takes until another one shows it.</summary>
static class LiveUpdate
{
    public static async Task<double[]> MeasureAsync(IPage maker, IPage watcher, string machine, int tries)
    {
        foreach (var page in new[] { maker, watcher })
        {
            await page.GotoAsync(machine, new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator(Places.Live).WaitForAsync();
            await page.Locator(Places.EditTags).WaitForAsync();
        }

        var took = new double[tries];
        for (var i = 0; i < tries; i++)
        {
            var tag = $"bench-{Environment.ProcessId}-{i}";
            await maker.Locator(Places.EditTags).ClickAsync();
            await maker.Locator(Places.TagsField).FillAsync(tag);
            var shown = watcher.EvaluateAsync<double>(
                $$"""
                tag => new Promise((done, failed) => {
                  const began = performance.now();
                  const look = () => {
                    if ([...document.querySelectorAll('{{Places.Tags}}')].some(chip => chip.textContent === tag)) return done(performance.timeOrigin + performance.now());
                    if (performance.now() - began > 20000) return failed(new Error('the other window did not show the tag within 20 s'));
                    setTimeout(look, 1);
                  };
                  look();
                })
                """,
                tag);
            var sent = await maker.EvaluateAsync<double>($"() => {{ const sent = performance.timeOrigin + performance.now(); document.querySelector('{Places.SaveTags}').click(); return sent; }}");
            took[i] = await shown - sent;
            await maker.Locator(Places.TagsField).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
            await maker.WaitForTimeoutAsync(400);
        }

        return took;
    }
}
