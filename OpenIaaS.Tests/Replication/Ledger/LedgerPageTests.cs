using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Replication;
using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication.Ledger;

public sealed class LedgerPageTests : PageTest
{
    ReplicationWorld World => ReplicationWorld.Over(Cloud);

    protected override void Configure(IServiceCollection services) => ReplicationWorld.Configure(services);

    [Fact]
    public async Task Replicas_show_their_thirty_days_and_the_fleet_its_share()
    {
        await LedgerQueriesTests.TwoDaysAsync(World);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody .led").Count), Patience);
        var row = page.FindAll("tbody tr.r").Single(found => found.TextContent.Contains("erp-db-01", StringComparison.Ordinal));
        Assert.Equal("30 days: 0 compliant, 1 at risk, 1 breached", row.QuerySelector(".led")!.GetAttribute("aria-label"));
        Assert.Equal(30, row.QuerySelectorAll(".led i").Length);
        Assert.Matches(@"9\d\.\d\d\u00A0% of the promise kept", page.Find(".fleet").TextContent.ReplaceLineEndings(" "));
        Assert.Equal("/replication/attestation", page.Find(".fleet a").GetAttribute("href"));
    }

    [Fact]
    public async Task Ledger_lists_the_worst_first_and_a_row_opens_to_its_breach_and_the_log_of_its_run()
    {
        var (bad, _) = await LedgerQueriesTests.TwoDaysAsync(World);
        var replica = await World.ReplicaAsync(bad);
        Navigate($"/replication?tab=ledger&open={replica.Id}");
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Contains("The link between the zones was down", page.Find("tr.det").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("erp-db-01", page.Find("tbody tr.r a.name").TextContent);
        Assert.Equal(30, page.FindAll("tbody tr.r")[0].QuerySelectorAll(".heat i").Length);
        var href = page.FindAll("tr.det a").First(link => link.TextContent == "Log of the run").GetAttribute("href")!;

        var parts = href.Split('/');
        var run = await RenderAsync<RunPage>(parameters => parameters.Add(it => it.Replica, Guid.Parse(parts[^2])).Add(it => it.Began, long.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("Failed: The link between the zones is down. Nothing of it is kept.", run.Find(".log").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breaches_of_the_fleet_are_a_list_of_their_own()
    {
        await LedgerQueriesTests.TwoDaysAsync(World);
        Navigate("/replication?tab=ledger&list=breaches");
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Equal("erp-db-01", Assert.Single(page.FindAll(".breaches li")).QuerySelector("a.name")!.TextContent), Patience);
        Assert.Contains("Over", page.Find(".breaches li .st").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_of_a_replica_are_filtered_by_their_outcome()
    {
        var (bad, _) = await LedgerQueriesTests.TwoDaysAsync(World);
        var replica = await World.ReplicaAsync(bad);
        Navigate($"/replication/runs/{replica.Id}?state=Failed");
        var page = await RenderAsync<RunsPage>(parameters => parameters.Add(it => it.Replica, replica.Id.Value));

        page.WaitForAssertion(() => Assert.Equal("Failed", Assert.Single(page.FindAll("tbody tr.r")).QuerySelector(".st")!.TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task Attestation_names_its_month_its_machines_and_its_digest()
    {
        await LedgerQueriesTests.TwoDaysAsync(World);
        var page = await RenderAsync<AttestationPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".attest table")[0].QuerySelectorAll("tbody tr").Length), Patience);
        Assert.Matches("^[0-9a-f]{64}$", page.Find(".attest code").TextContent);
        Assert.Contains("November 2026", page.Find(".attest").TextContent, StringComparison.Ordinal);
        Assert.Contains("attestation.pdf?month=2026-11", page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_is_edited_and_says_what_that_does_to_its_machines()
    {
        var machine = await World.ReplicatedAsync();
        Navigate("/replication?tab=policies&open=" + (await World.ReplicaAsync(machine)).PolicyId);
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr.det button")), Patience);
        page.FindAll("tr.det button").First(button => button.TextContent.Trim() == "Edit policy").Click();

        page.Find("[role=dialog] input[type=number]").Input("5");
        Assert.Contains("At most 5 minutes of data can be lost", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The machine of this policy follows at once", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        page.FindAll("[role=dialog] input[type=radio]")[0].Change(true);
        page.FindAll("[role=dialog] footer button")[^1].Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        await using var database = Cloud.Database();
        var policy = await database.ReplicationPolicies.SingleAsync();
        Assert.Equal((5, Domain.Replication.Criticality.Critical), (policy.Interval.Count, policy.Criticality));
        Assert.Equal(TimeSpan.FromMinutes(5), (await World.ReplicaAsync(machine)).Promised);
    }

    [Fact]
    public async Task Breached_replica_shows_its_age_against_the_promise()
    {
        var machine = await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromMinutes(1));
        World.Link.Takes = TimeSpan.FromHours(2);
        await World.PassAsync(TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(1));
        Navigate("/replication?open=" + (await World.ReplicaAsync(machine)).Id);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Equal("The link cannot carry what the machine writes", page.Find("tr.det h3").TextContent), Patience);
        Assert.Contains("46\u00A0min now, against 15\u00A0min and 30\u00A0min", page.Find("tr.det svg.agec").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("tr.det svg.agec .over"));
    }

    void Navigate(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);
}
