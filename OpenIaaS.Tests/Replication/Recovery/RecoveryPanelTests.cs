using Bunit;
using OpenIaaS.Console.Replication;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication.Recovery;

public sealed class RecoveryPanelTests : PageTest
{
    Domain.Common.Id<VirtualMachine> machine;

    protected override async Task ArrangeAsync()
    {
        var made = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(Cloud, made);
        machine = made.Id;
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
    }

    [Fact]
    public async Task Whoever_fails_over_sees_what_is_lost_and_must_know_that_the_machine_runs()
    {
        var panel = await RenderAsync<MachineReplicationPanel>(parameters => parameters.Add(it => it.MachineId, machine));
        Press(panel, "Fail over…");
        Assert.Contains("nothing is lost", panel.Find("[role=dialog]").TextContent, StringComparison.Ordinal);

        panel.FindAll("[role=dialog] input[type=radio]")[1].Change(true);

        panel.WaitForAssertion(() => Assert.Contains("what was written in the last 10\u00A0min", panel.Find("[role=dialog] .impact").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("Say that you know that the machine runs.", panel.Find("[role=dialog] footer").TextContent, StringComparison.Ordinal);
        panel.FindAll("[role=dialog] .note input[type=checkbox]")[0].Change(true);
        panel.FindAll("[role=dialog] footer button")[^1].Click();

        panel.WaitForAssertion(() => Assert.Contains("Failing over", panel.Find(".recovery").TextContent, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        panel.WaitForAssertion(() => Assert.Contains("Runs at the target", panel.Find(".recovery").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("erp-db-01-failover", panel.Find(".recovery dd a").TextContent);
        panel.WaitForAssertion(() => Assert.Equal("none", panel.FindAll(".mrep > .repfacts dd")[^1].TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_offered()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var panel = await RenderAsync<MachineReplicationPanel>(parameters => parameters.Add(it => it.MachineId, machine));
        Assert.DoesNotContain(panel.FindAll("button"), button => button.TextContent.Contains("Fail over", StringComparison.Ordinal));
    }

    static void Press(IRenderedComponent<MachineReplicationPanel> panel, string text) => panel.FindAll("button").First(button => button.TextContent.Trim() == text).Click();
}
