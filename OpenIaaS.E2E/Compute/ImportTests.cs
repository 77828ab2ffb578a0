using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>An exported machine is sent from the browser: a whole one becomes a machine that runs, a broken one is refused in the wizard and leaves nothing.</summary>
public sealed class ImportTests(Browser browser)
{
    const string Machine = "imported-01";

    [Fact]
    public Task Exported_machine_is_sent_verified_and_runs() => RunAsync("legacy-crm-01.xva", broken: false, ImportAsync);

    [Fact]
    public Task Broken_one_is_refused_in_the_wizard_and_leaves_nothing() => RunAsync("torn.xva", broken: true, RefuseAsync);

    async Task RunAsync(string name, bool broken, Func<SignedInPage, string, Task> act)
    {
        var folder = Directory.CreateTempSubdirectory("openiaas-xva");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            await File.WriteAllBytesAsync(file, XvaFile.Write(broken));
            await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
            await using var window = await SignedInPage.OpenAsync(browser, server);
            await window.TellAsync(() => act(window, file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task ImportAsync(SignedInPage window, string file)
    {
        var page = window.Page;
        var wizard = await SendAsync(window, file);
        await Expect(wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("legacy-crm-01\\.xva.*Verified: legacy-crm-01", RegexOptions.Singleline) })).ToBeCheckedAsync();

        // The tray leads here too, from every page.
        await window.OpenPageAsync("/compute");
        await page.Locator("summary[aria-label^=Uploads]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Make a machine") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("method=xva&file="));
        await Expect(wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("legacy-crm-01") })).ToBeCheckedAsync();
        await ChoosePoolAsync(wizard);
        await NextAsync(wizard, "general");
        await Expect(wizard.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("legacy-crm-01");
        await wizard.GetByLabel("Name", new() { Exact = true }).FillAsync(Machine);
        await NextAsync(wizard, "storage");
        await NextAsync(wizard, "network mapping");
        await wizard.GetByLabel("Network of adapter 1").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await NextAsync(wizard, "high availability");
        await NextAsync(wizard, "backup policies");
        await wizard.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("backup-1d-r7") }).CheckAsync();
        await NextAsync(wizard, "summary");
        await wizard.GetByLabel("Start after creation").CheckAsync();
        await wizard.GetByRole(AriaRole.Button, new() { Name = "Create machine" }).ClickAsync();

        await window.OpenPageAsync($"/virtual-machines?q={Machine}");
        await Expect(DeployStage.Row(page, Machine)).ToContainTextAsync("Powered on");
        // The file has become the machine.
        await Expect(page.Locator("summary[aria-label^=Uploads]")).ToHaveCountAsync(0);
    }

    static async Task RefuseAsync(SignedInPage window, string file)
    {
        var page = window.Page;
        var wizard = await SendAsync(window, file);
        await Expect(wizard).ToContainTextAsync("checksum");
        await Expect(wizard).ToContainTextAsync("00000011");
        await Expect(wizard.GetByRole(AriaRole.Radio)).ToHaveCountAsync(0);
        await Expect(page.Locator("summary[aria-label^=Uploads]")).ToHaveCountAsync(0);
    }

    /// <summary>Opens the wizard at its second step, with a pool, and sends the file.</summary>
    static async Task<ILocator> SendAsync(SignedInPage window, string file)
    {
        await window.OpenPageAsync("/virtual-machines/new");
        var wizard = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "New virtual machine" });
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("XVA") }).CheckAsync();
        await NextAsync(wizard, "file");
        await ChoosePoolAsync(wizard);
        await wizard.GetByLabel("XVA file").SetInputFilesAsync(file);
        await wizard.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send ") }).ClickAsync();
        return wizard;
    }

    static Task<IReadOnlyList<string>> ChoosePoolAsync(ILocator wizard) =>
        wizard.GetByLabel("Zone / pool").SelectOptionAsync(new SelectOptionValue { Label = "AZ05 / clu001-az05 · Paris West · STANDARD" });

    static Task NextAsync(ILocator wizard, string step) =>
        wizard.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next: " + step, RegexOptions.IgnoreCase) }).ClickAsync();
}
