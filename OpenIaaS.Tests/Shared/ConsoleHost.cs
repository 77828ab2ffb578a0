using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenIaaS.Console.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Shared;

/// <summary>The whole console as it is started, on a data directory of its own, spoken to over HTTP.</summary>
/// <param name="demo">Whether the demo world is built.</param>
/// <param name="environment">The name of the environment.</param>
/// <param name="settings">More settings, by their full names.</param>
public sealed partial class ConsoleHost(bool demo = false, string environment = "Development", params (string Name, string Value)[] settings)
    : WebApplicationFactory<Program>
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("openiaas");

    /// <summary>Replaces services, for example the clock.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    /// <summary>What whoever started it reads.</summary>
    public StringWriter Output { get; } = new();

    public ConsoleDbContext Database() => Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();

    /// <summary>A browser that follows no redirect, over HTTPS.</summary>
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("https://localhost") });

    /// <summary>The first administrator.</summary>
    public async Task<User> PersonAsync() => (await Services.GetRequiredService<FirstAdministrator>().FindAsync(default))!;

    /// <summary>A browser in which the first administrator has signed in.</summary>
    public async Task<HttpClient> SignedInAsync(User? person = null)
    {
        var browser = Browser();
        var user = person ?? await PersonAsync();
        var secret = await Services.GetRequiredService<SignInLinks>().IssueAsync(user.Id, default);
        var answer = await SubmitAsync(browser, $"/sign-in/{secret}", []);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>Opens a page and sends the form on it, with the hidden fields as they stand there.</summary>
    /// <param name="action">Where the form goes; the page's own address when left out.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string page, Dictionary<string, string> fields, string? action = null)
    {
        var html = await browser.GetStringAsync(page);
        // The form meant here is the last on the page; the one before it sets the appearance.
        foreach (Match hidden in Hidden().Matches(html)) fields.TryAdd(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        using var body = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(action ?? page, body);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("OpenIaaS:DataDirectory", data.FullName);
        builder.UseSetting("OpenIaaS:Demo:Enabled", demo ? "true" : "false");
        foreach (var (name, value) in settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(new ConsoleOutput(Output));
            Configure?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
