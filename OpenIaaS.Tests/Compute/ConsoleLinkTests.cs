using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class ConsoleLinkTests : PageTest
{
    [Fact]
    public async Task Running_machine_has_a_link_to_its_console_that_opens_a_tab()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        var link = (await PanelAsync(machine)).Find(".vm-tools a[target=_blank]");
        Assert.Equal(($"/virtual-machines/{machine.Id}/console", "noopener", "Open the console in a new tab"), (link.GetAttribute("href"), link.GetAttribute("rel"), link.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Machine_that_is_off_says_why_it_has_none()
    {
        var panel = await PanelAsync(await Cloud.AddMachineAsync("fax"));
        Assert.Empty(panel.FindAll(".vm-tools a[target=_blank]"));
        var button = panel.Find(".vm-tools button[aria-label='Open the console']");
        Assert.Equal(("true", "fax is not powered on, so it shows nothing; power it on to open its console."), (button.GetAttribute("aria-disabled"), button.GetAttribute("data-tip")));
    }

    [Fact]
    public async Task Whoever_may_not_open_consoles_is_not_shown_the_tool()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        await SignInWithAsync(Permission.ComputeRead, Permission.VirtualMachinePower);
        Assert.DoesNotContain("console", (await PanelAsync(machine)).Find(".vm-tools").InnerHtml, StringComparison.OrdinalIgnoreCase);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) => RenderAsync<MachinePanel>(panel => panel.Add(it => it.Id, machine.Id).Add(it => it.Own, true));
}
