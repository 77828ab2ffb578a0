using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shell.Palette;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Shell;

public sealed class CommandPaletteTests : PageTest
{
    BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public async Task Opened_it_shows_what_was_used_lately_first_then_verbs_then_places()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]);
        JSInterop.Setup<string[]?>("openiaas.palette.recent", _ => true).SetResult([$"Machine:{machine.Id}", "Machine:00000000-0000-7000-8000-00000000dead", "nonsense"]);

        var palette = await OpenAsync();

        palette.WaitForAssertion(() => Assert.Equal(["Recent", "Do", "Go to"], palette.FindAll(".overline").Select(title => title.TextContent)), Patience);
        Assert.Equal(["erp-db-01 AZ05, powered on"], Lines(palette, "Recent"));
        Assert.Equal("New virtual machine", Lines(palette, "Do")[0]);
        Assert.Contains("Storage", Lines(palette, "Go to"));
        Assert.Equal(palette.Find("[role=option]").Id, palette.Find("input").GetAttribute("aria-activedescendant"));
        Assert.Equal(palette.Find("[role=listbox]").Id, palette.Find("input").GetAttribute("aria-controls"));
    }

    [Fact]
    public async Task Machine_is_found_by_its_address_and_its_page_opened_by_enter()
    {
        await Cloud.AddMachineAsync("erp-app-01", address: "10.20.4.21");
        var machine = await Cloud.AddMachineAsync("erp-db-01", address: "10.20.4.11");
        var palette = await OpenAsync();

        Type(palette, "10.20.4.11");
        palette.WaitForAssertion(() => Assert.Equal(["erp-db-01 10.20.4.11, AZ05, powered off"], Lines(palette, "Machines")), Patience);
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.EndsWith($"/virtual-machines/{machine.Id}", Navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Empty(palette.FindAll("[role=dialog]"));
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "openiaas.palette.remember" && (string?)call.Arguments[1] == $"Machine:{machine.Id}");
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "openiaas.closed");
    }

    [Fact]
    public async Task Enter_right_after_typing_goes_by_what_was_typed()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var palette = await OpenAsync();

        palette.Find("input").Input("erp-db");
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.EndsWith($"/virtual-machines/{machine.Id}", Navigation.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Keys_move_the_choice_round_and_the_typed_part_is_marked()
    {
        foreach (var name in new[] { "erp-a", "erp-b", "erp-c" }) await Cloud.AddMachineAsync(name);
        var palette = await OpenAsync();
        Type(palette, "ERP-");
        palette.WaitForAssertion(() => Assert.Equal(3, Lines(palette, "Machines").Count), Patience);

        Assert.Equal("erp-", palette.Find("mark").TextContent);
        Assert.Equal("erp-a", Chosen(palette));
        await KeyAsync(palette, "ArrowDown");
        Assert.Equal("erp-b", Chosen(palette));
        await KeyAsync(palette, "ArrowUp");
        await KeyAsync(palette, "ArrowUp");
        Assert.NotEqual("erp-a", Chosen(palette));
        await KeyAsync(palette, "Home");
        Assert.Equal("erp-a", Chosen(palette));
        await KeyAsync(palette, "PageDown");
        await KeyAsync(palette, "End");
        Assert.Equal(palette.FindAll("[role=option]")[^1].Id, palette.Find("[aria-selected=true]").Id);
        await KeyAsync(palette, "Escape");
        Assert.Empty(palette.FindAll("[role=dialog]"));
    }

    [Fact]
    public async Task Ctrl_enter_opens_another_tab_and_stays_here()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var palette = await OpenAsync();
        var here = Navigation.Uri;
        palette.Find("input").Input("erp-db");

        await palette.Find("[role=dialog]").KeyDownAsync(new KeyboardEventArgs { Key = "Enter", CtrlKey = true });

        palette.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, call => call.Identifier == "openiaas.palette.newTab" && (string?)call.Arguments[0] == $"/virtual-machines/{machine.Id}"), Patience);
        Assert.Equal(here, Navigation.Uri);
    }

    [Fact]
    public async Task Refused_action_says_why_and_is_not_run()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        var palette = await TakeAsync("erp-db-01");

        palette.Find("input").Input("power on");
        Assert.Equal("true", palette.Find("[aria-selected=true]").GetAttribute("aria-disabled"));
        Assert.Contains("erp-db-01 is not powered off; it is powered on.", palette.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);
        await KeyAsync(palette, "Enter");
        await KeyAsync(palette, "Enter");

        await Cloud.SettleAsync();
        await using var database = Cloud.Database();
        Assert.Empty(database.Activities);
        Assert.NotEmpty(palette.FindAll("[role=dialog]"));
        palette.Find("input").Input("delete");
        Assert.Contains("erp-db-01 can be deleted only while it is powered off", palette.Find("[aria-selected=true]").TextContent, StringComparison.Ordinal);
        Assert.Equal(machine.Id, (await Cloud.MachineAsync(machine.Id)).Id);
    }

    [Fact]
    public async Task Power_on_says_on_which_host_and_does_it_there()
    {
        await Cloud.AddMachineAsync("neighbour", Cloud.World.HostsA[0]);
        var machine = await Cloud.AddMachineAsync("erp-db-01", policy: Cloud.World.Daily);
        var palette = await TakeAsync("erp-db-01");

        palette.Find("input").Input("power on");
        palette.WaitForAssertion(() => Assert.Contains("Power on", palette.Find(".prev .title").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("blade 2", Fact(palette, "Host"));
        Assert.Contains("GiB", Fact(palette, "Free there after it"), StringComparison.Ordinal);
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.Empty(palette.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal((PowerState.Running, Cloud.World.HostsA[1].Id), ((await Cloud.MachineAsync(machine.Id)).Power, (await Cloud.MachineAsync(machine.Id)).HostId!.Value));
    }

    [Fact]
    public async Task Shutdown_is_asked_for_twice_and_can_be_left()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        var palette = await TakeAsync("erp-db-01");
        palette.Find("input").Input("shut");

        await KeyAsync(palette, "Enter");
        Assert.Contains("Press Enter again", palette.Find(".prev").TextContent, StringComparison.Ordinal);
        await KeyAsync(palette, "Escape");
        Assert.DoesNotContain("Press Enter again", palette.Find(".prev").TextContent, StringComparison.Ordinal);
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Running, (await Cloud.MachineAsync(machine.Id)).Power);
        await KeyAsync(palette, "Enter");
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.Empty(palette.FindAll("[role=dialog]")), Patience);
        await Cloud.SettleAsync();
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    [Fact]
    public async Task Action_with_a_form_opens_it_on_the_page_of_the_machine()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var palette = await TakeAsync("erp-db-01");

        palette.Find("input").Input("rename");
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.EndsWith($"/virtual-machines/{machine.Id}?do=rename", Navigation.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Machine_without_a_policy_is_led_to_the_dialog_that_helps()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        var palette = await TakeAsync("erp-db-01");

        palette.Find("input").Input("power on");
        palette.WaitForAssertion(() => Assert.Contains("erp-db-01 has no backup policy", palette.Find(".prev").TextContent, StringComparison.Ordinal), Patience);
        await KeyAsync(palette, "Enter");

        palette.WaitForAssertion(() => Assert.EndsWith($"/virtual-machines/{machine.Id}?do=start", Navigation.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Subject_is_followed_and_given_up_with_backspace()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        var palette = await TakeAsync("erp-db-01");
        Assert.Contains("Its host", string.Join('|', Lines(palette, "Go to")), StringComparison.Ordinal);

        await Cloud.CompleteAsync(await Cloud.Get<Infrastructure.Application.Compute.StopVirtualMachine>().SubmitAsync(new(machine.Id), Cloud.World.Caller, default));
        Clock.Advance(TimeSpan.FromSeconds(1));
        palette.WaitForAssertion(() => Assert.DoesNotContain("Its host", string.Join('|', Lines(palette, "Go to")), StringComparison.Ordinal), Patience);

        await KeyAsync(palette, "Backspace");
        palette.WaitForAssertion(() => Assert.Empty(palette.FindAll(".tok")), Patience);
        Assert.Equal("New virtual machine", Lines(palette, "Do")[0]);
    }

    [Fact]
    public async Task Host_says_why_maintenance_cannot_end_and_leads_to_beginning_it()
    {
        var palette = await OpenAsync();
        Type(palette, "blade-1");
        palette.WaitForAssertion(() => Assert.NotEmpty(Lines(palette, "Hosts")), Patience);
        await KeyAsync(palette, "Tab");
        palette.WaitForAssertion(() => Assert.NotEmpty(palette.FindAll(".tok")), Patience);

        Assert.Equal("Begin maintenance…", Lines(palette, "Do")[0]);
        Assert.Contains("is not in maintenance; it is connected.", Lines(palette, "Do")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_leads_to_its_deletion_and_says_why_it_cannot_be_deleted()
    {
        var palette = await TakeTemplateAsync();
        Assert.Equal(["Deploy a machine from it…", "Delete it…"], Lines(palette, "Do"));
        await KeyAsync(palette, "ArrowDown");
        palette.WaitForAssertion(() => Assert.Contains("20\u00A0GiB", palette.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        await KeyAsync(palette, "Enter");
        palette.WaitForAssertion(() => Assert.EndsWith($"/catalog/templates/{Cloud.World.Debian.Id}?do=delete", Navigation.Uri, StringComparison.Ordinal), Patience);

        Assert.True((await Cloud.CreateAsync(NewMachine.From(Cloud.World.Debian) with { Name = "web-01", BackupPolicies = [Cloud.World.Daily.Id] })).Ok);
        palette = await TakeTemplateAsync();
        Assert.Contains("web-01 is being made from debian-12-base; wait until that has ended.", Lines(palette, "Do")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_no_verb()
    {
        await Cloud.AddMachineAsync("erp-db-01");
        await SignInWithAsync(Permission.ComputeRead);
        var palette = await TakeAsync("erp-db-01");

        Assert.DoesNotContain("Do", palette.FindAll(".overline").Select(title => title.TextContent));
        await KeyAsync(palette, "Backspace");
        palette.WaitForAssertion(() => Assert.DoesNotContain("New virtual machine", Lines(palette, "Do")), Patience);
        Assert.DoesNotContain("Networks", Lines(palette, "Go to"));
    }

    [Fact]
    public async Task Theme_and_export_are_done_in_the_browser()
    {
        var palette = await OpenAsync();
        palette.Find("input").Input("dark");
        await KeyAsync(palette, "Enter");
        palette.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, call => call.Identifier == "openiaas.palette.press" && Equals(call.Arguments[1], "dark")), Patience);

        await palette.InvokeAsync(palette.Instance.OpenAsync);
        palette.Find("input").Input("csv virtual");
        await KeyAsync(palette, "Enter");
        palette.WaitForAssertion(() => Assert.Contains(JSInterop.Invocations, call => call.Identifier == "openiaas.download" && Equals(call.Arguments[1], "/api/export/virtual-machines.csv")), Patience);
    }

    async Task<IRenderedComponent<CommandPalette>> OpenAsync()
    {
        var palette = Render<CommandPalette>();
        await palette.InvokeAsync(palette.Instance.OpenAsync);
        return palette;
    }

    async Task<IRenderedComponent<CommandPalette>> TakeAsync(string name)
    {
        var palette = await OpenAsync();
        Type(palette, name);
        palette.WaitForAssertion(() => Assert.NotEmpty(Lines(palette, "Machines")), Patience);
        await KeyAsync(palette, "Home");
        await KeyAsync(palette, "Tab");
        palette.WaitForAssertion(() => Assert.Equal(name, palette.Find(".tok").TextContent), Patience);
        return palette;
    }

    void Type(IRenderedComponent<CommandPalette> palette, string text)
    {
        palette.Find("input").Input(text);
        Clock.Advance(TimeSpan.FromMilliseconds(100));
    }

    static Task KeyAsync(IRenderedComponent<CommandPalette> palette, string key) => palette.Find("[role=dialog]").KeyDownAsync(new KeyboardEventArgs { Key = key });

    static string Chosen(IRenderedComponent<CommandPalette> palette) => palette.Find("[aria-selected=true] .m").TextContent;

    static IReadOnlyList<string> Lines(IRenderedComponent<CommandPalette> palette, string group) =>
        [.. palette.FindAll("[role=group]").Where(one => one.Children[0].TextContent == group)
            .SelectMany(one => one.QuerySelectorAll("[role=option]")).Select(line => Text(string.Join(' ', line.Children.Where(child => child.ClassName is "what" or "sm why3").Select(child => child.TextContent))))];

    static string Fact(IRenderedComponent<CommandPalette> palette, string label) =>
        palette.FindAll(".prev dt").Single(term => term.TextContent == label).NextElementSibling!.TextContent;

    static string Text(string content) => string.Join(' ', content.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    async Task<IRenderedComponent<CommandPalette>> TakeTemplateAsync()
    {
        var palette = await OpenAsync();
        Type(palette, "debian-12-base");
        palette.WaitForAssertion(() => Assert.NotEmpty(Lines(palette, "Templates")), Patience);
        await KeyAsync(palette, "Tab");
        palette.WaitForAssertion(() => Assert.NotEmpty(palette.FindAll(".tok")), Patience);
        return palette;
    }
}
