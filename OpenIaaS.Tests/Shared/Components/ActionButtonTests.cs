using Bunit;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class ActionButtonTests : ComponentTest
{
    const string Reason = "Delete needs the machine powered off.";

    [Fact]
    public void Allowed_button_runs_its_action()
    {
        var runs = 0;
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Delete").Add(b => b.OnClick, () => runs++));

        button.Find("button").Click();

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Refused_button_does_nothing_and_stays_reachable()
    {
        var runs = 0;
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Delete").Add(b => b.Refused, Reason).Add(b => b.OnClick, () => runs++));

        button.Find("button").Click();

        Assert.Equal(0, runs);
        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(ButtonLook.Outlined)]
    [InlineData(ButtonLook.Icon)]
    public void Refused_button_says_why(ButtonLook look)
    {
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Delete").Add(b => b.Look, look).Add(b => b.Refused, Reason));

        var element = button.Find("button");
        Assert.Equal(Reason, button.Find("#" + element.GetAttribute("aria-describedby")).TextContent.Trim());
        Assert.Equal(Reason, element.GetAttribute("data-tip"));
    }

    [Fact]
    public void Reason_is_visible_beside_a_button_with_words()
    {
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Delete").Add(b => b.Refused, Reason));

        Assert.Equal(Reason, button.Find(".why").TextContent.Trim());
    }

    [Fact]
    public async Task Second_click_while_running_does_nothing()
    {
        var runs = 0;
        var done = new TaskCompletionSource();
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Send").Add(b => b.OnClick, () =>
        {
            runs++;
            return done.Task;
        }));

        var first = button.Find("button").ClickAsync(new());
        await button.Find("button").ClickAsync(new());
        done.SetResult();
        await first;

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Icon_button_is_named_by_its_words()
    {
        var button = Render<ActionButton>(p => p.Add(b => b.Text, "Refresh").Add(b => b.Icon, "<path/>").Add(b => b.Look, ButtonLook.Icon));

        Assert.Equal("Refresh", button.Find("button").GetAttribute("aria-label"));
    }
}
