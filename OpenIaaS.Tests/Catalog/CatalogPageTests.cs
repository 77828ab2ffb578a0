using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class CatalogPageTests : PageTest
{
    NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override Task ArrangeAsync() => CatalogItems.AddAsync(Cloud);

    [Fact]
    public async Task Every_item_is_listed_with_its_kind_and_location()
    {
        var page = await OpenAsync();

        Assert.Equal(["alpine.iso", "blank-uefi", "debian-12-base", "debian-13.iso", "windows-2022"], Names(page));
        var row = page.FindAll("tbody tr").Single(found => found.TextContent.Contains("blank-uefi", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Configuration template", row, StringComparison.Ordinal);
        Assert.Contains("AZ05 / clu001-az05", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_is_filtered_by_its_count_and_stands_in_the_address()
    {
        var page = await OpenAsync();

        await page.FindAll(".sum button").Single(found => found.TextContent.Contains("Disk image", StringComparison.Ordinal)).ClickAsync(new());

        Assert.EndsWith("kind=iso", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["alpine.iso", "debian-13.iso"], Names(page)), Patience);
        await page.Find(".fchip button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(5, Names(page).Count), Patience);
    }

    [Fact]
    public async Task Search_and_place_are_read_from_the_address()
    {
        var page = await OpenAsync($"?q=debian&pool={Cloud.World.PoolA.Id}");

        Assert.Equal(["debian-12-base", "debian-13.iso"], Names(page));

        await page.Find(".place select").ChangeAsync(new ChangeEventArgs { Value = "2" });
        Assert.Contains($"zone={Cloud.World.ZoneB.Id}", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Nothing matches.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_grid_has_the_same_items_and_its_own_address()
    {
        var page = await OpenAsync();

        await page.Find("button[aria-label='Show as grid']").ClickAsync(new());

        Assert.EndsWith("view=grid", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["alpine.iso", "blank-uefi", "debian-12-base", "debian-13.iso", "windows-2022"], page.FindAll(".catg a.name").Select(found => found.TextContent)), Patience);
        Assert.Equal(3, page.FindAll(".catg a.btn").Count);
    }

    [Fact]
    public async Task Templates_can_be_deployed_and_disk_images_cannot()
    {
        var page = await OpenAsync();

        var offered = page.FindAll("a.btn").Select(found => found.GetAttribute("href")).ToList();

        Assert.Equal(3, offered.Count);
        Assert.Contains($"/virtual-machines/new?template={Cloud.World.Debian.Id}", offered);
    }

    [Fact]
    public async Task A_new_item_appears_by_itself()
    {
        var page = await OpenAsync();
        await using (var database = Cloud.Database())
        {
            database.Add(new DiskImage(Cloud.Get<IdSource>().Next<DiskImage>(), Cloud.World.Tenant.Id, Cloud.World.StorageA.Id, "fedora.iso", "", ByteSize.FromGiB(2)));
            await database.SaveChangesAsync();
        }

        page.WaitForAssertion(() => Assert.Contains("fedora.iso", Names(page)), Patience);
    }

    [Fact]
    public async Task Another_tenant_sees_an_empty_catalog()
    {
        await SignInStrangerAsync();

        var page = await OpenAsync();

        Assert.Empty(Names(page));
        Assert.Contains("This catalog is empty.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_page_has_location_disks_adapters_and_the_way_to_deploy()
    {
        var page = await RenderAsync<TemplatePage>(parameters => parameters.Add(shown => shown.Id, Cloud.World.Debian.Id.Value));

        foreach (var part in new[] { "AZ05 (Paris West) / clu001-az05", "sr-az05-std-01", "UEFI", "system", "20\u00A0GiB", "eth0", "prod-20", "VLAN 20" })
            Assert.Contains(part, page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/virtual-machines/new?template={Cloud.World.Debian.Id}", page.Find("a.btn.p").GetAttribute("href"));
        Assert.DoesNotContain("0 disks", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_template_is_explained()
    {
        var page = await RenderAsync<TemplatePage>(parameters => parameters.Add(shown => shown.Id, Cloud.World.Blank.Id.Value));

        Assert.Contains("0 disks: a configuration template.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("no preinstalled operating system", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_of_another_tenant_is_not_found()
    {
        await SignInStrangerAsync();

        var page = await RenderAsync<TemplatePage>(parameters => parameters.Add(shown => shown.Id, Cloud.World.Debian.Id.Value));

        Assert.Contains("There is no template", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("debian-12-base", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_image_page_follows_who_mounts_it()
    {
        var image = await CatalogItems.ImageAsync(Cloud);
        var page = await RenderAsync<DiskImagePage>(parameters => parameters.Add(shown => shown.Id, image.Value));
        Assert.Contains("No machine has it in its DVD drive.", page.Markup, StringComparison.Ordinal);

        await CatalogItems.MountAsync(Cloud, image, "web-01");
        // A page redraws at most four times a second of this clock.
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("web-01", page.Find(".mounts a").TextContent), Patience);
        Assert.Contains("Mounted by 1 machine", page.Markup, StringComparison.Ordinal);
        Assert.Contains("600\u00A0MiB", page.Markup, StringComparison.Ordinal);
    }

    async Task SignInStrangerAsync()
    {
        var stranger = Cloud.World.Stranger;
        await using var database = Cloud.Database();
        var organization = await database.Tenants.Where(tenant => tenant.Id == stranger.TenantId).Select(tenant => tenant.OrganizationId).SingleAsync();
        database.Add(new User { Id = stranger.UserId!.Value, UserName = "stranger", DisplayName = stranger.Name, OrganizationId = organization });
        database.Add(new Membership(stranger.UserId.Value, stranger.TenantId, Permission.All));
        await database.SaveChangesAsync();
        SignIn(stranger);
    }

    static List<string> Names(IRenderedComponent<CatalogPage> page) => [.. page.FindAll("tbody a.name").Select(found => found.TextContent)];

    Task<IRenderedComponent<CatalogPage>> OpenAsync(string query = "")
    {
        Navigation.NavigateTo("/catalog" + query);
        return RenderAsync<CatalogPage>();
    }
}
