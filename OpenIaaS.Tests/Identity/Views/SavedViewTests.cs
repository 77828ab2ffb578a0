using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.Views;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity.Views;

public sealed class SavedViewTests
{
    [Theory]
    [InlineData("", "view.name")]
    [InlineData("   ", "view.name")]
    [InlineData("two\nlines", "view.name-characters")]
    [InlineData("turned \u202e round", "view.name-characters")]
    [InlineData("Été, à l’arrêt — 漢字 🚀", null)]
    public void Name_is_one_line_that_can_be_seen(string name, string? refused) => Assert.Equal(refused, SavedView.CheckName(name).First?.Code);

    [Theory]
    [InlineData(60, null)]
    [InlineData(61, "view.name")]
    public void Name_has_sixty_characters_at_most(int length, string? refused) => Assert.Equal(refused, SavedView.CheckName(new string('é', length)).First?.Code);

    [Theory]
    [InlineData("q=erp&status=PoweredOff&sort=-memory", null)]
    [InlineData("", null)]
    [InlineData("q=a b", "view.query-characters")]
    [InlineData("q=é", "view.query-characters")]
    [InlineData("?q=erp", "view.query-characters")]
    [InlineData("q=erp#top", "view.query-characters")]
    public void Query_stands_as_in_an_address(string query, string? refused) => Assert.Equal(refused, SavedView.CheckQuery(query).First?.Code);

    [Theory]
    [InlineData(4000, null)]
    [InlineData(4001, "view.query-long")]
    public void Query_has_four_thousand_characters_at_most(int length, string? refused) => Assert.Equal(refused, SavedView.CheckQuery(new string('q', length)).First?.Code);

    [Theory]
    [InlineData(29, false, null)]
    [InlineData(30, false, "view.too-many")]
    [InlineData(59, true, null)]
    [InlineData(60, true, "view.too-many-shared")]
    public void Person_and_tenant_keep_so_many_views_of_a_list(int held, bool shared, string? refused) => Assert.Equal(refused, SavedView.CheckRoom(held, shared).First?.Code);

    [Fact]
    public async Task Own_view_stands_in_the_menu_of_its_holder_alone_and_opens_by_its_link_for_the_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();
        var id = await SaveAsync(cloud, cloud.World.Caller, "Night batch", shared: false);
        var colleague = Colleague(cloud, Permission.ComputeRead);

        Assert.Equal("Night batch", Assert.Single(await ListAsync(cloud, cloud.World.Caller)).Name);
        Assert.Empty(await ListAsync(cloud, colleague));
        var opened = await cloud.Get<SavedViewQueries>().FindAsync(id, colleague, default);
        Assert.Equal(("q=erp", "view.of-another"), (opened.Value.Query, opened.Value.Change!.Code));
        Assert.Equal(ProblemKind.NotFound, (await cloud.Get<SavedViewQueries>().FindAsync(id, cloud.World.Stranger, default)).Problems[0].Kind);
    }

    [Fact]
    public async Task View_for_all_needs_the_permission_to_manage_and_stands_in_every_menu()
    {
        await using var cloud = await Cloud.CreateAsync();
        var reader = Colleague(cloud, Permission.ComputeRead);

        var refused = await cloud.Get<SaveView>().SubmitAsync(new SaveView.Input(ViewedList.VirtualMachines, "Ours", "q=erp", IsShared: true), reader, default);
        Assert.Contains(Permission.ComputeManagement, Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
        var id = await SaveAsync(cloud, cloud.World.Caller, "Ours", shared: true);

        var seen = Assert.Single(await ListAsync(cloud, reader));
        Assert.Equal((id, "permission.missing"), (seen.Id, seen.Change!.Code));
        Assert.Equal("permission.missing", Assert.Single((await cloud.Get<DeleteView>().SubmitAsync(new DeleteView.Input(id), reader, default)).Problems).Code);
        Assert.Equal("permission.missing", Assert.Single((await cloud.Get<UpdateView>().SubmitAsync(new UpdateView.Input(id, 1, "Mine"), reader, default)).Problems).Code);
    }

    [Fact]
    public async Task Name_is_unique_for_its_holder_without_regard_to_case()
    {
        await using var cloud = await Cloud.CreateAsync();
        await SaveAsync(cloud, cloud.World.Caller, "Night batch", shared: false);
        await SaveAsync(cloud, cloud.World.Caller, "night batch", shared: true);

        var taken = await cloud.Get<SaveView>().SubmitAsync(new SaveView.Input(ViewedList.VirtualMachines, " NIGHT batch ", "", IsShared: false), cloud.World.Caller, default);

        Assert.Equal("There is already a saved view called NIGHT batch; choose another name.", Assert.Single(taken.Problems).Message);
        Assert.True((await cloud.Get<SaveView>().SubmitAsync(new SaveView.Input(ViewedList.Replicas, "Night batch", "", IsShared: false), cloud.World.Caller, default)).Ok);
    }

    [Fact]
    public async Task One_view_of_a_list_and_holder_opens_first()
    {
        await using var cloud = await Cloud.CreateAsync();
        await SaveAsync(cloud, cloud.World.Caller, "first", shared: false, first: true);
        var second = await SaveAsync(cloud, cloud.World.Caller, "second", shared: false, first: true);
        await SaveAsync(cloud, cloud.World.Caller, "ours", shared: true, first: true);

        Assert.Equal(["ours", "second"], (await ListAsync(cloud, cloud.World.Caller)).Where(view => view.IsDefault).Select(view => view.Name));
        await cloud.CompleteAsync(await cloud.Get<UpdateView>().SubmitAsync(new UpdateView.Input(second, 1, IsDefault: false), cloud.World.Caller, default));
        Assert.Equal(["ours"], (await ListAsync(cloud, cloud.World.Caller)).Where(view => view.IsDefault).Select(view => view.Name));
    }

    [Fact]
    public async Task Change_by_somebody_who_saw_an_older_version_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var id = await SaveAsync(cloud, cloud.World.Caller, "ours", shared: true);
        await cloud.CompleteAsync(await cloud.Get<UpdateView>().SubmitAsync(new UpdateView.Input(id, 1, Query: "q=web"), cloud.World.Caller, default));

        var late = await cloud.Get<UpdateView>().SubmitAsync(new UpdateView.Input(id, 1, Query: "q=late"), cloud.World.Caller, default);

        Assert.Equal("changed-meanwhile", Assert.Single(late.Problems).Code);
        Assert.Equal("q=web", Assert.Single(await ListAsync(cloud, cloud.World.Caller)).Query);
    }

    [Fact]
    public async Task Deleted_view_is_gone_for_everybody()
    {
        await using var cloud = await Cloud.CreateAsync();
        var id = await SaveAsync(cloud, cloud.World.Caller, "ours", shared: true);

        await cloud.CompleteAsync(await cloud.Get<DeleteView>().SubmitAsync(new DeleteView.Input(id), cloud.World.Caller, default));

        Assert.Empty(await ListAsync(cloud, cloud.World.Caller));
        Assert.Equal(ProblemKind.NotFound, (await cloud.Get<SavedViewQueries>().FindAsync(id, cloud.World.Caller, default)).Problems[0].Kind);
    }

    static Caller Colleague(Cloud cloud, params string[] permissions) => cloud.World.With(permissions) with { UserId = cloud.Get<IdSource>().Next(), Name = "Lou Restreint" };

    static async Task<Id<SavedView>> SaveAsync(Cloud cloud, Caller caller, string name, bool shared, bool first = false)
    {
        var activity = await cloud.CompleteAsync(await cloud.Get<SaveView>().SubmitAsync(new SaveView.Input(ViewedList.VirtualMachines, name, "q=erp", shared, first), caller, default));
        return new Id<SavedView>(activity.TargetId);
    }

    static async Task<IReadOnlyList<SavedViewQueries.Row>> ListAsync(Cloud cloud, Caller caller) => (await cloud.Get<SavedViewQueries>().ListAsync(ViewedList.VirtualMachines, caller, default)).Value;
}
