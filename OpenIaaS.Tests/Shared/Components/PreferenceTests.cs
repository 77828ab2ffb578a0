using System.Net;
using Bunit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIaaS.Console.Shell;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class PreferenceTests : ComponentTest
{
    [Fact]
    public async Task Language_is_kept_and_the_browser_returns_to_its_page()
    {
        await using var app = await StartAsync();

        var answer = await PostAsync(app, token: true, ("language", "fr"), ("returnUrl", "/backup?page=2"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/backup?page=2", answer.Headers.Location!.ToString());
        Assert.Contains("c%3Dfr%7Cuic%3Dfr", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_values_are_not_kept()
    {
        await using var app = await StartAsync();

        var answer = await PostAsync(app, token: true, ("language", "xx"), ("theme", "neon"), ("density", "airy"));

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Form_of_another_site_is_refused()
    {
        await using var app = await StartAsync();

        var answer = await PostAsync(app, token: false, ("language", "fr"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public void Menu_offers_theme_density_and_language()
    {
        var menu = Render<Preferences>();

        Assert.Equal(["light", "dark", "system", "comfortable", "compact", "en", "fr"], menu.FindAll("[role=radio]").Select(r => r.GetAttribute("value")));
        Assert.Equal("en", menu.Find("[aria-checked=true]").GetAttribute("value"));
    }

    static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapPreferences();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        await app.StartAsync();
        return app;
    }

    static async Task<HttpResponseMessage> PostAsync(WebApplication app, bool token, params (string Name, string Value)[] fields)
    {
        var client = app.GetTestClient();
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        if (token)
        {
            var given = await client.GetAsync("/token");
            form["__RequestVerificationToken"] = await given.Content.ReadAsStringAsync();
            client.DefaultRequestHeaders.Add("Cookie", given.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        }
        return await client.PostAsync("/preferences", new FormUrlEncodedContent(form));
    }
}
