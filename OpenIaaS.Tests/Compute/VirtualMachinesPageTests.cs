using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class VirtualMachinesPageTests : PageTest
{
    [Fact]
    public async Task Columns_are_left_out_by_the_menu_and_by_the_address()
    {
        await Cloud.AddMachineAsync("erp-db-01");
        var page = await RenderAsync<VirtualMachinesPage>();
        Assert.Equal(9, page.FindAll("th[scope=col]").Count);
        page.FindAll("[role=group][aria-label=Columns] label").Single(label => label.TextContent.Trim() == "System").QuerySelector("input")!.Change(false);
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll("th[scope=col]"), head => head.TextContent.Contains("System", StringComparison.Ordinal)), Patience);
        Assert.DoesNotContain("Debian 12", page.Find("tbody tr.r").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("hide=system", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Show all columns").Click();
        page.WaitForAssertion(() => Assert.Equal(9, page.FindAll("th[scope=col]").Count), Patience);
    }

    [Fact]
    public async Task MAC_addresses_that_two_adapters_have_are_announced_shown_and_can_be_dismissed()
    {
        var (first, second) = (await Cloud.AddMachineAsync("first"), await Cloud.AddMachineAsync("second"));
        await Cloud.AddMachineAsync("third");
        Assert.Empty((await RenderAsync<VirtualMachinesPage>()).FindAll(".banner"));
        await using (var database = Cloud.Database())
        {
            var adapters = database.NetworkAdapters.Where(adapter => adapter.MachineId == first.Id || adapter.MachineId == second.Id).ToList();
            foreach (var adapter in adapters) adapter.Change(adapter.NetworkId, "02:00:00:00:00:0a", true);
            await database.SaveChangesAsync();
        }

        var page = await RenderAsync<VirtualMachinesPage>();
        Assert.Contains("2 virtual machines have a MAC address that another adapter has too.", page.Find(".banner").TextContent, StringComparison.Ordinal);
        page.FindAll(".banner button").Single(button => button.TextContent.Trim() == "View").Click();
        page.WaitForAssertion(() => Assert.Equal(["first", "second"], page.FindAll("tbody tr.r a.name").Select(link => link.TextContent)), Patience);
        Assert.Empty(page.FindAll(".banner"));
        Assert.Contains("shared", page.Find(".fchip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_machine_the_page_says_where_the_first_one_comes_from()
    {
        var page = await RenderAsync<VirtualMachinesPage>();

        Assert.Contains("The first one comes from a template of the catalog", page.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Contains("0 machines", page.Find(".sub").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_shows_state_place_and_protection_in_words()
    {
        await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[1], policy: Cloud.World.Daily, address: "10.20.4.11", shape: it => it.SetTags(["prod", "erp"]));
        await Cloud.AddMachineAsync("fax-gateway");

        var page = await RenderAsync<VirtualMachinesPage>();

        var rows = page.FindAll("tbody tr.r").Select(row => string.Join('|', row.Children.Select(MachinePanelTests.Text))).ToList();
        Assert.StartsWith("|erp-db-01 2 Tags AZ05 · 2 vCPU · 4 GiB|Powered on|AZ05 clu001-az05 · blade 2|Debian 12|2|4 GiB|10.20.4.11|Disabled|Backed up|", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("|fax-gateway AZ05 · 2 vCPU · 4 GiB|Powered off|AZ05 clu001-az05|Debian 12|2|4 GiB|none|Disabled|No policy|", rows[1], StringComparison.Ordinal);
        Assert.Contains("2 machines · 1 on", page.Find(".sub").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Époque-été 🚀 漢字 مرحبا")]
    [InlineData("\"quotes\" & 'more' =1+1")]
    [InlineData("two\r\nlines\tand a tab")]
    public async Task Name_of_any_kind_is_text_in_one_line_and_whole_in_its_title(string name)
    {
        await Cloud.AddMachineAsync(name);

        var page = await RenderAsync<VirtualMachinesPage>();

        var link = page.Find("a.name");
        Assert.Equal(MachineWords.Line(name), link.TextContent);
        Assert.DoesNotContain('\n', link.TextContent);
        Assert.Equal(name.Replace("\r\n", "\n", StringComparison.Ordinal), link.GetAttribute("title")!.Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script"));
    }

    [Fact]
    public async Task Search_and_filters_stand_in_the_address_and_each_can_be_taken_away()
    {
        await Cloud.AddMachineAsync("erp-app", Cloud.World.HostsA[0]);
        await Cloud.AddMachineAsync("erp-db");
        await Cloud.AddMachineAsync("web");
        Navigate("/virtual-machines?q=erp&status=PoweredOff&status=nonsense&zone=not-an-id");

        var page = await RenderAsync<VirtualMachinesPage>();

        Assert.Equal(["erp-db"], Names(page));
        page.WaitForAssertion(() => Assert.Equal("Status: Powered off", page.Find(".fchip span").TextContent), Patience);
        page.Find("button[aria-label='Remove the filter Status']").Click();
        page.WaitForAssertion(() => Assert.Equal(["erp-app", "erp-db"], Names(page)), Patience);
        Assert.DoesNotContain("status", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticking_a_filter_narrows_the_list_at_once()
    {
        await Cloud.AddMachineAsync("on", Cloud.World.HostsA[0]);
        await Cloud.AddMachineAsync("off");
        var page = await RenderAsync<VirtualMachinesPage>();

        Assert.Empty(page.FindAll(".vm-filters fieldset"));
        page.Find("details.vm-filters").TriggerEvent("ontoggle", EventArgs.Empty);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".vm-filters fieldset")), Patience);
        page.FindAll(".vm-filters label").First(label => label.TextContent == "Powered on").QuerySelector("input")!.Change(true);

        page.WaitForAssertion(() => Assert.Equal(["on"], Names(page)), Patience);
        Assert.Equal("1", page.Find(".vm-filters summary .chip").TextContent);
    }

    [Fact]
    public async Task Nothing_found_offers_to_clear()
    {
        await Cloud.AddMachineAsync("erp");
        Navigate("/virtual-machines?q=nothing-like-it");
        var page = await RenderAsync<VirtualMachinesPage>();

        page.FindAll(".empty button").Single(button => button.TextContent == "Clear filters").Click();

        page.WaitForAssertion(() => Assert.Equal(["erp"], Names(page)), Patience);
    }

    [Fact]
    public async Task Opened_row_is_in_the_address_and_shows_the_machine()
    {
        var machine = await Cloud.AddMachineAsync("erp");
        var page = await RenderAsync<VirtualMachinesPage>();

        page.Find("button[aria-label='Details of erp']").Click();

        page.WaitForAssertion(() => Assert.Contains("open=" + machine.Id, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), Patience);
        Navigate("/virtual-machines?open=" + machine.Id);
        var opened = await RenderAsync<VirtualMachinesPage>();
        opened.WaitForAssertion(() => Assert.Contains("in 2 sockets of 1 core", opened.Find("tr.det .vm-pane").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Machine_that_starts_is_followed_without_a_reload()
    {
        var machine = await Cloud.AddMachineAsync("erp", policy: Cloud.World.Daily);
        var page = await RenderAsync<VirtualMachinesPage>();
        Assert.Equal("Powered off", page.Find("tbody .st").TextContent);

        await Cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), Cloud.World.Caller, default);
        page.WaitForAssertion(() => Assert.StartsWith("Starting", page.Find("tbody .st").TextContent, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("Powered on", page.Find("tbody .st").TextContent), Patience);
        page.WaitForAssertion(() => Assert.Contains("1 on", page.Find(".sub").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Without_the_permission_the_page_names_it_and_offers_nothing()
    {
        await Cloud.AddMachineAsync("secret");
        await SignInWithAsync(Permission.SupportRead);
        var page = await RenderAsync<VirtualMachinesPage>();

        Assert.Contains(Permission.ComputeRead, page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".acts .btn"));
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_sees_no_way_to_make_a_machine_and_may_export()
    {
        await Cloud.AddMachineAsync("erp");
        await SignInWithAsync(Permission.ComputeRead);
        Navigate("/virtual-machines?q=e&hide=ha");
        var page = await RenderAsync<VirtualMachinesPage>();

        Assert.Empty(page.FindAll("a[href='/virtual-machines/new']"));
        Assert.Equal(["?q=e", "?q=e&columns=shown&hide=ha", "", "?columns=shown&hide=ha"], page.FindAll(".acts a[download]").Select(link => link.GetAttribute("href")!["/api/export/virtual-machines.csv".Length..]));
    }

    static List<string> Names(IRenderedComponent<VirtualMachinesPage> page) => [.. page.FindAll("a.name").Select(link => link.TextContent)];

    void Navigate(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
