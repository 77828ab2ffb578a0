using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class LivePageTests : PageTest
{
    sealed class Page : LivePage
    {
        public int Reloads { get; private set; }

        /// <summary>What a reload waits for.</summary>
        public Task Reading { get; set; } = Task.CompletedTask;

        protected override TimeProvider Stopwatch => Time;

        public void WatchFor(params Type[] kinds) => Watch(kinds);

        protected override Task ReloadAsync()
        {
            Reloads++;
            return Reading;
        }
    }

    [Fact]
    public void First_change_reloads_at_once()
    {
        var page = Render<Page>().Instance;

        page.ReloadSoon();

        Assert.Equal(1, page.Reloads);
    }

    [Fact]
    public void Storm_of_changes_reloads_four_times_a_second()
    {
        var page = Render<Page>().Instance;

        for (var i = 0; i < 100; i++)
        {
            page.ReloadSoon();
            Clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(page.Reloads, 4, 5);
    }

    [Fact]
    public async Task Window_nobody_is_at_reads_nothing_and_catches_up_once_when_they_return()
    {
        var presence = Services.GetRequiredService<Presence>();
        var page = Render<Page>().Instance;
        page.WatchFor(typeof(VirtualMachine));
        await presence.OnConnectionDownAsync(null!, default);
        for (var i = 0; i < 10; i++)
        {
            page.ReloadSoon();
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, page.Reloads);

        await presence.OnConnectionUpAsync(null!, default);

        Assert.Equal(1, page.Reloads);
    }

    [Fact]
    public void Last_change_of_a_burst_is_not_lost()
    {
        var page = Render<Page>().Instance;
        page.ReloadSoon();
        page.ReloadSoon();

        Clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(2, page.Reloads);
    }

    [Fact]
    public async Task Slow_reload_is_neither_overtaken_nor_cut_off_and_what_changed_meanwhile_is_read_after_a_rest_of_four_times_as_long()
    {
        var slow = new TaskCompletionSource();
        var rendered = Render<Page>();
        var page = rendered.Instance;
        page.Reading = slow.Task;
        for (var i = 0; i < 20; i++)
        {
            page.ReloadSoon();
            Clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.Equal(1, page.Reloads);

        page.Reading = Task.CompletedTask;
        await rendered.InvokeAsync(slow.SetResult);
        Clock.Advance(TimeSpan.FromSeconds(19));

        Assert.Equal(1, page.Reloads);

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, page.Reloads);

        // That one was quick: after the rest that was begun the pace is the usual one again.
        page.ReloadSoon();
        Clock.Advance(TimeSpan.FromSeconds(20));
        page.ReloadSoon();
        page.ReloadSoon();
        Clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(4, page.Reloads);
    }

    [Fact]
    public async Task Quick_reload_is_followed_at_once_by_what_changed_meanwhile()
    {
        var quick = new TaskCompletionSource();
        var rendered = Render<Page>();
        rendered.Instance.Reading = quick.Task;
        rendered.Instance.ReloadSoon();
        rendered.Instance.ReloadSoon();
        Clock.Advance(TimeSpan.FromMilliseconds(50));
        rendered.Instance.Reading = Task.CompletedTask;
        await rendered.InvokeAsync(quick.SetResult);
        Clock.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(2, rendered.Instance.Reloads);
    }

    [Fact]
    public void Page_that_was_left_reloads_no_more()
    {
        var page = Render<Page>().Instance;
        page.ReloadSoon();
        page.ReloadSoon();

        page.Dispose();
        Clock.Advance(TimeSpan.FromSeconds(1));
        page.ReloadSoon();

        Assert.Equal(1, page.Reloads);
    }

    [Fact]
    public async Task Change_of_a_watched_kind_reloads()
    {
        var page = Render<Page>();
        page.Instance.WatchFor(typeof(Pool));

        await using var database = Cloud.Database();
        (await database.Pools.FirstAsync(pool => pool.Id == Cloud.World.PoolA.Id)).EnableHighAvailability(default);
        await database.SaveChangesAsync();

        page.WaitForAssertion(() => Assert.Equal(1, page.Instance.Reloads), Patience);
    }

    [Fact]
    public async Task Change_of_another_kind_does_not()
    {
        var page = Render<Page>();
        page.Instance.WatchFor(typeof(VirtualDisk));
        page.Instance.WatchFor(typeof(StorageRepository));

        await using var database = Cloud.Database();
        (await database.Pools.FirstAsync(pool => pool.Id == Cloud.World.PoolA.Id)).EnableHighAvailability(default);
        await database.SaveChangesAsync();
        (await database.StorageRepositories.FirstAsync(storage => storage.Id == Cloud.World.StorageA.Id)).Reserve(Domain.Common.ByteSize.FromGiB(1));
        await database.SaveChangesAsync();

        page.WaitForAssertion(() => Assert.NotEqual(0, page.Instance.Reloads), Patience);
        Assert.Equal(1, page.Instance.Reloads);
    }

    [Fact]
    public void Page_that_was_left_watches_no_more()
    {
        var page = Render<Page>().Instance;
        page.WatchFor(typeof(Pool));

        page.Dispose();

        Assert.Equal(0, Cloud.Get<Infrastructure.Live.ChangeFeed>().Watching);
    }
}
