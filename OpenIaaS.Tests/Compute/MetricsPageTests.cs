using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.Metrics;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MetricsPageTests : PageTest
{
    protected override async Task ArrangeAsync()
    {
        foreach (var host in Cloud.World.HostsA) await Cloud.AddMachineAsync($"on-{host.Name}", host, policy: Cloud.World.Daily);
        Clock.Advance(TimeSpan.FromMinutes(90));
    }

    [Fact]
    public void Overview_tells_what_there_is_and_how_busy_it_is()
    {
        var page = Render<MetricsPage>();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".dial").Count), Patience);
        Assert.Equal(["2", "2", "2", "4", "3"], page.FindAll(".use-tiles dd").Select(tile => tile.TextContent));
        Assert.Equal(2, page.FindAll(".use-plot").Count);
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public void Every_metric_has_a_chart_with_its_newest_figure_and_the_export_asks_for_the_same()
    {
        var page = At("/metrics?tab=compute&by=each&period=day");

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".use-plot").Count), Patience);
        Assert.Equal(4, page.FindAll(".use")[0].QuerySelectorAll(".use-now li").Length);
        Assert.Contains("warning at 60", page.FindAll(".use figcaption")[0].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("CPU, busy threads: ", page.FindAll(".use-plot")[0].GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("/api/export/metrics.csv?tab=compute&by=each&period=day", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Storage_shows_space_and_the_promised_level()
    {
        var page = At("/metrics?tab=storage");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".use-plot").Count), Patience);
        Assert.Single(page.FindAll(".use-plot.limit"));
        Assert.Single(page.FindAll(".use-space li"));
    }

    [Fact]
    public async Task Space_over_time_is_drawn_once_two_steps_are_known()
    {
        await Cloud.Get<SpaceHistoryEngine>().RunAsync(default);
        Clock.Advance(TimeSpan.FromMinutes(5));

        var page = At("/metrics?tab=storage&by=each");

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".use-plot").Count), Patience);
        Assert.StartsWith("Storage, space taken: ", page.FindAll(".use-plot")[2].GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_the_page_says_so()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var page = At("/metrics?tab=compute");

        page.WaitForAssertion(() => Assert.Contains(Permission.MetricRead, page.Find(".note").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".use-plot, a[download]"));
    }

    IRenderedComponent<MetricsPage> At(string address)
    {
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(address);
        return Render<MetricsPage>();
    }
}
