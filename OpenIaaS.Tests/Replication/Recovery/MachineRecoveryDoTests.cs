using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication.Recovery;

/// <summary>Failover, its test and the way back by an address or from the palette: the dialog of the replica, or the sentence of the rule.</summary>
public sealed class MachineRecoveryDoTests : PageTest
{
    Id<VirtualMachine> machine;

    protected override async Task ArrangeAsync()
    {
        var made = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(Cloud, made);
        machine = made.Id;
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
    }

    [Theory]
    [InlineData("failover", "Fail over erp-db-01")]
    [InlineData("test-failover", "Test the failover of erp-db-01")]
    public async Task An_address_opens_the_dialog_of_the_replica(string action, string title)
    {
        var page = await OpenAsync(machine, action);
        page.WaitForAssertion(() => Assert.Equal(title, page.Find("[role=dialog] h2").TextContent), Patience);
    }

    [Fact]
    public async Task A_machine_that_was_failed_over_is_brought_back_by_its_own_address_and_by_that_of_its_copy()
    {
        var replica = (await Cloud.Get<Infrastructure.Application.Replication.ReplicaQueries>().OfMachineAsync(machine, Cloud.World.Caller, default)).Value!;
        await Cloud.CompleteAsync(await Cloud.Get<FailOverMachine>().SubmitAsync(new FailOverMachine.Order(replica.Id, KnowsSourceRuns: true), Cloud.World.Caller, default));
        var copy = (await Cloud.Get<FailoverQueries>().OfMachineAsync(machine, Cloud.World.Caller, default)).Value.Rows[0].CopyId;

        Assert.Equal("replica.suspended", (await ActionsAsync(machine)).FailOver!.Code);
        Assert.Null((await ActionsAsync(copy)).FailBack);
        var page = await OpenAsync(machine, "failback");
        page.WaitForAssertion(() => Assert.Equal("Fail back erp-db-01", page.Find("[role=alertdialog] h2, [role=dialog] h2").TextContent), Patience);
    }

    [Fact]
    public async Task What_cannot_be_done_says_why()
    {
        var alone = await Cloud.AddMachineAsync("erp-app-01");
        var actions = await ActionsAsync(alone.Id);
        Assert.Equal(
            ["erp-app-01 is not replicated.", "erp-app-01 is not replicated.", "erp-app-01 has not been failed over; there is nothing to bring back."],
            new[] { actions.FailOver, actions.TestFailover, actions.FailBack }.Select(problem => problem!.Message));
        var page = await OpenAsync(alone.Id, "failover");

        var toasts = Services.GetRequiredService<Toasts>();
        page.WaitForAssertion(() => Assert.Contains(toasts.Shown, shown => shown.Toast.Sentence == "erp-app-01 is not replicated."), Patience);
        Assert.Empty(page.FindAll("[role=dialog]"));
    }

    [Fact]
    public void Only_whoever_may_recover_is_offered_them() =>
        Assert.All(
            new[] { "failover", "test-failover", "failback" },
            key => Assert.Equal((false, true), (MachineActionList.Named(key)!.IsShownTo(Cloud.World.With(Permission.ComputeManagement)), MachineActionList.Named(key)!.IsShownTo(Cloud.World.With(Permission.ReplicationRecover)))));

    async Task<MachineActions> ActionsAsync(Id<VirtualMachine> id) => (await Cloud.Get<VirtualMachineDetailQueries>().FindAsync(id, Cloud.World.Caller, default)).Value.Actions;

    async Task<IRenderedComponent<VirtualMachinePage>> OpenAsync(Id<VirtualMachine> id, string action)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/virtual-machines/{id}?do={action}");
        return await RenderAsync<VirtualMachinePage>(parameters => parameters.Add(page => page.Id, id.Value));
    }
}
