using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Activities;

public sealed class ActivitiesPageTests : PageTest
{
    [Fact]
    public async Task Page_lists_what_was_asked_for_with_its_reason_and_its_object()
    {
        await AddAsync("erp-db-01", activity => activity.Fail("No host has room for it.", Clock.GetUtcNow()));

        var page = await RenderAsync<ActivitiesPage>();

        page.WaitForAssertion(() =>
        {
            Assert.Contains("No host has room for it.", page.Markup, StringComparison.Ordinal);
            Assert.Contains("Maya Lefort", page.Markup, StringComparison.Ordinal);
            Assert.StartsWith("/virtual-machines/", page.Find("a.name").GetAttribute("href"), StringComparison.Ordinal);
        }, Patience);
    }

    [Fact]
    public async Task Progress_of_a_running_activity_is_live()
    {
        var id = await AddAsync("erp-db-01");
        var page = await RenderAsync<ActivitiesPage>();
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Markup, StringComparison.Ordinal), Patience);

        await using (var database = Cloud.Database())
        {
            (await database.Activities.SingleAsync(row => row.Id == id)).Complete("", Clock.GetUtcNow());
            await database.SaveChangesAsync();
        }

        page.WaitForAssertion(() => Assert.DoesNotContain("> Waiting<", page.Markup, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Equal("Completed", page.Find("td .st span").TextContent), Patience);
    }

    [Fact]
    public async Task Without_the_permission_the_page_says_so()
    {
        await SignInWithAsync(Permission.ComputeRead);
        await AddAsync("erp-db-01");

        var page = await RenderAsync<ActivitiesPage>();

        Assert.Contains(Permission.ActivityRead, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("erp-db-01", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bell_gets_its_dot_when_something_ends_and_loses_it_when_opened()
    {
        var bell = await RenderAsync<ActivityBell>();
        Assert.Empty(bell.FindAll(".badge.dot"));

        Clock.Advance(TimeSpan.FromSeconds(1));
        await AddAsync("erp-db-01", activity => activity.Complete("", Clock.GetUtcNow()));
        bell.WaitForAssertion(() => Assert.Single(bell.FindAll(".badge.dot")), Patience);
        await bell.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        Assert.Empty(bell.FindAll(".badge.dot"));
    }

    [Fact]
    public async Task Toast_follows_an_activity_to_its_end()
    {
        var id = await AddAsync("erp-db-01");
        var toasts = Services.GetRequiredService<Toasts>();
        await Services.GetRequiredService<ActivityToasts>().FollowAsync(id);
        Assert.Equal(Tone.Info, Assert.Single(toasts.Shown).Toast.Tone);

        await using (var database = Cloud.Database())
        {
            (await database.Activities.SingleAsync(row => row.Id == id)).Fail("The blade said no.", Clock.GetUtcNow());
            await database.SaveChangesAsync();
        }

        var host = Render<ToastHost>();
        host.WaitForAssertion(() => Assert.Equal((Tone.Bad, "The blade said no."), (toasts.Shown.Single().Toast.Tone, toasts.Shown.Single().Toast.Sentence)), Patience);
    }

    async Task<Id<Activity>> AddAsync(string name, Action<Activity>? end = null)
    {
        var ids = Cloud.Get<IdSource>();
        var activity = new Activity(
            ids.Next<Activity>(), ActivityTypes.VirtualMachineStart, new ActivityTarget("virtual machine", ids.Next(), name), Cloud.World.Caller, "{}", Clock.GetUtcNow());
        end?.Invoke(activity);
        await using var database = Cloud.Database();
        database.Add(activity);
        await database.SaveChangesAsync();
        return activity.Id;
    }
}
