using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class SignInPageTests(ApiTest.Started started) : ApiTest(started)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/virtual-machines")]
    [InlineData("/activities")]
    [InlineData("/nowhere")]
    public async Task Without_signing_in_a_page_leads_to_the_sign_in_page(string page)
    {
        var answer = await Host.Browser().GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
        Assert.Contains(Uri.EscapeDataString(page), answer.Headers.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_link_names_the_person_and_signs_in_on_the_button()
    {
        var browser = Host.Browser();
        var link = Host.Output.ToString().Split("Sign in once within 15 minutes: ")[1].Trim();
        var path = new Uri(link).AbsolutePath;

        Assert.Contains("Sign in as Administrator", await browser.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/activities")).StatusCode);
        var pressed = await ConsoleHost.SubmitAsync(browser, path, []);

        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
        Assert.Contains("was used already", await browser.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_without_the_antiforgery_token_signs_nobody_in()
    {
        var person = await Host.Services.GetRequiredService<FirstAdministrator>().FindAsync(default);
        var secret = await Host.Services.GetRequiredService<SignInLinks>().IssueAsync(person!.Id, default);
        using var body = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "link" });

        var answer = await Host.Browser().PostAsync($"/sign-in/{secret}", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var database = Host.Database();
        Assert.Null((await database.SignInLinks.SingleAsync(link => link.SecretHash == Secret.Hash(secret))).UsedAt);
    }

    [Fact]
    public async Task Cookie_is_for_this_site_and_not_for_scripts()
    {
        var browser = Host.Browser();
        var person = await Host.Services.GetRequiredService<FirstAdministrator>().FindAsync(default);
        var secret = await Host.Services.GetRequiredService<SignInLinks>().IssueAsync(person!.Id, default);

        var answer = await ConsoleHost.SubmitAsync(browser, $"/sign-in/{secret}", []);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("openiaas.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_even_for_a_copied_cookie()
    {
        var browser = Host.Browser();
        var person = await Host.Services.GetRequiredService<FirstAdministrator>().FindAsync(default);
        var secret = await Host.Services.GetRequiredService<SignInLinks>().IssueAsync(person!.Id, default);
        var signedIn = await ConsoleHost.SubmitAsync(browser, $"/sign-in/{secret}", []);
        var copied = Host.Browser();
        copied.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.NoContent, (await copied.GetAsync("/session")).StatusCode);

        var answer = await ConsoleHost.SubmitAsync(browser, "/profile", [], "/sign-out");

        Assert.Equal("/sign-in", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await copied.GetAsync("/session")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_by_a_link_does_nothing()
    {
        var browser = await Host.SignedInAsync();

        await browser.GetAsync("/sign-out");

        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/session")).StatusCode);
    }
}
