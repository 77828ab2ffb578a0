using Bunit;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Shell;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class ActionMenuTests : ComponentTest
{
    readonly List<string> done = [];

    [Fact]
    public void Actions_are_asked_for_only_when_the_menu_opens()
    {
        var asked = 0;
        var menu = Render<ActionMenu>(p => p.Add(m => m.Label, "Actions of erp-db-01").Add(m => m.Actions, () =>
        {
            asked++;
            return [];
        }));
        Assert.Equal(0, asked);

        menu.Find("button").Click();

        Assert.Equal(1, asked);
        Assert.Equal("true", menu.Find("button").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Chosen_action_runs_and_the_menu_closes()
    {
        var menu = Opened(null);

        menu.Find("[role=menuitem]").Click();

        Assert.Equal(["start"], done);
        Assert.Empty(menu.FindAll("[role=menu]"));
    }

    [Fact]
    public void Refused_action_says_why_and_does_nothing()
    {
        var menu = Opened("The machine is running.");

        menu.Find("[role=menuitem]").Click();

        Assert.Empty(done);
        Assert.Equal("The machine is running.", menu.Find("[role=menuitem] small").TextContent);
        Assert.Equal("true", menu.Find("[role=menuitem]").GetAttribute("aria-disabled"));
    }

    IRenderedComponent<ActionMenu> Opened(string? refused)
    {
        var menu = Render<ActionMenu>(p => p.Add(m => m.Label, "Actions").Add(m => m.Actions, () =>
        [
            new("Start", IconSet.Play, () =>
            {
                done.Add("start");
                return Task.CompletedTask;
            }, refused),
        ]));
        menu.Find("button").Click();
        return menu;
    }
}
