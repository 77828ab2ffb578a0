using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Replication;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

public sealed class MoveReplicaDialogTests : PageTest
{
    ReplicationWorld World => ReplicationWorld.Over(Cloud);

    protected override void Configure(IServiceCollection services) => ReplicationWorld.Configure(services);

    [Fact]
    public async Task A_replica_is_moved_to_another_policy_from_its_row()
    {
        var machine = await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromMinutes(1));
        var hourly = await World.PolicyAsync("hourly", 1, IntervalUnit.Hours);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/replication?open=" + (await World.ReplicaAsync(machine)).Id);
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tr.det button"), IsMove), Patience);
        page.FindAll("tr.det button").First(IsMove).Click();
        page.WaitForAssertion(() => Assert.Contains("hourly", page.Find("[role=dialog] select").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Choose a policy.", page.Find("[role=dialog] footer").TextContent, StringComparison.Ordinal);

        page.Find("[role=dialog] select").Change("0");

        page.WaitForAssertion(() => Assert.Contains("the one there is stays", page.Find("[role=dialog] .impact").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("at once, of what changed", page.Find("[role=dialog] .impact").TextContent, StringComparison.Ordinal);
        page.FindAll("[role=dialog] footer button")[^1].Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        await World.PassAsync(TimeSpan.FromSeconds(30));
        page.WaitForAssertion(() => Assert.Contains("hourly", page.Find("tbody tr.r").TextContent, StringComparison.Ordinal), Patience);
        await using var database = Cloud.Database();
        Assert.Equal(hourly, (await database.Replicas.SingleAsync()).PolicyId);
    }

    [Fact]
    public async Task The_link_of_a_replica_says_what_it_loses()
    {
        var machine = await World.ReplicatedAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/replication?open=" + (await World.ReplicaAsync(machine)).Id);
        var page = await RenderAsync<ReplicationPage>();

        page.WaitForAssertion(() => Assert.Contains("Link loss0.00\u00A0%", page.Find("tr.det dl.sm").TextContent.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).Replace("Linkloss", "Link loss", StringComparison.Ordinal), StringComparison.Ordinal), Patience);
    }

    static bool IsMove(AngleSharp.Dom.IElement button) => button.TextContent.Trim() == "Change the policy…";
}
