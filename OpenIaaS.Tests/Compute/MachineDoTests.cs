using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>A machine's address that asks for one of its dialogs.</summary>
public sealed class MachineDoTests : PageTest
{
    BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public async Task Address_opens_the_dialog_and_closing_it_takes_it_out_of_the_address()
    {
        var page = await OpenAsync(await Cloud.AddMachineAsync("erp-db-01"), "rename");

        page.WaitForAssertion(() => Assert.Equal("Rename erp-db-01", page.Find("[role=dialog] h2").TextContent), Patience);
        page.Find("[role=dialog]").KeyDown("Escape");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")), Patience);
        Assert.DoesNotContain("do=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_action_is_told_and_not_opened()
    {
        var page = await OpenAsync(await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]), "delete");

        var toasts = Services.GetRequiredService<Toasts>();
        page.WaitForAssertion(() => Assert.Contains(toasts.Shown, shown => shown.Toast.Sentence == "erp-db-01 can be deleted only while it is powered off; it is powered on."), Patience);
        Assert.Empty(page.FindAll("[role=alertdialog]"));
        Assert.DoesNotContain("do=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("start")]
    [InlineData("nonsense")]
    public async Task Action_that_is_not_for_the_caller_or_that_is_none_opens_nothing(string action)
    {
        await SignInWithAsync(Permission.ComputeRead);
        var page = await OpenAsync(await Cloud.AddMachineAsync("erp-db-01"), action);

        page.WaitForAssertion(() => Assert.DoesNotContain("do=", Navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("[role=dialog]"));
    }

    [Fact]
    public void Every_action_has_a_name_of_its_own_and_a_dialog()
    {
        Assert.Equal(MachineActionList.All.Count, MachineActionList.All.Select(action => action.Key).Distinct().Count());
        Assert.All(MachineActionList.All, action => Assert.NotEqual(MachineDialog.None, action.Dialog));
        Assert.All(MachineActionList.All.Where(action => action.Mends is not null), action => Assert.Equal(MachineDialog.Start, action.Dialog));
    }

    async Task<IRenderedComponent<VirtualMachinePage>> OpenAsync(VirtualMachine machine, string action)
    {
        Navigation.NavigateTo($"/virtual-machines/{machine.Id}?do={action}");
        return await RenderAsync<VirtualMachinePage>(parameters => parameters.Add(page => page.Id, machine.Id.Value));
    }
}
