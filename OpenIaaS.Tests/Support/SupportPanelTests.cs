using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Shell;
using OpenIaaS.Console.Support;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

public sealed class SupportPanelTests : PageTest
{
    [Fact]
    public async Task Buoy_opens_on_the_backup_policy_on_the_backup_page_with_the_contact_filled_in()
    {
        var buoy = await OpenAsync("/backup?tab=policies");

        Assert.Equal(["Mutuelle Horizon", "Production", "maya.lefort@horizon.example", "+33 1 44 00 00 00", ""],
            new[] { "Organization", "Tenant", "Contact e-mail", "Contact phone", "Policy name" }.Select(label => Field(buoy, label).GetAttribute("value") ?? ""));
        Assert.True(Field(buoy, "Organization").HasAttribute("readonly"));
        Assert.True(Field(buoy, "Tenant").HasAttribute("readonly"));
        Assert.Equal("Backup, Policies", buoy.Find(".ctx b").TextContent);
    }

    [Fact]
    public async Task Elsewhere_it_opens_on_the_question()
    {
        var buoy = await OpenAsync("/storage");

        Assert.Equal(["Title", "Description"], buoy.FindAll(".panel .fld label").Select(label => label.TextContent.Trim()));
        Assert.Equal("Storage", buoy.Find(".ctx b").TextContent);
    }

    [Fact]
    public async Task Page_that_asks_for_a_policy_opens_it_on_that()
    {
        var buoy = await RenderAsync<SupportBuoy>();
        var button = await RenderAsync<BuoyButton>(parameters => parameters.Add(it => it.Text, "Request a new policy").Add(it => it.Kind, TicketKind.BackupPolicy));

        await button.Find("a").ClickAsync(new());

        await buoy.WaitForAssertionAsync(() => Assert.NotNull(Field(buoy, "Policy name")), Patience);
    }

    [Fact]
    public async Task Empty_request_is_refused_with_a_sentence_at_each_field_and_nothing_typed_is_lost()
    {
        var buoy = await OpenAsync("/backup");
        await TypeAsync(buoy, "Contact e-mail", "");
        await TypeAsync(buoy, "Contact phone", "");
        await TypeAsync(buoy, "Comment", "Before 7 December.");
        // A browser leaves the field before it presses the button, which is off by then.
        await Field(buoy, "Policy name").BlurAsync(new());
        Assert.Equal("true", Send(buoy).GetAttribute("aria-disabled"));

        await SendAsync(buoy);

        Assert.Equal(
            [
                "The contact e-mail is an address such as name@example.org; “” is not.",
                "A phone number has 6 to 15 digits, with + and the country code before them; “” does not.",
                "The request needs a name for the policy.",
                "Say how many days, weeks or months to keep; all three are 0.",
            ],
            Sentences(buoy));
        Assert.Equal("4 fields need you: contact e-mail, contact phone, policy name, days", buoy.Find(".footmsg").TextContent.Trim());
        Assert.Equal("true", Send(buoy).GetAttribute("aria-disabled"));
        Assert.Equal("Before 7 December.", Field(buoy, "Comment").GetAttribute("value"));
        Assert.Empty(await Cloud.TicketsAsync());
    }

    [Fact]
    public async Task Field_is_checked_when_it_is_left_and_then_with_every_key()
    {
        var buoy = await OpenAsync("/backup");

        await TypeAsync(buoy, "Contact phone", "+33 1");
        Assert.Empty(Sentences(buoy));
        await Field(buoy, "Contact phone").BlurAsync(new());
        Assert.Equal(["A phone number has 6 to 15 digits, with + and the country code before them; “+33 1” does not."], Sentences(buoy));
        Assert.Equal("One field needs you: contact phone", buoy.Find(".footmsg").TextContent.Trim());
        Assert.Equal("true", Send(buoy).GetAttribute("aria-disabled"));

        await TypeAsync(buoy, "Contact phone", "+33 1 44 00");

        Assert.Empty(Sentences(buoy));
        Assert.Null(Send(buoy).GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task Nothing_to_keep_is_said_only_when_all_three_were_left()
    {
        var buoy = await OpenAsync("/backup");

        await Field(buoy, "Days").BlurAsync(new());
        await Field(buoy, "Weeks").BlurAsync(new());
        Assert.Empty(Sentences(buoy));
        await Field(buoy, "Months").BlurAsync(new());

        Assert.Equal(["Say how many days, weeks or months to keep; all three are 0."], Sentences(buoy));
    }

    [Fact]
    public async Task What_would_be_kept_is_drawn_as_blades()
    {
        var buoy = await OpenAsync("/backup");
        Assert.Empty(buoy.FindAll(".keep"));

        foreach (var (label, text) in new[] { ("Days", "7"), ("Weeks", "4"), ("Months", "12") }) await TypeAsync(buoy, label, text);

        Assert.Contains("You would keep 23 points", buoy.Find(".impact").TextContent, StringComparison.Ordinal);
        Assert.Contains("today back to Nov 2025", buoy.Find(".impact").TextContent, StringComparison.Ordinal);
        Assert.Equal((7, 4, 12), (buoy.FindAll(".keep .d").Count, buoy.FindAll(".keep .w").Count, buoy.FindAll(".keep .m").Count));
        Assert.Equal("7 days, 4 weeks, 12 months", buoy.Find(".keep").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Number_that_is_none_is_named_and_draws_nothing()
    {
        var buoy = await OpenAsync("/backup");

        await TypeAsync(buoy, "Weeks", "1.5");
        await Field(buoy, "Weeks").BlurAsync(new());

        Assert.Equal(["Weeks to keep are a whole number; “1.5” was typed."], Sentences(buoy));
        Assert.Empty(buoy.FindAll(".keep"));
    }

    [Fact]
    public async Task Request_that_is_whole_becomes_a_ticket_that_the_panel_lists_and_a_toast_links()
    {
        var buoy = await OpenAsync("/backup");
        await TypeAsync(buoy, "Policy name", "erp-7d");
        await TypeAsync(buoy, "Days", "7");

        await SendAsync(buoy);

        await buoy.WaitForAssertionAsync(() => Assert.Equal("New backup policy erp-7d", buoy.Find(".tickets .name").TextContent), Patience);
        var ticket = Assert.Single(await Cloud.TicketsAsync());
        Assert.Equal(("erp-7d", new BackupRetention(7, 0, 0), "/backup"), (ticket.Request!.PolicyName, ticket.Request.Retention, ticket.Page));
        Assert.Equal($"/support/{ticket.Number}", Assert.Single(Services.GetRequiredService<Toasts>().Shown).Toast.Href);
    }

    [Fact]
    public async Task Question_is_filed_and_the_form_is_empty_again()
    {
        var buoy = await OpenAsync("/storage");
        await TypeAsync(buoy, "Title", "Grow a disk");
        await TypeAsync(buoy, "Description", "How?");
        await SendAsync(buoy);
        await buoy.WaitForAssertionAsync(() => Assert.Single(buoy.FindAll(".tickets li")), Patience);

        await buoy.FindAll(".panel .chip")[0].ClickAsync(new());

        Assert.Equal("", Field(buoy, "Title").GetAttribute("value") ?? "");
        Assert.Equal((TicketKind.Question, "Grow a disk", "How?"), Assert.Single(await Cloud.TicketsAsync()) is var ticket ? (ticket.Kind, ticket.Title, ticket.Description) : default);
    }

    [Fact]
    public async Task Half_a_request_survives_closing_the_panel()
    {
        var buoy = await OpenAsync("/backup");
        await TypeAsync(buoy, "Policy name", "erp-7d");

        await buoy.Find("[role=dialog]").KeyDownAsync("Escape");
        Assert.Empty(buoy.FindAll("[role=dialog]"));
        await PressAsync(buoy);

        Assert.Equal("erp-7d", Field(buoy, "Policy name").GetAttribute("value"));
    }

    [Fact]
    public async Task Badge_counts_the_tickets_that_wait_for_an_answer_as_soon_as_they_do()
    {
        var number = await Cloud.FileAsync(Requests.Question);
        var buoy = await RenderAsync<SupportBuoy>();
        Assert.Empty(buoy.FindAll(".badge"));
        Assert.Equal("Support", buoy.Find("a").GetAttribute("aria-label"));

        await Cloud.MoveAsync(number, TicketStatus.AnswerRequired);
        Clock.Advance(TimeSpan.FromSeconds(1));

        await buoy.WaitForAssertionAsync(() => Assert.Equal("Support, 1 answer waits for you", buoy.Find("a").GetAttribute("aria-label")), Patience);
        Assert.Equal("1", buoy.Find(".badge").TextContent);
    }

    [Fact]
    public async Task Buoy_is_a_link_to_the_plain_form()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/backup?tab=policies");
        var buoy = await RenderAsync<SupportBuoy>();

        Assert.Equal("/support/new?kind=backup-policy&page=%2Fbackup%3Ftab%3Dpolicies", buoy.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task Who_may_neither_file_nor_see_tickets_has_no_buoy()
    {
        await SignInWithAsync(Permission.ComputeRead);

        Assert.Empty((await RenderAsync<SupportBuoy>()).FindAll("a"));
    }

    [Fact]
    public async Task Who_may_only_see_tickets_finds_the_list_alone()
    {
        await SignInWithAsync(Permission.SupportRead);
        var buoy = await RenderAsync<SupportBuoy>();

        await PressAsync(buoy);

        Assert.Equal(["My tickets"], buoy.FindAll(".panel .chip").Select(chip => chip.TextContent.Trim()));
    }

    async Task<IRenderedComponent<SupportBuoy>> OpenAsync(string page)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(page);
        var buoy = await RenderAsync<SupportBuoy>();
        await PressAsync(buoy);
        return buoy;
    }

    static async Task PressAsync(IRenderedComponent<SupportBuoy> buoy)
    {
        await buoy.Find("a").ClickAsync(new());
        await buoy.WaitForStateAsync(() => buoy.FindAll(".panel .fld, .panel .empty, .panel .tickets").Count > 0, Patience);
    }

    static IElement Field(IRenderedComponent<SupportBuoy> buoy, string label)
    {
        var of = buoy.FindAll(".panel label").Single(it => it.TextContent.Trim().Replace(" optional", "", StringComparison.Ordinal) == label);
        return buoy.Find("#" + of.GetAttribute("for"));
    }

    static Task TypeAsync(IRenderedComponent<SupportBuoy> buoy, string label, string text) => Field(buoy, label).InputAsync(text);

    static IElement Send(IRenderedComponent<SupportBuoy> buoy) => buoy.FindAll(".panel footer button").Single(button => button.TextContent.Trim() == "Send request");

    static Task SendAsync(IRenderedComponent<SupportBuoy> buoy) => Send(buoy).ClickAsync(new());

    static IEnumerable<string> Sentences(IRenderedComponent<SupportBuoy> buoy) => buoy.FindAll(".panel .help.err").Select(help => help.TextContent.Trim());
}
