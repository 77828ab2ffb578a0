using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Many machines at once: what would happen to each, and that just that happens.</summary>
public sealed class BulkTests : PageTest
{
    [Fact]
    public async Task Preview_says_for_each_machine_what_the_use_case_will_say()
    {
        var (ready, bare, on) = (await Cloud.AddMachineAsync("ready", policy: Cloud.World.Daily), await Cloud.AddMachineAsync("bare"), await Cloud.AddMachineAsync("on", Cloud.World.HostsA[0], policy: Cloud.World.Daily));
        foreach (var kind in new[] { BulkKind.Start, BulkKind.StopCleanly, BulkKind.StopByForce, BulkKind.Restart, BulkKind.AddTags, BulkKind.RemoveTags, BulkKind.SetHighAvailability, BulkKind.AssignPolicy })
        {
            var action = new BulkAction(kind, ["erp"], Cloud.World.Daily.Id, HighAvailabilityPriority.Restart);
            List<Id<VirtualMachine>> ids = [ready.Id, bare.Id, on.Id];
            var lines = (await Cloud.Get<BulkQueries>().PreviewAsync(ids, action, Cloud.World.Caller, default)).Value;
            Assert.Equal(["bare", "on", "ready"], lines.Select(line => line.Name));
            foreach (var line in lines.Where(line => line.Refused is not null && line.Refused.Code != "bulk.nothing"))
            {
                var answer = (await Cloud.Get<BulkMachines>().SubmitAsync([line.Id], action, Cloud.World.Caller, default)).Value.Single().Answer;
                Assert.Equal(line.Refused!.Message, answer.Problems.Single().Message);
            }
        }

        Assert.Equal(["vm.no-backup-policy", "vm.not-halted", null], await CodesAsync(BulkKind.Start, ready, bare, on));
        Assert.Equal(["vm.not-running", null, "vm.not-running"], await CodesAsync(BulkKind.StopCleanly, ready, bare, on));
    }

    [Fact]
    public async Task Machines_that_would_not_all_fit_are_left_out_one_by_one()
    {
        var largest = Cloud.World.HostsA.Max(host => host.MemoryForMachines);
        List<VirtualMachine> machines = [];
        for (var number = 0; number < 3; number++) machines.Add(await Cloud.AddMachineAsync($"big-{number}", policy: Cloud.World.Daily, shape: machine => machine.Resize(2, 1, largest)));
        Assert.Equal([null, null, "placement.no-room"], await CodesAsync(BulkKind.Start, [.. machines]));
    }

    [Fact]
    public async Task Tags_are_added_and_removed_and_where_nothing_would_change_nothing_is_asked()
    {
        var (first, second) = (await Cloud.AddMachineAsync("first", shape: machine => machine.SetTags(["erp", "gdpr"])), await Cloud.AddMachineAsync("second"));
        Assert.Equal(["bulk.nothing", null], await CodesAsync(BulkKind.AddTags, first, second));
        Assert.Equal([null, "bulk.nothing"], await CodesAsync(BulkKind.RemoveTags, first, second));
        var answers = (await Cloud.Get<BulkMachines>().SubmitAsync([first.Id, second.Id], new BulkAction(BulkKind.AddTags, ["web"]), Cloud.World.Caller, default)).Value;
        Assert.All(answers, answer => Assert.True(answer.Answer.Ok));
        Assert.Equal(["erp", "gdpr", "web"], (await Cloud.MachineAsync(first.Id)).Tags);
        Assert.Equal(["web"], (await Cloud.MachineAsync(second.Id)).Tags);
    }

    [Theory]
    [InlineData(0, "bulk.none")]
    [InlineData(500, null)]
    [InlineData(501, "bulk.too-many")]
    public void So_many_at_once(int machines, string? code) => Assert.Equal(code, BulkAction.CheckCount(machines).Problems is [var problem] ? problem.Code : null);

    [Fact]
    public async Task Strangers_machines_are_not_there_and_each_use_case_asks_its_own_permission()
    {
        var machine = await Cloud.AddMachineAsync("on", Cloud.World.HostsA[0]);
        var action = new BulkAction(BulkKind.StopByForce, []);
        Assert.Empty((await Cloud.Get<BulkMachines>().SubmitAsync([machine.Id], action, Cloud.World.Stranger, default)).Value);
        var answer = (await Cloud.Get<BulkMachines>().SubmitAsync([machine.Id], action, Cloud.World.With(Permission.ComputeRead), default)).Value.Single().Answer;
        Assert.Equal(ProblemKind.Forbidden, answer.Problems.Single().Kind);
    }

    [Fact]
    public async Task Selected_machines_are_shut_down_from_the_list_and_the_others_are_named_with_their_reason()
    {
        var (on, off) = (await Cloud.AddMachineAsync("erp-app", Cloud.World.HostsA[0], policy: Cloud.World.Daily), await Cloud.AddMachineAsync("erp-db", policy: Cloud.World.Daily));
        var page = await RenderAsync<VirtualMachinesPage>();
        Assert.Equal("true", page.FindAll("button").Single(button => button.TextContent.Trim() == "Bulk action").GetAttribute("aria-disabled"));
        page.Find("input[aria-label='Select this page']").Change(true);
        page.WaitForElement("details.menu .mi", Patience);
        page.FindAll(".mi").Single(item => item.TextContent.Trim() == "Shut down").Click();
        page.WaitForAssertion(() => Assert.Contains("1 of 2 machines", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("erp-db erp-db is not powered on; it is powered off.", MachinePanelTests.Text(page.Find("[role=dialog] li.out")));

        page.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Shut down").Click();
        page.WaitForAssertion(() => Assert.Contains("1 of 1 were accepted", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        await Cloud.SettleAsync();
        Assert.Equal((PowerState.Halted, PowerState.Halted), ((await Cloud.MachineAsync(on.Id)).Power, (await Cloud.MachineAsync(off.Id)).Power));
    }

    [Fact]
    public async Task Whoever_may_do_nothing_to_many_sees_no_selection()
    {
        await Cloud.AddMachineAsync("erp-app");
        await SignInWithAsync(Permission.ComputeRead);
        var page = await RenderAsync<VirtualMachinesPage>();
        page.WaitForElement("tbody tr", Patience);
        Assert.Empty(page.FindAll(".c-cb"));
        Assert.DoesNotContain("Bulk action", page.Markup, StringComparison.Ordinal);
    }

    async Task<List<string?>> CodesAsync(BulkKind kind, params VirtualMachine[] machines) =>
        [.. (await Cloud.Get<BulkQueries>().PreviewAsync([.. machines.Select(machine => machine.Id)], new BulkAction(kind, ["erp"]), Cloud.World.Caller, default)).Value.Select(line => line.Refused?.Code)];
}
