using Bunit;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute.CreateWizard;

/// <summary>"A draft survives a lost connection or a closed tab."</summary>
public sealed class KeptDraftTests : WizardTest
{
    [Fact]
    public async Task What_was_typed_is_kept_and_the_window_says_so()
    {
        await OpenAsync($"?template={Cloud.World.Debian.Id}");
        Assert.DoesNotContain("Draft saved", Plain(), StringComparison.Ordinal);

        await TypeAsync("Name", "web-01");

        Says("Draft saved");
        var (name, kept) = Kept();
        Assert.Contains($"{Cloud.World.Caller.TenantId}", name, StringComparison.Ordinal);
        Assert.DoesNotContain("web-01", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_window_goes_on_where_this_one_ended()
    {
        await OpenAtAsync(CreateStep.Adapters);
        await ClickAsync("Add an adapter");
        var kept = Kept();
        Form.Reset();

        await ReopenAsync(kept, $"?template={Cloud.World.Debian.Id}&step=adapters");

        Page.WaitForAssertion(() => Assert.Equal("Network adapters", Heading), Patience);
        Assert.Equal(("web-01", 1, 2), (Form.Draft.Name, Form.Draft.Disks.Count, Form.Draft.Adapters.Count));
        Assert.True(Form.Draft.Disks[0].OfTemplate);
        Says("Draft saved");
    }

    [Fact]
    public async Task Draft_of_each_method_is_read_as_it_was_written()
    {
        await OpenAsync("?method=marketplace");
        await NextAsync();
        await Input("Zone / pool").ChangeAsync(new ChangeEventArgs { Value = "0" });
        await PickAsync("Relational database");
        var kept = Kept();
        Form.Reset();

        await ReopenAsync(kept, "?method=marketplace&step=template");

        Page.WaitForAssertion(() => Assert.Equal("Image", Heading), Patience);
        Assert.Equal((CreationMethod.Marketplace, MarketplaceItem.All.Single(item => item.Name == "Relational database").Id, 3), (Form.Draft.Method, Form.Draft.Item!.Value, Form.Draft.Disks.Count));
        Assert.Equal("eth0 · data", Form.Draft.Adapters[0].Purpose);
    }

    [Fact]
    public async Task Window_that_is_sent_for_something_else_begins_anew()
    {
        await OpenAtAsync(CreateStep.Disks);
        var kept = Kept();
        Form.Reset();

        await ReopenAsync(kept, $"?template={Cloud.World.Blank.Id}");

        Assert.Equal((Cloud.World.Blank.Id, ""), (Form.Draft.Template!.Value, Form.Draft.Name));
    }

    [Fact]
    public async Task What_cannot_be_read_is_as_nothing()
    {
        await ReopenAsync((Name, "garbage"), "");

        Assert.Equal("Method", Heading);
    }

    [Fact]
    public async Task Machine_that_was_asked_for_leaves_no_draft()
    {
        await OpenAtAsync(CreateStep.Summary);

        await Forward.ClickAsync(new());

        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "localStorage.removeItem" && Equals(call.Arguments[0], Name));
        await Cloud.SettleAsync();
    }

    string Name => $"openiaas-new-machine-{Cloud.World.Caller.TenantId}-{Cloud.World.Caller.UserId}";

    (string Name, string Text) Kept()
    {
        var call = JSInterop.Invocations.Last(call => call.Identifier == "localStorage.setItem");
        return ((string)call.Arguments[0]!, (string)call.Arguments[1]!);
    }

    Task ReopenAsync((string Name, string Text) kept, string query)
    {
        JSInterop.Setup<string>("localStorage.getItem", kept.Name).SetResult(kept.Text);
        return OpenAsync(query);
    }
}
