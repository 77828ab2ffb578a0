using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Compute;

/// <summary>A disk image of one's own: sent, cut off, gone on with after the window was opened anew, published, mounted, and then not to be deleted.</summary>
public sealed class CatalogTests(Browser browser)
{
    const int Sector = 2048;
    const int Sectors = 10_240;

    [Fact]
    public async Task Disk_image_is_sent_cut_off_resumed_and_mounted()
    {
        var folder = Directory.CreateTempSubdirectory("openiaas-iso");
        try
        {
            var file = Path.Combine(folder.FullName, "own-rescue.iso");
            await File.WriteAllBytesAsync(file, Image());
            await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string> { ["OpenIaaS__Simulation__Speed"] = "20" });
            await using var window = await SignedInPage.OpenAsync(browser, server);
            await window.TellAsync(() => RunAsync(window, file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task RunAsync(SignedInPage window, string file)
    {
        var page = window.Page;
        page.Dialog += (_, asked) => _ = asked.AcceptAsync();
        await window.OpenPageAsync("/catalog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish files" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Disk image (ISO)").SetInputFilesAsync(file);
        await Expect(dialog.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("own-rescue.iso");
        await dialog.Locator("input[type=radio]:not(:disabled)").First.CheckAsync();

        // The first part arrives, and then the connection is gone.
        var parts = 0;
        await page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" && ++parts > 1 ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send and publish" }).ClickAsync();
        var tray = page.Locator("summary[aria-label^=Uploads]");
        await tray.ClickAsync();
        var uploads = page.GetByRole(AriaRole.Group, new() { Name = "Uploads" });
        await Expect(uploads).ToContainTextAsync("No connection");

        await page.UnrouteAsync("**/uploads/*");
        await page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await window.OpenPageAsync("/compute");
        await page.UnrouteAsync("**/uploads/*");
        await tray.ClickAsync();
        await Expect(uploads).ToContainTextAsync("Cut off at 40 %");
        await uploads.GetByLabel("Choose own-rescue.iso again").SetInputFilesAsync(file);

        await Expect(tray).ToHaveCountAsync(0);
        await window.OpenPageAsync("/virtual-machines?q=erp-db-01");
        var machine = await page.GetByRole(AriaRole.Link, new() { Name = "erp-db-01", Exact = true }).First.GetAttributeAsync("href");
        await window.OpenPageAsync($"{machine}?tab=advanced");
        await page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Mount an ISO", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("own-rescue") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mount ISO" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("own-rescue.iso");

        await window.OpenPageAsync("/catalog?q=own-rescue");
        await page.GetByRole(AriaRole.Link, new() { Name = "own-rescue.iso", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("OWN_RESCUE");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("own-rescue.iso is in the DVD drive of erp-db-01; eject it there first.");
    }

    /// <summary>An ISO 9660 of 20 MiB: more than two parts.</summary>
    static byte[] Image()
    {
        var image = new byte[Sectors * Sector];
        var primary = image.AsSpan(16 * Sector, Sector);
        primary[0] = 1;
        "CD001"u8.CopyTo(primary[1..]);
        Encoding.ASCII.GetBytes("OWN_RESCUE".PadRight(32)).CopyTo(primary[40..]);
        BinaryPrimitives.WriteUInt32LittleEndian(primary[80..], Sectors);
        BinaryPrimitives.WriteUInt32BigEndian(primary[84..], Sectors);
        BinaryPrimitives.WriteUInt16LittleEndian(primary[128..], Sector);
        BinaryPrimitives.WriteUInt16BigEndian(primary[130..], Sector);
        image[17 * Sector] = 255;
        "CD001"u8.CopyTo(image.AsSpan((17 * Sector) + 1));
        return image;
    }
}
