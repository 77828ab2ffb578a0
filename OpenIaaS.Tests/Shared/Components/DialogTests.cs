using Bunit;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class DialogTests : ComponentTest
{
    [Fact]
    public void Destructive_verb_is_off_until_the_name_is_typed()
    {
        var confirmed = 0;
        var dialog = Render<ConfirmDialog>(p => p
            .Add(d => d.Open, true).Add(d => d.Title, "Delete erp-db-01?").Add(d => d.Verb, "Delete machine").Add(d => d.Retype, "erp-db-01")
            .Add(d => d.OnConfirm, () => confirmed++).Add(d => d.OnClose, () => { }));

        Verb(dialog).Click();
        dialog.Find("input").Input("erp-db");
        Verb(dialog).Click();
        Assert.Equal(0, confirmed);
        dialog.Find("input").Input("erp-db-01");
        Verb(dialog).Click();

        Assert.Equal(1, confirmed);
    }

    [Fact]
    public void Confirmation_starts_on_cancel()
    {
        var dialog = Render<ConfirmDialog>(p => p
            .Add(d => d.Open, true).Add(d => d.Title, "Delete?").Add(d => d.Verb, "Delete machine").Add(d => d.OnConfirm, () => { }).Add(d => d.OnClose, () => { }));

        Assert.Equal("Cancel", dialog.Find("[data-autofocus]").TextContent.Trim());
    }

    [Fact]
    public void Escape_closes_a_dialog()
    {
        var closed = 0;
        var dialog = Render<SideDialog>(p => p.Add(d => d.Open, true).Add(d => d.Title, "Support").Add(d => d.OnClose, () => closed++));

        dialog.Find("[role=dialog]").KeyDown("Escape");

        Assert.Equal(1, closed);
    }

    [Fact]
    public void Dialog_is_named_by_its_title()
    {
        var dialog = Render<SideDialog>(p => p.Add(d => d.Open, true).Add(d => d.Title, "Support").Add(d => d.OnClose, () => { }));

        Assert.Equal("Support", dialog.Find("#" + dialog.Find("[role=dialog]").GetAttribute("aria-labelledby")).TextContent);
    }

    [Fact]
    public void Closed_dialog_draws_nothing()
    {
        var dialog = Render<SideDialog>(p => p.Add(d => d.Open, false).Add(d => d.Title, "Support").Add(d => d.OnClose, () => { }));

        Assert.Equal("", dialog.Markup.Trim());
    }

    [Fact]
    public void Wizard_goes_back_to_done_steps_only()
    {
        var current = 1;
        var wizard = Wizard(current, i => current = i, null);

        var steps = wizard.FindAll(".steps button");
        Assert.Equal("Method", Assert.Single(steps).QuerySelector(".lbl")!.TextContent);
        steps[0].Click();

        Assert.Equal(0, current);
        Assert.Equal("From a template", wizard.Find(".steps small").TextContent);
    }

    [Fact]
    public void Wizard_says_where_it_stands()
    {
        var wizard = Wizard(1, _ => { }, null);

        Assert.Equal("Disks", wizard.Find("[aria-current=step] .lbl").TextContent);
        Assert.Contains("2 of 3 · Disks", wizard.Find(".mstep").TextContent, StringComparison.Ordinal);
        Assert.Contains("Next: summary", wizard.Find("footer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Wizard_that_is_refused_names_it_in_the_foot()
    {
        var wizard = Wizard(1, _ => { }, "One field needs you: capacity");

        Assert.Equal("One field needs you: capacity", wizard.Find(".footmsg").TextContent);
        Assert.Equal("true", wizard.FindAll("footer button")[^1].GetAttribute("aria-disabled"));
    }

    IRenderedComponent<WizardDialog> Wizard(int current, Action<int> changed, string? refused) => Render<WizardDialog>(p => p
        .Add(w => w.Open, true).Add(w => w.Title, "New virtual machine").Add(w => w.Verb, "Create machine")
        .Add(w => w.Steps, [new("Method", "From a template"), new("Disks"), new("Summary")])
        .Add(w => w.Current, current).Add(w => w.CurrentChanged, changed).Add(w => w.Refused, refused)
        .Add(w => w.OnClose, () => { }).Add(w => w.OnNext, () => { }).Add(w => w.OnFinish, () => { }));

    static AngleSharp.Dom.IElement Verb(IRenderedComponent<ConfirmDialog> dialog) =>
        dialog.FindAll("button").Single(b => b.TextContent.Trim() == "Delete machine");
}
