using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Replication;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicationPageTests : PageTest
{
    ReplicationWorld World => ReplicationWorld.Over(Cloud);

    protected override void Configure(IServiceCollection services) => ReplicationWorld.Configure(services);

    [Fact]
    public async Task Without_a_policy_the_page_says_what_one_is_and_offers_to_add_it()
    {
        var page = await RenderAsync<ReplicationPage>();

        Assert.Contains("No machine is replicated yet. A policy says where copies go", page.Markup, StringComparison.Ordinal);
        Assert.Contains("a replica is not a backup", page.Find(".sub").TextContent, StringComparison.Ordinal);
        page.FindAll("button").First(button => button.TextContent.Trim() == "Add policy").Click();
        Assert.Equal("Add a replication policy", page.Find("[role=dialog] h2").TextContent);
    }

    [Fact]
    public async Task Without_the_permission_the_page_says_which_one_is_missing()
    {
        await SignInWithAsync(Permission.BackupRead);
        var page = await RenderAsync<ReplicationPage>();

        Assert.Contains(Permission.ComputeRead, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("Add policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_copy_shows_how_far_it_is_and_becomes_compliant_without_a_reload()
    {
        World.Link.Takes = TimeSpan.FromMinutes(2);
        await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromMinutes(1));
        var page = await RenderAsync<ReplicationPage>();
        Assert.Contains("no point yet", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Matches(@"Copying \d+\u00A0%", page.Find("tbody .st").TextContent);

        await World.PassAsync(TimeSpan.FromMinutes(2));

        page.WaitForAssertion(() => Assert.Equal("Compliant", page.Find("tbody .st").TextContent.Trim()), Patience);
        Assert.Equal("1", page.Find(".sum button:first-child .big").TextContent);
    }

    [Fact]
    public async Task A_breach_is_loud_and_its_row_opens_to_the_last_problem()
    {
        var machine = await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromMinutes(1));
        World.Link.Down = true;
        await World.PassAsync(TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(1));
        Navigate("/replication?open=" + (await World.ReplicaAsync(machine)).Id);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Equal("The run that is due waits", page.Find("tr.det h3").TextContent), Patience);
        Assert.Equal("Breached", page.Find("tbody .st.bad").TextContent.Trim());
        Assert.Contains("Breach since", page.Find("tr.det .overline").TextContent, StringComparison.Ordinal);
        Assert.Matches(@"^Waiting since \d\d:15: The link between the zones is down\. One run follows by itself", page.Find("tr.det p").TextContent);
        Assert.Contains("Runs skipped since the newest point2", page.Find("tr.det dl").TextContent.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Matches(@"waits since\s+\d\d:15", page.Find("tbody tr.r").TextContent);
        Assert.Contains("46\u00A0min", page.Find(".rpo").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_of_the_strip_filters_the_list_and_the_export_goes_by_the_same_filter()
    {
        await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromMinutes(1));
        var page = await RenderAsync<ReplicationPage>();

        page.FindAll(".sum button").First(button => button.TextContent.Contains("Breached", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => Assert.Contains("Nothing matches.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.EndsWith("?status=Breached", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("/api/export/replicas.csv?status=Breached", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_policy_is_added_in_four_steps()
    {
        var page = await RenderAsync<ReplicationPage>();
        page.FindAll("button").First(button => button.TextContent.Trim() == "Add policy").Click();

        page.Find("[role=dialog] input[type=text]").Input("erp-10min");
        page.Find("[role=dialog] input[type=number]").Input("10");
        page.Find("[role=dialog] select").Change("0");
        Assert.Contains("Below 15 minutes a run may still be under way", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        Next(page);
        Assert.Contains("Choose a block storage.", page.Find("[role=dialog] footer").TextContent, StringComparison.Ordinal);
        page.FindAll("[role=dialog] .leaf").First(leaf => leaf.TextContent.Contains("sr-az06-std-01", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);
        Next(page);
        Next(page);
        Assert.Contains("Data is encrypted on the disks, not on its way between the zones", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal);
        Next(page);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        await using var database = Cloud.Database();
        var policy = await database.ReplicationPolicies.SingleAsync();
        Assert.Equal(("erp-10min", TimeSpan.FromMinutes(10), 7, Cloud.World.StorageB.Id), (policy.Name, policy.Interval.Every, policy.Retained, policy.TargetStorageId));
    }

    [Fact]
    public async Task An_interval_outside_its_range_is_refused_with_the_rules_sentence()
    {
        var page = await RenderAsync<ReplicationPage>();
        page.FindAll("button").First(button => button.TextContent.Trim() == "Add policy").Click();

        page.Find("[role=dialog] input[type=number]").Input("25");

        Assert.Contains("An interval in hours is 1 to 24; 25 was asked for.", page.Find("[role=dialog] .help.err").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_in_use_keeps_its_delete_button_with_the_reason()
    {
        var machine = await World.ReplicatedAsync();
        Navigate("/replication?tab=policies&open=" + (await World.ReplicaAsync(machine)).PolicyId);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Contains("erp-db-01", page.Find("tr.det").TextContent, StringComparison.Ordinal), Patience);
        var delete = page.FindAll("tr.det button").First(button => button.TextContent.Trim() == "Delete policy");
        Assert.Equal("true", delete.GetAttribute("aria-disabled"));
        Assert.Contains("it replicates 1.", page.Find("tr.det").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policies_open_and_sort_by_a_click()
    {
        await World.PolicyAsync("a-first");
        await World.PolicyAsync("b-second");
        Navigate("/replication?tab=policies");
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr.r").Count), Patience);

        page.FindAll("thead button").First(button => button.TextContent.Contains("Name", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("b-second", page.Find("tbody a.name").TextContent), Patience);
        page.Find("button[aria-label='Details of a-first']").Click();

        page.WaitForAssertion(() => Assert.Contains("None yet.", page.Find("tr.det").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Machines_are_associated_with_their_check_list_in_sight()
    {
        var policy = await World.PolicyAsync();
        await World.MachineAsync("erp-db-01");
        await World.MachineAsync("in-the-target-zone", Cloud.World.PoolB);
        Navigate("/replication?tab=policies&open=" + policy);
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr.det button")), Patience);
        page.FindAll("tr.det button").First(button => button.TextContent.Trim() == "Associate machines").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".cands > li").Count), Patience);

        Assert.Contains("a replica must lie in another zone", page.FindAll(".cands > li")[1].TextContent, StringComparison.Ordinal);
        Assert.True(page.FindAll(".cands input")[1].HasAttribute("disabled"));
        page.FindAll(".cands input")[0].Change(true);
        Assert.Equal(8, page.FindAll(".cands > li")[0].QuerySelectorAll(".checks li.ok").Length);
        page.FindAll("[role=dialog] footer button").First(button => button.TextContent.Contains("Associate 1 machine", StringComparison.Ordinal)).Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        await using var database = Cloud.Database();
        Assert.Equal(1, await database.Replicas.CountAsync());
    }

    [Fact]
    public async Task The_panel_of_a_machine_replicates_it_and_then_tells_how_it_stands()
    {
        var machine = await World.MachineAsync("erp-db-01");
        await World.PolicyAsync();
        var panel = await RenderAsync<MachineReplicationPanel>(parameters => parameters.Add(it => it.MachineId, machine.Id));
        panel.WaitForAssertion(() => Assert.Contains("This machine is not replicated", panel.Markup, StringComparison.Ordinal), Patience);

        panel.Find("select").Change("0");
        panel.WaitForAssertion(() => Assert.Equal(8, panel.FindAll(".checks li.ok").Count), Patience);
        panel.FindAll("button").First(button => button.TextContent.Trim() == "Replicate this machine").Click();

        panel.WaitForAssertion(() => Assert.Contains("Every 15 minutes", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains("Replication does not replace backups", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_speaks_french()
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr");
        var page = await RenderAsync<ReplicationPage>();

        Assert.Contains("Réplicas", page.Find(".tabs").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ajouter une politique", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_that_waits_says_so_in_french()
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr");
        World.Link.Down = true;
        var machine = await World.ReplicatedAsync();
        await World.BeatAsync();
        Navigate("/replication?open=" + (await World.ReplicaAsync(machine)).Id);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Equal("L’exécution prévue attend", page.Find("tr.det h3").TextContent), Patience);
        Assert.Contains("attend depuis", page.Find("tbody tr.r").TextContent, StringComparison.Ordinal);
    }

    void Navigate(string uri) => Services.GetRequiredService<NavigationManager>().NavigateTo(uri);

    static void Next(IRenderedComponent<ReplicationPage> page) => page.FindAll("[role=dialog] footer button")[^1].Click();
}
