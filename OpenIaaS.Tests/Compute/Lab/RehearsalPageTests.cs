using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.Lab.Rehearsing;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Lab;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute.Lab;

/// <summary>A scenario in the hands of an operator: the address is the whole of what is played, and what is done can be taken back.</summary>
public sealed class RehearsalPageTests : PageTest
{
    [Fact]
    public async Task Link_opens_the_moment_with_what_was_done()
    {
        var page = Open("two-faults?at=PT1H30M&did=PT1H~fail~az05-blade-2");

        await SoonAsync(() => Assert.Equal("01:30:00", Time(page)));
        Assert.Contains("1 thing done by hand", page.Find(".head").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Blade 2, az05-blade-2, Failed, 0 VMs"], page.FindAll("svg a.bad").Select(blade => blade.GetAttribute("aria-label")));
        Assert.Contains("machine.stoppedaz05-blade-2claims-db-01", page.Find("aside ol").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blade_is_broken_on_the_map_written_into_the_address_and_taken_back()
    {
        var page = Open("two-faults?at=PT10M");
        await SoonAsync(() => Assert.Equal("00:10:00", Time(page)));
        Navigation.NavigateTo(page.Find("a[aria-label^='Blade 3, az05-blade-3']").GetAttribute("href")!);
        await SoonAsync(() => page.Find("[role=dialog][aria-label=az05-blade-3]"));
        Assert.Contains("SP-az05-blade-3AssociationAssociated", Card(), StringComparison.Ordinal);

        Press(page, "Fail blade");
        await SoonAsync(() => Assert.Contains("Not associated: The blade az05-blade-3 in slot 3 of", Card(), StringComparison.Ordinal));

        await SoonAsync(() => Assert.Contains("did=PT10M~fail~az05-blade-3", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal));
        await SoonAsync(() => Assert.Contains("bad", page.Find("a[aria-label^='Blade 3, az05-blade-3']").ClassName, StringComparison.Ordinal));
        await SoonAsync(() => Assert.Contains("not expected", page.Find("aside ol li").TextContent, StringComparison.Ordinal));

        Press(page, "Back to before");

        await SoonAsync(() => Assert.DoesNotContain("did=", Navigation.Uri, StringComparison.Ordinal));
        await SoonAsync(() => Assert.DoesNotContain("bad", page.Find("a[aria-label^='Blade 3, az05-blade-3']").ClassName, StringComparison.Ordinal));
        await SoonAsync(() => Assert.Contains("Until now everything went as expected.", page.Find("aside").TextContent, StringComparison.Ordinal));

        string Card() => System.Text.RegularExpressions.Regex.Replace(page.Find("[role=dialog][aria-label=az05-blade-3] dl").TextContent, @"\s{2,}|\n", "");
    }

    [Fact]
    public async Task Next_event_and_the_line_of_time_move_the_moment()
    {
        var page = Open("two-faults?at=PT2H10M");
        await SoonAsync(() => Assert.Equal("02:10:00", Time(page)));

        Press(page, "To the next event");
        await SoonAsync(() => Assert.Equal("02:13:00", Time(page)));
        Assert.Contains("machine.stopped", page.Find("aside ol li code").TextContent, StringComparison.Ordinal);

        page.Find("input[type=range]").Change("1200");
        await SoonAsync(() => Assert.Equal("00:20:00", Time(page)));
        await SoonAsync(() => Assert.EndsWith("at=PT20M", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Expected_log_says_of_each_line_whether_it_came()
    {
        var page = Open("two-faults?at=PT2H20M&log=expected&did=PT1H~fail~az05-blade-2");
        await SoonAsync(() => Assert.Equal("02:20:00", Time(page)));

        await SoonAsync(() => Assert.Contains("not expected,", page.Find("aside .verdict").TextContent, StringComparison.Ordinal));
        var lines = page.FindAll("aside ol li").Select(line => line.TextContent).ToList();
        Assert.Contains(lines, line => line.Contains("host.failed", StringComparison.Ordinal) && line.Contains("it happened", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("ha.restart", StringComparison.Ordinal) && line.Contains("did not", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("to come", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_of_the_tenant_can_be_rehearsed()
    {
        await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0], policy: Cloud.World.Daily);
        await Cloud.AddMachineAsync("erp-db-01");
        var list = await RenderAsync<ScenariosPage>();
        Press(list, "Rehearse with this tenant");
        list.WaitForAssertion(() => Assert.Contains("/lab/rehearsal/", Navigation.Uri, StringComparison.Ordinal), Patience);

        var page = Open(Navigation.Uri[(Navigation.Uri.LastIndexOf('/') + 1)..]);

        await SoonAsync(() => Assert.Equal(4, page.FindAll("svg a[aria-label^='Blade ']").Count));
        Assert.Contains(page.FindAll("svg a[aria-label^='Blade ']"), blade => blade.GetAttribute("aria-label") == "Blade 1, clu001-az05-blade-1, Healthy, 1 VM");
        var text = (await Cloud.Get<FleetScenarioQueries>().WriteAsync(Cloud.World.Caller, default)).Value;
        Assert.Contains("\"erp-db-01 (2)\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edited_scenario_is_saved_with_what_was_done_and_opened()
    {
        var page = Open("two-faults?at=PT10M&did=PT5M~fail~az05-blade-2");
        await SoonAsync(() => Assert.Equal("00:10:00", Time(page)));
        Press(page, "Edit scenario");
        var text = page.Find("[role=dialog] textarea");
        Assert.Contains("\"PT5M\"", text.GetAttribute("value"), StringComparison.Ordinal);

        var written = text.GetAttribute("value")!;
        text.Input(written.Replace("\"name\": \"az05-blade-4\"", "\"name\": \"az05-blade-9\"", StringComparison.Ordinal));
        Assert.Matches("^Line \\d+: There is no .*az05-blade-4", page.Find("[role=dialog] footer .footmsg").TextContent.Trim());
        page.Find("[role=dialog] textarea").Input(written);
        Press(page, "Save and play");

        await SoonAsync(() => Assert.DoesNotContain("two-faults", Navigation.Uri, StringComparison.Ordinal));
        await using var database = Cloud.Database();
        Assert.Equal("two-faults, changed", Assert.Single(database.Set<SavedScenario>()).Name);
    }

    [Fact]
    public async Task Whoever_may_not_break_hardware_may_not_rehearse_either()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var page = Open("two-faults");

        await SoonAsync(() => Assert.Contains("This needs the permission", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".lab-clock"));
    }

    [Fact]
    public async Task Scenario_that_is_not_there_is_said_not_to_be()
    {
        var page = Open("nowhere");

        await SoonAsync(() => Assert.Contains("There is no scenario nowhere here.", page.Markup, StringComparison.Ordinal));
    }

    NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    IRenderedComponent<RehearsalPage> Open(string address)
    {
        Navigation.NavigateTo($"/lab/rehearsal/{address}");
        return Render<RehearsalPage>(page => page.Add(it => it.Key, address.Split('?')[0]));
    }

    /// <summary>Waits for what another thread plays; a page draws at most four times a second, so its clock goes on meanwhile.</summary>
    async Task SoonAsync(Action holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                holds();
                return;
            }
            catch (Exception) when (TimeProvider.System.GetElapsedTime(began) < 2 * Patience)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(250));
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    static string Time(IRenderedComponent<RehearsalPage> page) => page.Find(".time").FirstChild!.TextContent.Trim();

    static void Press<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : class, IComponent =>
        page.FindAll("button").First(button => (button.GetAttribute("aria-label") ?? button.TextContent.Trim()).Contains(name, StringComparison.Ordinal)).Click();
}
