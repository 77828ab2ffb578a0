using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>Presses the buoy on the backup page, is refused with a sentence, and files the request for a backup policy.</summary>
sealed class BuoyStage(SignedInPage window)
{
    readonly IPage page = window.Page;

    public async Task RunAsync()
    {
        await window.OpenPageAsync("/backup");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Backup", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { NameRegex = new("Support") }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog, new() { Name = "Support" });
        await Expect(panel.GetByLabel("Organization")).ToHaveValueAsync("Mutuelle Horizon");
        await Expect(panel.GetByLabel("Tenant")).ToHaveValueAsync("Production");
        await Expect(panel.GetByLabel("Contact e-mail")).Not.ToHaveValueAsync("");
        await Expect(panel.GetByLabel("Contact phone")).Not.ToHaveValueAsync("");

        var name = panel.GetByLabel("Policy name");
        await name.FillAsync("x");
        await name.FillAsync("");
        await panel.GetByLabel("Days").FocusAsync();
        await Expect(panel).ToContainTextAsync("The request needs a name for the policy.");

        await name.FillAsync("erp-7d-4w-12m");
        await panel.GetByLabel("Days").FillAsync("7");
        await panel.GetByLabel("Weeks").FillAsync("4");
        await panel.GetByLabel("Months").FillAsync("12");
        await Expect(panel).ToContainTextAsync("You would keep 23 points");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Send request" }).ClickAsync();

        await window.OpenPageAsync("/support");
        await Expect(DeployStage.Row(page, "erp-7d-4w-12m").First).ToBeVisibleAsync();
    }
}
