using Bunit;
using OpenIaaS.Console.HighAvailability;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.HighAvailability.Failures;

/// <summary>The pages of past failures, and the bar.</summary>
public sealed class FailurePageTests : PageTest
{
    FailoverScene scene = null!;
    Domain.Common.Id<VirtualMachine> lost;
    Guid failure;

    protected override async Task ArrangeAsync()
    {
        scene = new FailoverScene(Cloud);
        Assert.True((await scene.EnableAsync()).Ok);
        (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(4));
        failure = (await Cloud.Get<FailureQueries>().ListAsync(new FailureFilter(), new(0, 1, null, false), Cloud.World.Caller, default)).Value.Rows[0].Id.Value;
    }

    [Fact]
    public async Task Failure_shows_its_timeline_and_its_machine_while_it_waits()
    {
        var page = await RenderAsync<FailurePage>(parameters => parameters.Add(it => it.Failure, failure));

        var line = page.Find(".fail-line").TextContent;
        Assert.Contains("counts as failed and is fenced", line, StringComparison.Ordinal);
        Assert.Contains("first: no host has room", line, StringComparison.Ordinal);
        Assert.Contains("1 waits for its restart", page.Find(".fail-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("it needs 300 GiB", page.Find(".fail-machines tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_says_that_it_ended_as_soon_as_nobody_waits()
    {
        var page = await RenderAsync<FailurePage>(parameters => parameters.Add(it => it.Failure, failure));
        await scene.SubmitAsync(Cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(lost, true), Cloud.World.Caller, default));
        await Cloud.SettleAsync();

        Clock.Advance(TimeSpan.FromSeconds(6));

        page.WaitForAssertion(() => Assert.Contains("Ended, 1 not back", page.Find(".fail-head").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("first was given up by its user", page.Find(".fail-line").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_that_is_none_says_so()
    {
        var page = Render<FailurePage>(parameters => parameters.Add(it => it.Failure, Cloud.Get<Domain.Common.IdSource>().Next()));
        await page.WaitForStateAsync(() => page.Markup.Contains("There is no failure", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Bar_names_what_is_wrong_with_the_way_to_the_failure()
    {
        var bar = Render<AvailabilityBell>();
        await bar.WaitForStateAsync(() => bar.FindAll("a.act-row").Count == 2, Patience);
        Assert.Equal([$"/compute?pool={Cloud.World.PoolA.Id}", $"/high-availability/failures/{failure}"], bar.FindAll("a.act-row").Select(link => link.GetAttribute("href")));
    }
}
