using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Support;
using OpenIaaS.Domain.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

public sealed class SupportPageTests : PageTest
{
    [Fact]
    public async Task List_shows_number_title_status_and_kind_with_the_last_touched_first()
    {
        await Cloud.FileAsync(Requests.Policy);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Cloud.FileAsync(Requests.Question);

        var page = await RenderAsync<SupportPage>();

        Assert.Equal(["How do I grow a disk?", "New backup policy erp-7d-4w-12m"], Titles(page));
        Assert.Equal($"/support/{second}", page.Find("td a.name").GetAttribute("href"));
        Assert.Contains("Open", page.Find("td .st").TextContent, StringComparison.Ordinal);
        Assert.Equal("2 tickets of yours", page.Find(".sub").TextContent.Trim());
    }

    [Fact]
    public async Task Counter_filters_and_the_filter_stands_in_the_address()
    {
        await Cloud.FileAsync(Requests.Question with { Title = "Still open" });
        await Cloud.MoveAsync(await Cloud.FileAsync(Requests.Question with { Title = "Done" }), TicketStatus.Closed);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/support");
        var page = await RenderAsync<SupportPage>();
        Assert.Equal(["1", "0", "0", "1"], page.FindAll(".sum b").Select(count => count.TextContent));

        await page.FindAll(".sum button")[3].ClickAsync(new());
        Assert.EndsWith("/support?status=closed", Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/support?status=closed", "Done")]
    [InlineData("/support?q=still", "Still open")]
    [InlineData("/support?kind=backup-policy", "New backup policy erp-7d-4w-12m")]
    [InlineData("/support?q=nothing", new string[0])]
    public async Task Address_decides_what_is_listed(string address, params string[] titles)
    {
        await Cloud.FileAsync(Requests.Policy);
        await Cloud.FileAsync(Requests.Question with { Title = "Still open" });
        await Cloud.MoveAsync(await Cloud.FileAsync(Requests.Question with { Title = "Done" }), TicketStatus.Closed);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        Assert.Equal(titles, Titles(await RenderAsync<SupportPage>()));
    }

    [Fact]
    public async Task Ticket_filed_elsewhere_appears_by_itself()
    {
        var page = await RenderAsync<SupportPage>();
        Assert.Contains("No ticket yet", page.Markup, StringComparison.Ordinal);

        await Cloud.FileAsync(Requests.Question);
        Clock.Advance(TimeSpan.FromSeconds(1));

        await page.WaitForAssertionAsync(() => Assert.Equal(["How do I grow a disk?"], Titles(page)), Patience);
    }

    [Fact]
    public async Task Detail_lists_everything_filed()
    {
        var number = await Cloud.FileAsync(Requests.Policy);

        var page = await RenderAsync<TicketPage>(parameters => parameters.Add(it => it.Number, number));

        Assert.Equal("New backup policy erp-7d-4w-12m", page.Find("h1").TextContent);
        var filed = page.FindAll(".filed .kv").ToDictionary(row => row.QuerySelector("dt")!.TextContent, row => row.QuerySelector("dd")!.TextContent.Trim());
        Assert.Equal(
            ("Open", "Mutuelle Horizon", "Production", "maya.lefort@horizon.example", "+33 1 44 00 00 00", "erp-7d-4w-12m", "7 days, 4 weeks, 12 months"),
            (filed["Status"], filed["Organization"], filed["Tenant"], filed["Contact e-mail"], filed["Contact phone"], filed["Policy name"], filed["Keep"]));
        Assert.Equal(("The ERP goes live on 7 December.", "Maya Lefort", "Backup, Policies"), (filed["Comment"], filed["Filed by"], filed["From"]));
    }

    [Fact]
    public async Task Ticket_of_another_tenant_is_not_found()
    {
        var number = await Cloud.FileAsync(Requests.Question with { Title = "Secret" }, Cloud.World.Stranger);

        var page = await RenderAsync<TicketPage>(parameters => parameters.Add(it => it.Number, number));

        Assert.Contains($"There is no ticket {number} here.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_the_page_says_which_one_is_missing()
    {
        await SignInWithAsync(Domain.Identity.Permission.ComputeRead);

        var page = await RenderAsync<SupportPage>();

        Assert.Contains("support_read", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a.btn"));
    }

    string Address => Services.GetRequiredService<NavigationManager>().Uri;

    static IEnumerable<string> Titles(IRenderedComponent<SupportPage> page) => page.FindAll("td a.name").Select(title => title.TextContent);
}
