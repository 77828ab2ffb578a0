using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Replication;
using OpenIaaS.Domain.Common;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

/// <summary>What of an interval can be held is said where it is typed, before it is promised.</summary>
public sealed class FeasibilityNoteTests : PageTest
{
    ReplicationWorld World => ReplicationWorld.Over(Cloud);

    protected override void Configure(IServiceCollection services) => ReplicationWorld.Configure(services);

    [Fact]
    public async Task While_the_interval_of_a_policy_is_edited_the_machines_it_would_break_for_are_named()
    {
        World.Link.Delta = ByteSize.FromGiB(2);
        var machine = await World.ReplicatedAsync();
        await World.BeatAsync();
        await World.PassAsync(TimeSpan.FromHours(1));
        await using (var database = Cloud.Database())
            await database.ZoneLinks.ExecuteUpdateAsync(link => link.SetProperty(row => row.Megabits, 20));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/replication?tab=policies&open=" + (await World.ReplicaAsync(machine)).PolicyId);
        var page = await RenderAsync<ReplicationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr.det button")), Patience);
        page.FindAll("tr.det button").First(button => button.TextContent.Trim() == "Edit policy").Click();
        // 2 GiB in 15 minutes are 19.1 Mbit/s; with 54 of 60 seconds for the way 21.2.
        page.WaitForAssertion(() => Assert.Contains("the interval holds; the shortest that does is 3\u00A0min", Note(page), StringComparison.Ordinal), Patience);

        page.FindAll("[role=dialog] input[type=number]")[0].Input("1");

        page.WaitForAssertion(() => Assert.Contains("The interval breaks for 1 of 1 machines; it holds from 3\u00A0min on.", Note(page), StringComparison.Ordinal), Patience);
        Assert.Contains("erp-db-01 needs 21", Note(page), StringComparison.Ordinal);
        page.FindAll("[role=dialog] input[type=number]")[0].Input("60");
        page.WaitForAssertion(() => Assert.DoesNotContain("The link carries", Note(page), StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_policy_made_for_a_machine_is_judged_with_it_and_chosen_afterwards()
    {
        var machine = await World.MachineAsync("erp-db-01");
        var panel = await RenderAsync<MachineReplicationPanel>(parameters => parameters.Add(it => it.MachineId, machine.Id));
        panel.WaitForAssertion(() => Assert.Contains("There is no replication policy yet.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.FindAll("button").First(button => button.TextContent.Trim() == "Add policy").Click();
        panel.Find("[role=dialog] input[type=text]").Input("erp-10min");
        Next(panel);
        panel.FindAll("[role=dialog] .leaf").First(leaf => leaf.TextContent.Contains("sr-az06-std-01", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

        panel.WaitForAssertion(() => Assert.Contains("1 machine has made no copy of changes yet", Note(panel), StringComparison.Ordinal), Patience);
        Next(panel);
        Next(panel);
        Next(panel);

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=dialog]")), Patience);
        panel.WaitForAssertion(() => Assert.Equal(8, panel.FindAll(".checks li.ok").Count), Patience);
        Assert.Contains("erp-10min", panel.Find("select").TextContent, StringComparison.Ordinal);
    }

    static string Note<T>(IRenderedComponent<T> part)
        where T : IComponent => string.Concat(part.FindAll("[role=dialog] .note").Select(note => note.TextContent));

    static void Next<T>(IRenderedComponent<T> part)
        where T : IComponent => part.FindAll("[role=dialog] footer button")[^1].Click();
}
