using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class LivePageTests : ComponentTest
{
    sealed class Page : LivePage
    {
        public int Reloads { get; private set; }

        protected override Task ReloadAsync()
        {
            Reloads++;
            return Task.CompletedTask;
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
    public void Last_change_of_a_burst_is_not_lost()
    {
        var page = Render<Page>().Instance;
        page.ReloadSoon();
        page.ReloadSoon();

        Clock.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(2, page.Reloads);
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
}
