using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

/// <summary>The buoy's form without a live connection: plain HTTP, no script.</summary>
public sealed class NewTicketPageTests(ApiTest.Started started) : ApiTest(started)
{
    const string Policy = "/support/new?kind=backup-policy&page=%2Fbackup";

    [Fact]
    public async Task Form_sent_without_a_circuit_files_the_ticket_and_shows_it()
    {
        var browser = await Host.SignedInAsync();

        var answer = await ConsoleHost.SubmitAsync(browser, Policy, new()
        {
            ["ContactEmail"] = "maya@horizon.example", ["ContactPhone"] = "+33 1 44 00 00 00", ["PolicyName"] = "erp-plain", ["Days"] = "7", ["Weeks"] = "", ["Months"] = "12", ["Comment"] = "",
        });

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var database = Host.Database();
        var ticket = await database.Tickets.SingleAsync(row => row.Title == "New backup policy erp-plain");
        Assert.Equal((new BackupRetention(7, 0, 12), "/backup"), (ticket.Request!.Retention, ticket.Page));
        Assert.EndsWith($"/support/{ticket.Number}", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("New backup policy erp-plain", await browser.GetStringAsync($"/support/{ticket.Number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_form_comes_back_with_its_sentences_and_what_was_typed()
    {
        var browser = await Host.SignedInAsync();

        var answer = await ConsoleHost.SubmitAsync(browser, Policy, new()
        {
            ["ContactEmail"] = "", ["ContactPhone"] = "call me", ["PolicyName"] = "", ["Days"] = "", ["Weeks"] = "", ["Months"] = "", ["Comment"] = "Before 7 December.",
        });

        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The request needs a name for the policy.", html, StringComparison.Ordinal);
        Assert.Contains("Say how many days, weeks or months to keep; all three are 0.", html, StringComparison.Ordinal);
        Assert.Contains("The contact e-mail is an address such as name@example.org; “” is not.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"call me\"", html, StringComparison.Ordinal);
        Assert.Contains("Before 7 December.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_is_filed_as_well()
    {
        var browser = await Host.SignedInAsync();

        await ConsoleHost.SubmitAsync(browser, "/support/new?kind=question&page=%2F%2Fevil.example", new() { ["Title"] = "Plain question", ["Description"] = "How?" });

        await using var database = Host.Database();
        var ticket = await database.Tickets.SingleAsync(row => row.Title == "Plain question");
        Assert.Equal((TicketKind.Question, "How?", "/"), (ticket.Kind, ticket.Description, ticket.Page));
    }

    [Fact]
    public async Task Export_holds_the_tickets_of_the_address_and_no_formula()
    {
        var browser = await Host.SignedInAsync();
        foreach (var title in new[] { "=1+1", "Exported, \"quoted\"" })
            await ConsoleHost.SubmitAsync(browser, "/support/new?kind=question", new() { ["Title"] = title, ["Description"] = "How?" });

        var lines = (await browser.GetStringAsync("/api/export/tickets.csv?kind=question&status=open&q=quoted")).Trim().Split("\r\n");
        var formula = await browser.GetStringAsync("/api/export/tickets.csv?q==1");

        Assert.Equal(2, lines.Length);
        Assert.Equal("number,title,kind,status,author,created_at,updated_at", lines[0]);
        Assert.Contains(",\"Exported, \"\"quoted\"\"\",question,open,Administrator,", lines[1], StringComparison.Ordinal);
        Assert.Contains("'=1+1", formula, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_has_no_control_that_needs_a_circuit()
    {
        var browser = await Host.SignedInAsync();

        var html = await browser.GetStringAsync(Policy);
        var form = html[html.IndexOf("support-form", StringComparison.Ordinal)..];

        Assert.DoesNotContain("type=\"button\"", form[..form.IndexOf("</form>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_signing_in_it_leads_to_the_sign_in_page()
    {
        var answer = await Host.Browser().GetAsync(Policy);

        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }
}
