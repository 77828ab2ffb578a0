using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Replication;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication.Recovery;

public sealed class FailoverPageTests : PageTest
{
    Id<VirtualMachine> machine;
    Id<Domain.Replication.Replica> replica;

    protected override async Task ArrangeAsync()
    {
        var made = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(Cloud, made);
        machine = made.Id;
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        await using var database = Cloud.Database();
        replica = (await database.Replicas.SingleAsync()).Id;
    }

    [Fact]
    public async Task Without_any_the_tab_says_where_they_begin()
    {
        Navigate("/replication?tab=failovers");
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Contains("No failover and no test yet.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal("/api/export/failovers.csv", page.Find(".acts a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_test_that_runs_is_listed_and_cleaned_up_from_its_row()
    {
        await Cloud.CompleteAsync(await Cloud.Get<TestFailover>().SubmitAsync(new TestFailover.Order(replica), Cloud.World.Caller, default));
        var failover = await FailoverAsync();
        Navigate($"/replication?tab=failovers&open={failover.Id}");
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.Equal("Test runs", page.Find("tbody tr.r .st").TextContent.Trim()), Patience);
        Assert.Equal("1", page.Find(".tabs [aria-current] .c").TextContent);
        Assert.Equal($"/virtual-machines/{machine}", page.Find("tbody a.name").GetAttribute("href"));
        page.WaitForAssertion(() => Assert.Contains($"/activities?target={replica}", page.FindAll("tr.det a").Select(link => link.GetAttribute("href"))), Patience);

        page.FindAll("tr.det button").First(button => button.TextContent.Trim() == "Clean up now").Click();
        await Cloud.SettleAsync();

        page.WaitForAssertion(() => Assert.Equal("Cleaned up", page.Find("tbody tr.r .st").TextContent.Trim()), Patience);
        Assert.Equal(FailoverState.CleanedUp, (await FailoverAsync()).State);
    }

    [Fact]
    public async Task What_is_chosen_stands_in_the_address_and_in_the_export()
    {
        await Cloud.CompleteAsync(await Cloud.Get<TestFailover>().SubmitAsync(new TestFailover.Order(replica), Cloud.World.Caller, default));
        Navigate("/replication?tab=failovers");
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr.r")), Patience);

        page.Find("select[aria-label=Kind]").Change("1");
        page.Find("select[aria-label=State]").Change("2");

        page.WaitForAssertion(() => Assert.Contains("Nothing matches.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.EndsWith("?tab=failovers&kind=Unplanned&state=over", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("/api/export/failovers.csv?kind=Unplanned&state=over", page.Find(".acts a[download]").GetAttribute("href"));
    }

    async Task<Failover> FailoverAsync()
    {
        await using var database = Cloud.Database();
        return await database.Failovers.AsNoTracking().SingleAsync();
    }

    void Navigate(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
}
