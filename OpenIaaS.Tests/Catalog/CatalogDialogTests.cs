using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Catalog.Uploads;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class CatalogDialogTests : PageTest
{
    static readonly byte[] Image = IsoImage.Iso9660("DEBIAN_12");

    NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Public_catalog_has_its_own_tab_and_adds_to_that_of_the_tenant()
    {
        var page = await OpenAsync("?tab=public&os=windows");
        Assert.Equal(["windows-2022-standard", "windows-2025-core"], page.FindAll("tbody .name").Select(name => name.TextContent));
        Navigation.NavigateTo("/catalog?tab=public&kind=iso&q=guest");
        page.WaitForAssertion(() => Assert.Equal(["guest-tools-9.4.iso"], page.FindAll("tbody .name").Select(name => name.TextContent)), Patience);

        page.Find("tbody button.btn").Click();
        page.WaitForElement("[role=dialog] input[type=radio]", Patience);
        Radio(page, "sr-az05-std-01").Change(true);
        page.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Add to my catalog").Click();
        page.WaitForState(() => page.FindAll("[role=dialog]").Count == 0, Patience);
        await Cloud.SettleAsync();

        await using var database = Cloud.Database();
        Assert.Equal("guest-tools-9.4.iso", (await database.DiskImages.SingleAsync()).Name);
    }

    [Fact]
    public async Task File_that_has_arrived_is_published_under_another_name()
    {
        var upload = await Cloud.SendAsync(Image);
        var page = await OpenAsync($"?publish={upload}");
        page.WaitForElement("[role=dialog] input[type=radio]", Patience);
        page.Find("[role=dialog] input[maxlength='255']").Input("my image");
        page.WaitForAssertion(() => Assert.Contains("no spaces", page.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal), Patience);
        page.Find("[role=dialog] input[maxlength='255']").Input("own.iso");
        Radio(page, "sr-az05-std-01").Change(true);
        page.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Publish").Click();
        page.WaitForState(() => page.FindAll("[role=dialog]").Count == 0, Patience);
        await Cloud.SettleAsync();
        page.WaitForAssertion(() => Assert.Contains("own.iso", page.FindAll("tbody a.name").Select(name => name.TextContent)), Patience);
    }

    [Fact]
    public async Task Whoever_only_reads_publishes_adds_and_deletes_nothing()
    {
        await CatalogItems.AddAsync(Cloud);
        await SignInWithAsync(Permission.ComputeRead);
        var page = await OpenAsync("?tab=public");
        Assert.DoesNotContain("Publish files", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody button.btn"));
        var image = await CatalogItems.ImageAsync(Cloud);
        Assert.DoesNotContain("Delete", (await RenderAsync<DiskImagePage>(parameters => parameters.Add(shown => shown.Id, image.Value))).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_is_deleted_when_its_name_is_typed_and_not_while_it_is_mounted()
    {
        await CatalogItems.AddAsync(Cloud);
        var image = await CatalogItems.ImageAsync(Cloud);
        await CatalogItems.MountAsync(Cloud, image, "erp-db-01");
        var page = await RenderAsync<DiskImagePage>(parameters => parameters.Add(shown => shown.Id, image.Value));
        Assert.Equal("true", page.FindAll("button").Single(button => button.TextContent.Trim() == "Delete").GetAttribute("aria-disabled"));
        Assert.Contains("debian-13.iso is in the DVD drive of erp-db-01; eject it there first.", page.Markup, StringComparison.Ordinal);

        await using (var database = Cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync()).Mount(null);
            await database.SaveChangesAsync();
        }

        page.WaitForAssertion(() => Assert.Null(page.FindAll("button").Single(button => button.TextContent.Trim() == "Delete").GetAttribute("aria-disabled")), Patience);
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Delete").Click();
        page.WaitForElement("[role=alertdialog] input", Patience);
        page.Find("[role=alertdialog] input").Input("debian-13.iso");
        page.FindAll("[role=alertdialog] button").Single(button => button.TextContent.Trim() == "Delete disk image").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/catalog", Navigation.Uri, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        await using var after = Cloud.Database();
        Assert.False(await after.DiskImages.AnyAsync(row => row.Id == image));
    }

    [Fact]
    public async Task Template_is_deleted_when_its_name_is_typed_and_says_what_space_goes_with_it()
    {
        var template = Cloud.World.Debian.Id;
        var page = await RenderAsync<TemplatePage>(parameters => parameters.Add(shown => shown.Id, template.Value));
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Delete").Click();
        Assert.EndsWith("?do=delete", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForElement("[role=alertdialog] input", Patience);
        Assert.Contains("Its disks go with it: 20 GiB on sr-az05-std-01 become free.", page.Find("[role=alertdialog]").TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        page.Find("[role=alertdialog] input").Input("debian-12-base");
        page.FindAll("[role=alertdialog] button").Single(button => button.TextContent.Trim() == "Delete template").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/catalog", Navigation.Uri, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        await using var after = Cloud.Database();
        Assert.False(await after.Templates.AnyAsync(row => row.Id == template));
    }

    [Fact]
    public async Task Whoever_only_reads_deletes_no_template_also_not_by_its_address()
    {
        await SignInWithAsync(Permission.ComputeRead);
        Navigation.NavigateTo($"/catalog/templates/{Cloud.World.Debian.Id}?do=delete");
        var page = await RenderAsync<TemplatePage>(parameters => parameters.Add(shown => shown.Id, Cloud.World.Debian.Id.Value));
        Assert.DoesNotContain("Delete", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tray_says_how_far_each_upload_is_and_discards_one()
    {
        var tray = Render<UploadTray>();
        Assert.Equal("", tray.Markup.Trim());
        var id = await Cloud.BeginAsync(Sending.File(Image.Length));
        await Cloud.AppendAsync(id, 0, Image[..(Image.Length / 2)]);
        Clock.Advance(TimeSpan.FromSeconds(1));
        tray.WaitForAssertion(() => Assert.Contains("Cut off at 50 %; it goes on when the same file is chosen again", tray.Markup, StringComparison.Ordinal), Patience);
        await tray.Instance.Told($"{id}", "sending", "");
        tray.WaitForAssertion(() => Assert.Contains("Being sent, 50 %", tray.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(tray.FindAll("input[type=file]"));
        await tray.Instance.Told($"{id}", "waiting", "");
        tray.WaitForAssertion(() => Assert.Contains("No connection; it is tried again", tray.Markup, StringComparison.Ordinal), Patience);
        await Cloud.AppendAsync(id, Image.Length / 2, Image[(Image.Length / 2)..]);
        await Cloud.CompleteUploadAsync(id);
        await tray.Instance.Told($"{id}", "done", "");
        tray.WaitForAssertion(() => Assert.Equal($"/catalog?publish={id}", tray.Find("a.btn").GetAttribute("href")), Patience);
        tray.FindAll("button").Single(button => button.TextContent.Trim() == "Discard").Click();
        tray.WaitForAssertion(() => Assert.Equal("", tray.Markup.Trim()), Patience);
        Assert.Null(await Cloud.UploadAsync(id));
    }

    static AngleSharp.Dom.IElement Radio(IRenderedComponent<CatalogPage> page, string storage) =>
        page.FindAll("[role=dialog] label.leaf").Single(leaf => leaf.TextContent.Contains(storage, StringComparison.Ordinal)).QuerySelector("input")!;

    Task<IRenderedComponent<CatalogPage>> OpenAsync(string query)
    {
        Navigation.NavigateTo("/catalog" + query);
        return RenderAsync<CatalogPage>();
    }
}
