using CsvHelper;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>Makes a policy to another zone, associates the machine, waits for its first recovery point, and compares the export with the table.</summary>
sealed class ReplicationStage(SignedInPage window)
{
    const string Policy = "journey-1h";

    readonly IPage page = window.Page;

    public async Task RunAsync(string machine)
    {
        await window.OpenPageAsync("/replication?tab=policies");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).First.ClickAsync();
        var wizard = page.GetByRole(AriaRole.Dialog, new() { Name = "Add a replication policy" });
        await wizard.GetByLabel("Name", new() { Exact = true }).FillAsync(Policy);
        await NextAsync(wizard);
        await wizard.GetByRole(AriaRole.Radio, new() { NameRegex = new("^sr-az06-rep") }).First.CheckAsync();
        await NextAsync(wizard);
        await NextAsync(wizard);
        await wizard.GetByRole(AriaRole.Button, new() { Name = "Add policy" }).ClickAsync();

        var row = DeployStage.Row(page, Policy);
        await Expect(row).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Details of {Policy}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Associate machines" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = $"Associate machines with {Policy}" });
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync(machine);
        await dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new(machine) }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Associate") }).ClickAsync();

        await window.OpenPageAsync($"/replication?q={machine}");
        await Expect(DeployStage.Row(page, machine)).ToContainTextAsync("Compliant");

        await CompareExportAsync();
    }

    async Task CompareExportAsync()
    {
        await window.OpenPageAsync("/replication?rows=100&sort=machine");
        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Replicas" }).Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        var exported = await ReadAsync(await download.PathAsync());
        var shown = await rows.Locator("a.name").EvaluateAllAsync<string[]>("links => links.map(link => link.textContent)");

        Assert.Equal(shown.Order(StringComparer.Ordinal), exported.Select(row => Unescaped(row.Machine)).Order(StringComparer.Ordinal));
        Assert.Contains(exported, row => row.Machine.StartsWith("'=", StringComparison.Ordinal));
        Assert.Contains(exported, row => row.Machine.Contains('\n'));
        Assert.Contains(exported, row => row.Machine.Contains(','));
        Assert.Contains(exported, row => row.Machine.Contains('"'));
        Assert.Contains(exported, row => row is { Machine: "journey-01", SourceZone: "AZ05", TargetZone: "AZ06", Policy: Policy });
    }

    static async Task<List<ExportedReplica>> ReadAsync(string path) =>
        CsvReader.Create(await File.ReadAllBytesAsync(path)).GetRecords<ExportedReplica>().ToList();

    /// <summary>The export puts an apostrophe before what a spreadsheet would take for a formula.</summary>
    static string Unescaped(string cell) => cell.Length > 1 && cell[0] == '\'' && "=+-@\t".Contains(cell[1], StringComparison.Ordinal) ? cell[1..] : cell;

    static Task NextAsync(ILocator wizard) => wizard.GetByRole(AriaRole.Button, new() { NameRegex = new("^Next") }).ClickAsync();
}
