using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class SystemDialogTests : PageTest
{
    [Fact]
    public async Task System_is_typed_over_the_one_that_was_recognised()
    {
        await CatalogItems.AddAsync(Cloud);
        var image = await CatalogItems.ImageAsync(Cloud);
        var detail = (await Cloud.Get<CatalogQueries>().DiskImageAsync(image, Cloud.World.Caller, default)).Value;
        var closed = 0;
        var dialog = await RenderAsync<SystemDialog>(parameters => parameters.Add(shown => shown.Image, detail).Add(shown => shown.OnClose, () => closed++));
        Assert.Equal("Debian 13", dialog.Find("input").GetAttribute("value"));

        dialog.Find("input").Input(new string('x', DiskImage.LongestGuestSystem + 1));
        Assert.Contains("at most 100 characters", dialog.Find(".help.err").TextContent, StringComparison.Ordinal);
        dialog.Find("input").Input("Debian 13 with our agent");
        dialog.FindAll("button").Single(button => button.TextContent.Trim() == "Save system").Click();

        dialog.WaitForAssertion(() => Assert.Equal(1, closed), Patience);
        Assert.Equal("Debian 13 with our agent", (await Cloud.Get<CatalogQueries>().DiskImageAsync(image, Cloud.World.Caller, default)).Value.GuestSystem);
    }

    [Fact]
    public async Task Whoever_may_only_look_is_not_offered_it()
    {
        await CatalogItems.AddAsync(Cloud);
        var image = await CatalogItems.ImageAsync(Cloud);
        await SignInWithAsync(Permission.ComputeRead);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/catalog/images/{image}?do=system");
        var page = await RenderAsync<DiskImagePage>(parameters => parameters.Add(shown => shown.Id, image.Value));
        Assert.Contains("Debian 13", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=dialog]"));
        Assert.DoesNotContain("Change the system", page.Markup, StringComparison.Ordinal);
    }
}
