using Microsoft.Playwright;

namespace OpenIaaS.Bench;

/// <summary>How long the list takes until a click on its first row is answered, by three ways to it.</summary>
static class ListOpening
{
    /// <summary>Answers once the first row's details are open: clicks as soon as the page is live.</summary>
    const string UntilOpened =
        $$"""
        began => new Promise((done, failed) => {
          let clicked = false;
          const look = () => {
            if (document.querySelector('{{Places.Opened}}')) return done(performance.now() - began);
            if (performance.now() - began > 20000) return failed(new Error('the list did not answer a click within 20 s'));
            const row = document.querySelector('{{Places.Live}}') && document.querySelector('{{Places.RowActions}}');
            if (row && !clicked) { clicked = true; row.click(); }
            setTimeout(look, 5);
          };
          look();
        })
        """;

    /// <summary>By its address, in a window that is open already.</summary>
    public static async Task<double> ByAddressAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        return await page.EvaluateAsync<double>(UntilOpened, 0);
    }

    /// <summary>By the navigation, from the dashboard of a console that is live.</summary>
    public static async Task<double> ByNavigationAsync(IPage page, string dashboard)
    {
        await page.GotoAsync(dashboard, new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator(Places.Live).WaitForAsync();
        await page.WaitForTimeoutAsync(1000);
        return await page.EvaluateAsync<double>($"() => {{ const began = performance.now(); document.querySelector('{Places.MachinesLink}').click(); return ({UntilOpened})(began); }}");
    }

    /// <summary>How long the browser alone takes to show a word of text in a new window.</summary>
    public static async Task<double> EmptyAsync(IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].domInteractive");
    }
}
