using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Terraform;

public sealed class TerraformPageTests : PageTest
{
    [Fact]
    public async Task Section_shows_the_machine_with_its_disks_and_adapters_and_follows_it()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var panel = await PanelAsync(machine, "terraform");
        Assert.Equal(["Provider", "Machine erp-db-01", "Disk system", "Adapter eth0"], panel.FindAll("section.hcl > .row > b").Select(title => title.TextContent));
        Assert.Contains("name        = \"erp-db-01\"", panel.Find("pre[aria-label='Terraform of Machine erp-db-01']").TextContent, StringComparison.Ordinal);

        await Cloud.CompleteAsync(await Cloud.Get<UpdateVirtualMachine>().SubmitAsync(new UpdateVirtualMachine.Input(machine.Id, machine.Version, Name: "erp-db-09"), Cloud.World.Caller, default));
        panel.WaitForAssertion(() => Assert.Contains("name        = \"erp-db-09\"", panel.Find("pre[aria-label='Terraform of Machine erp-db-09']").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Copying_takes_what_is_shown()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var copied = JSInterop.Setup<bool>("openiaas.copy", _ => true).SetResult(true);
        var panel = await PanelAsync(machine, "terraform");
        panel.Find("button[aria-label='Copy Disk system']").Click();
        var text = (string)Assert.Single(copied.Invocations).Arguments[0]!;
        Assert.Equal(panel.Find("pre[aria-label='Terraform of Disk system']").TextContent, text);
        panel.FindAll("button").Single(button => button.TextContent.Trim() == "Copy all").Click();
        Assert.StartsWith("terraform {", (string)copied.Invocations.Last().Arguments[0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Menu_of_a_disk_leads_to_its_text_by_itself()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        await SignInWithAsync(Permission.ComputeRead, Permission.NetworkRead);
        string? tab = null;
        var panel = await RenderAsync<MachinePanel>(parameters => parameters.Add(it => it.Id, machine.Id).Add(it => it.Tab, "disks").Add(it => it.TabChanged, chosen => tab = chosen));
        panel.Find("button[aria-label='Actions of the disk system']").Click();
        Assert.Equal(["Show Terraform"], panel.FindAll("[role=menuitem]").Select(MachinePanelTests.Text));
        panel.Find("[role=menuitem]").Click();
        Assert.StartsWith("terraform-", tab, StringComparison.Ordinal);

        panel = await PanelAsync(machine, tab!);
        Assert.Equal("Disk system", Assert.Single(panel.FindAll("section.hcl > .row > b")).TextContent);
        Assert.Contains($"virtual_machine_id    = \"{machine.Id}\"", panel.Find("section.hcl pre").TextContent, StringComparison.Ordinal);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine, string tab) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, tab));
}
