using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class MarketplacePageTests : PageTest
{
    static readonly MarketplaceItem Kubernetes = MarketplaceItem.All.Single(item => item.Name == "Kubernetes node");

    NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Every_image_is_a_card_with_its_publisher_and_a_way_to_deploy_it()
    {
        var page = await OpenAsync();

        Assert.Equal(MarketplaceItem.All.Select(item => item.Name), Names(page));
        Assert.Contains("Virtual Machine Image by OpenIaaS Library", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/virtual-machines/new?method=marketplace&item={Kubernetes.Id}", page.FindAll("a.btn").Single(link => link.TextContent.Contains("Kubernetes node", StringComparison.Ordinal)).GetAttribute("href"));
    }

    [Fact]
    public async Task Images_are_found_by_category_text_and_UUID()
    {
        Assert.Equal(["Firewall and VPN gateway", "Web server and load balancer"], Names(await OpenAsync("?category=Network")));
        Assert.Equal(["Monitoring"], Names(await OpenAsync("?q=grafana")));
        Assert.Equal(["Kubernetes node"], Names(await OpenAsync($"?q={Kubernetes.Id}")));
        var none = await OpenAsync("?q=nothing-of-the-kind");
        Assert.Contains("No image matches.", none.Markup, StringComparison.Ordinal);

        await none.FindAll("button").Single(button => button.TextContent == "Show everything").ClickAsync(new());

        Assert.EndsWith("/marketplace", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_image_tells_what_a_machine_made_from_it_has()
    {
        var page = await RenderAsync<MarketplaceItemPage>(parameters => parameters.Add(it => it.Id, Kubernetes.Id));

        foreach (var said in new[] { "k3s with containerd", "16 GiB", "100 GiB, 1 GiB of it written", "1.31 (20261109.1)", $"{Kubernetes.Id}", "Support request" })
            Assert.Contains(said, page.Markup.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_UUID_is_copied()
    {
        JSInterop.Setup<bool>("openiaas.copy", $"{Kubernetes.Id}").SetResult(true);
        var page = await RenderAsync<MarketplaceItemPage>(parameters => parameters.Add(it => it.Id, Kubernetes.Id));

        await page.FindAll("button").Single(button => button.GetAttribute("aria-label") == "Copy the UUID").ClickAsync(new());

        Assert.Contains("The UUID was copied", $"{Assert.Single(Services.GetRequiredService<Console.Shared.Toasts>().Shown).Toast}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_that_does_not_exist_is_said()
    {
        var page = await RenderAsync<MarketplaceItemPage>(parameters => parameters.Add(it => it.Id, Guid.Empty));

        Assert.Contains("There is no such image in the marketplace.", page.Markup, StringComparison.Ordinal);
    }

    async Task<IRenderedComponent<MarketplacePage>> OpenAsync(string query = "")
    {
        Navigation.NavigateTo("/marketplace" + query);
        return await RenderAsync<MarketplacePage>();
    }

    static List<string> Names(IRenderedComponent<MarketplacePage> page) => [.. page.FindAll(".catg .name").Select(name => name.TextContent)];
}
