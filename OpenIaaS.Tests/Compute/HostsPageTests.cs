using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Hosts and their maintenance as the page shows them: what moves before it is asked for, and how far it is.</summary>
public sealed class HostsPageTests : PageTest
{
    const string First = "Actions of clu001-az05-blade-1";

    [Fact]
    public async Task Dialog_shows_what_moves_where_and_sends_it()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        var page = await RenderAsync<HostsPage>();
        Press(page, First, "Begin maintenance");

        page.WaitForAssertion(() => Assert.Contains("1 machine moves", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(["erp-db-01", "4 GiB", "clu001-az05-blade-2"], page.FindAll("[role=dialog] td").Select(cell => cell.TextContent.Replace('\u00A0', ' ')));
        Named(page, "Begin maintenance").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        page.WaitForAssertion(() => Assert.Contains("Being emptied", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        page.WaitForAssertion(() => Assert.Contains("In maintenance", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(Cloud.World.HostsA[1].Id, (await Cloud.MachineAsync(machine.Id)).HostId);

        Press(page, First, "End maintenance");
        page.WaitForAssertion(() => Assert.Contains(ActivityTypes.HostResume, Types()), Patience);
    }

    [Fact]
    public async Task Dialog_names_what_stands_in_the_way_and_cannot_be_sent()
    {
        await Cloud.AddMachineAsync("plain", Cloud.World.HostsA[0], shape: machine => machine.Observe(GuestTools.None));
        var page = await RenderAsync<HostsPage>();
        Press(page, First, "Begin maintenance");

        page.WaitForAssertion(() => Assert.Contains("Moving plain while it runs needs the PV drivers", page.Find("[role=dialog] .note.bad").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("true", Named(page, "Begin maintenance").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Refused_actions_stay_in_the_menu_with_their_reason()
    {
        await Cloud.CompleteAsync(await MaintenanceTests.EnterAsync(Cloud));
        var page = await RenderAsync<HostsPage>();
        Named(page, First).Click();
        Assert.Contains("clu001-az05-blade-1 is in maintenance already.", page.Find("[role=menu]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["true", null], page.FindAll("[role=menuitem]").Select(item => item.GetAttribute("aria-disabled")));
    }

    [Fact]
    public async Task Host_shows_the_GPUs_of_its_class_and_others_that_they_have_none()
    {
        var world = Cloud.World;
        await using (var database = Cloud.Database())
        {
            database.Add(new Host(new(Guid.Parse("00000000-0000-0000-0000-0000000000f1")), world.Tenant.Id, world.PoolA.Id, "gpu-1", "PERFORMANCE 4", world.HostsA[0].Chassis, 8, false));
            await database.SaveChangesAsync();
        }

        var page = await RenderAsync<HostsPage>();
        page.WaitForAssertion(() => Assert.Contains("2 × NVIDIA L40S 48GB", Row("gpu-1"), StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("NVIDIA", Row(world.HostsA[0].Name), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("tbody [aria-label='no GPU']"));

        string Row(string host) => page.FindAll("tbody tr").Single(row => row.TextContent.Contains(host, StringComparison.Ordinal)).TextContent;
    }

    [Fact]
    public async Task Whoever_may_not_change_pools_sees_no_actions()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var page = await RenderAsync<HostsPage>();
        page.WaitForAssertion(() => Assert.Contains("clu001-az05-blade-1", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("[aria-haspopup=menu]"));
    }

    [Fact]
    public async Task Name_of_a_host_opens_its_service_profile_with_what_keeps_it_from_its_blade()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var host = Cloud.World.HostsA[0];
        var profile = (await Cloud.Get<IBladeFabric>().ProfilesAsync(default))[host.Id];
        var page = await RenderAsync<HostsPage>();
        page.WaitForAssertion(() => Assert.Equal($"http://localhost/?host={host.Id}", page.FindAll("tbody a.name").Single(link => link.TextContent == host.Name).GetAttribute("href")), Patience);

        var open = await OpenAsync();
        Assert.Equal(["SP-clu001-az05-blade-1", "Associated", $"{profile.Uuid}", profile.MacA, profile.MacB, profile.WwpnA, profile.WwpnB], Facts(open));

        await Cloud.Get<IBladeFabric>().FailAsync(host.Id, default);
        Assert.Equal("Not associated: The blade clu001-az05-blade-1 in slot 1 of clu001-az05-ch1 has no power. critical", Facts(await OpenAsync())[1]);

        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr");
        Assert.Equal("Non associé : La lame clu001-az05-blade-1 dans l’emplacement 1 de clu001-az05-ch1 n’est pas alimentée. critique", Facts(await OpenAsync())[1]);

        async Task<IRenderedComponent<HostsPage>> OpenAsync()
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo($"/compute?host={host.Id}");
            return await RenderAsync<HostsPage>();
        }

        static List<string> Facts(IRenderedComponent<HostsPage> page) => [.. page.FindAll("[role=dialog] dd").Select(fact => fact.TextContent.Trim())];
    }

    List<string> Types()
    {
        using var database = Cloud.Database();
        return [.. database.Activities.Select(activity => activity.Type)];
    }

    static void Press(IRenderedComponent<HostsPage> page, string menu, string action)
    {
        page.WaitForAssertion(() => Named(page, menu), Patience);
        Named(page, menu).Click();
        page.FindAll("[role=menuitem]").First(item => item.TextContent.Contains(action, StringComparison.Ordinal)).Click();
    }

    static IElement Named(IRenderedComponent<HostsPage> page, string name) =>
        page.FindAll("button").First(button => (button.GetAttribute("aria-label") ?? button.TextContent.Trim()).Contains(name, StringComparison.Ordinal));
}
