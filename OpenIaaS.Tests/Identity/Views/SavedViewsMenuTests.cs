using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Replication;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.Views;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity.Views;

public sealed class SavedViewsMenuTests : PageTest
{
    protected override async Task ArrangeAsync()
    {
        await Cloud.AddMachineAsync("erp-db", Cloud.World.HostsA[0]);
        await Cloud.AddMachineAsync("erp-app");
        await Cloud.AddMachineAsync("web");
    }

    [Fact]
    public async Task What_is_shown_is_saved_under_a_name_and_opened_by_its_link_alone()
    {
        Navigate("/virtual-machines?q=erp&status=PoweredOff&sort=-memory&rows=50&hide=ha&page=1");
        var page = await RenderAsync<VirtualMachinesPage>();
        Press(page, "Save as a new view");
        page.WaitForElement("[role=dialog] input[type=text]", Patience).Input("Off, large first");
        Send(page, "Save view");
        page.WaitForAssertion(() => Assert.Equal("Off, large first", page.Find(".views summary .cut").TextContent), Patience);
        var view = Assert.Single(await ListAsync(Cloud.World.Caller));
        Assert.Equal("q=erp&status=PoweredOff&sort=-memory&rows=50&hide=ha", view.Query);
        Assert.Contains($"view={view.Id}", Address, StringComparison.Ordinal);
        await DisposeComponentsAsync();

        Navigate($"/virtual-machines?view={view.Id}");
        page = await RenderAsync<VirtualMachinesPage>();

        page.WaitForAssertion(() => Assert.EndsWith($"?view={view.Id}&{view.Query}", Address, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Equal(["erp-app"], Names(page)), Patience);
        Assert.Empty(page.FindAll(".views summary .chip"));
    }

    [Fact]
    public async Task Changed_view_says_so_and_is_saved_or_taken_back()
    {
        var id = await SaveAsync("erp alone", "q=erp");
        Navigate($"/virtual-machines?view={id}&q=erp");
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.Equal("erp alone", page.Find(".views summary .cut").TextContent), Patience);
        Assert.Empty(page.FindAll(".views summary .chip"));

        Navigate($"/virtual-machines?view={id}&q=web");
        page.WaitForAssertion(() => Assert.Equal("changed", page.Find(".views summary .chip").TextContent), Patience);
        Assert.Equal($"/virtual-machines?view={id}&q=erp", page.FindAll(".views > a").Single().GetAttribute("href"));
        page.FindAll(".views > .act button").Single(button => button.TextContent.Trim() == "Save").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".views summary .chip")), Patience);
        Assert.Equal("q=web", Assert.Single(await ListAsync(Cloud.World.Caller)).Query);
    }

    [Fact]
    public async Task Whoever_takes_away_all_that_a_view_shows_has_left_it()
    {
        var id = await SaveAsync("erp alone", "q=erp");
        Navigate($"/virtual-machines?view={id}&q=erp");
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.Equal("erp alone", page.Find(".views summary .cut").TextContent), Patience);

        Navigate($"/virtual-machines?view={id}");

        page.WaitForAssertion(() => Assert.Equal("/virtual-machines", new Uri(Address).PathAndQuery), Patience);
        page.WaitForAssertion(() => Assert.Equal("Views", page.Find(".views summary .cut").TextContent), Patience);
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Count), Patience);
    }

    [Fact]
    public async Task List_opens_with_the_view_that_opens_first_and_without_it_when_asked()
    {
        var id = await SaveAsync("erp alone", "q=erp", first: true);
        Navigate("/virtual-machines");
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.EndsWith($"?view={id}&q=erp", Address, StringComparison.Ordinal), Patience);
        await DisposeComponentsAsync();

        Navigate("/virtual-machines?view=all");
        page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Count), Patience);
        Assert.EndsWith("?view=all", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleague_opens_anothers_view_by_its_link_and_cannot_change_it()
    {
        var id = await SaveAsync("erp alone", "q=erp");
        await SignInWithAsync(Permission.ComputeRead);
        Navigate($"/virtual-machines?view={id}");

        var page = await RenderAsync<VirtualMachinesPage>();

        page.WaitForAssertion(() => Assert.Equal(["erp-app", "erp-db"], Names(page)), Patience);
        page.WaitForAssertion(() => Assert.Contains("own; save it under a name of your own", page.Find(".views .why").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain(page.FindAll(".views .mi"), item => item.TextContent.StartsWith("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stranger_gets_nothing_by_the_link()
    {
        var id = await SaveAsync("erp alone", "q=erp");
        await using (var database = Cloud.Database())
        {
            database.Add(new Infrastructure.Identity.User { Id = Cloud.World.Stranger.UserId!.Value, UserName = "stranger-here", DisplayName = "Stranger", OrganizationId = Cloud.World.Organization.Id });
            database.Add(new Membership(Cloud.World.Stranger.UserId!.Value, Cloud.World.Stranger.TenantId, [Permission.ComputeRead]));
            await database.SaveChangesAsync();
        }

        SignIn(Cloud.World.Stranger);
        Navigate($"/virtual-machines?view={id}");

        var page = await RenderAsync<VirtualMachinesPage>();

        page.WaitForAssertion(() => Assert.Equal("/virtual-machines", new Uri(Address).PathAndQuery), Patience);
        Assert.Contains(Services.GetRequiredService<Toasts>().Shown, shown => shown.Toast.Title == "There is no such view here");
        Assert.DoesNotContain("erp alone", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Way_to_a_view_of_another_list_is_left_alone()
    {
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.Equal(3, Names(page).Count), Patience);

        Navigate($"/replication?view={Cloud.Get<IdSource>().Next()}");
        await page.InvokeAsync(() => { });

        Assert.Contains("view=", Address, StringComparison.Ordinal);
        Assert.Empty(Services.GetRequiredService<Toasts>().Shown);
    }

    [Fact]
    public async Task View_is_renamed_and_deleted_from_its_menu()
    {
        var id = await SaveAsync("erp alone", "q=erp");
        Navigate($"/virtual-machines?view={id}&q=erp");
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".views .mi"), item => item.TextContent == "Rename erp alone"), Patience);
        Press(page, "Rename erp alone");
        page.WaitForElement("[role=dialog] input[type=text]", Patience).Input("erp");
        Send(page, "Rename view");
        page.WaitForAssertion(() => Assert.Equal("erp", page.Find(".views summary .cut").TextContent), Patience);

        Press(page, "Delete erp");
        Send(page, "Delete view");

        page.WaitForAssertion(() => Assert.EndsWith("/virtual-machines?q=erp", Address, StringComparison.Ordinal), Patience);
        Assert.Empty(await ListAsync(Cloud.World.Caller));
    }

    [Fact]
    public async Task Replicas_have_views_of_their_own()
    {
        await SaveAsync("machines", "q=erp");
        Navigate("/replication?status=Breached");
        var page = await RenderAsync<ReplicationPage>();
        Press(page, "Save as a new view");
        page.WaitForElement("[role=dialog] input[type=text]", Patience).Input("late");
        Send(page, "Save view");

        page.WaitForAssertion(() => Assert.Equal("late", page.Find(".views summary .cut").TextContent), Patience);
        Assert.DoesNotContain(page.FindAll(".views .mi"), item => item.TextContent == "machines");
        Assert.Equal("status=Breached", Assert.Single((await Cloud.Get<SavedViewQueries>().ListAsync(ViewedList.Replicas, Cloud.World.Caller, default)).Value).Query);
    }

    string Address => Services.GetRequiredService<NavigationManager>().Uri;

    void Navigate(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    async Task<Id<SavedView>> SaveAsync(string name, string query, bool first = false)
    {
        var activity = await Cloud.CompleteAsync(await Cloud.Get<SaveView>().SubmitAsync(new SaveView.Input(ViewedList.VirtualMachines, name, query, IsShared: false, first), Cloud.World.Caller, default));
        return new Id<SavedView>(activity.TargetId);
    }

    async Task<IReadOnlyList<SavedViewQueries.Row>> ListAsync(Caller caller) => (await Cloud.Get<SavedViewQueries>().ListAsync(ViewedList.VirtualMachines, caller, default)).Value;

    static void Press<TPage>(IRenderedComponent<TPage> page, string item)
        where TPage : IComponent
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".views .mi"), known => known.TextContent.Trim() == item), Patience);
        page.FindAll(".views .mi").Single(known => known.TextContent.Trim() == item).Click();
    }

    static void Send<TPage>(IRenderedComponent<TPage> page, string verb)
        where TPage : IComponent => page.FindAll("[role=dialog] button, [role=alertdialog] button").Single(button => button.TextContent.Trim() == verb).Click();

    static List<string> Names(IRenderedComponent<VirtualMachinesPage> page) => [.. page.FindAll("tbody tr.r a.name").Select(link => link.TextContent)];
}
