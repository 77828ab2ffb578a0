using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Shell.Palette;
using OpenIaaS.Console.Support;

namespace OpenIaaS.Console.Shell;

/// <summary>Registers and maps everything that is drawn: components, theme, languages, preferences, error pages.</summary>
public static class ShellRegistration
{
    const string DefaultAddress = "http://localhost:5080";
    static readonly string[] Cultures = ["en", "fr"];

    public static WebApplicationBuilder AddConsoleShell(this WebApplicationBuilder builder)
    {
        // --urls and ASPNETCORE_URLS arrive in this setting; only their absence leaves room for ours.
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultAddress);
        var services = builder.Services;
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options =>
        {
            options.AddFilter<CircuitActivity>();
            // A cloud config may have 64 Ki characters, and a draft that is kept in the browser two of them.
            options.MaximumReceiveMessageSize = 400_000;
        });
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddMudServices();
        services.AddLocalization();
        services.AddConsoleComponents();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("en").AddSupportedCultures(Cultures).AddSupportedUICultures(Cultures);
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return builder;
    }

    /// <summary>What the shared components ask for; tests of components use it as well.</summary>
    public static IServiceCollection AddConsoleComponents(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<BrowserTime>();
        services.AddScoped<Presence>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<Presence>());
        services.AddScoped<Toasts>();
        services.AddScoped<Catalog.UploadRefusals>();
        services.AddScoped<UrlState>();
        services.AddScoped<CurrentCaller>();
        services.AddScoped<ActivityToasts>();
        services.AddScoped<CreateForm>();
        services.TryAddScoped<ProtectedLocalStorage>();
        services.AddScoped<KeptDrafts>();
        services.AddScoped<Buoy>();
        services.AddPalette();
        return services;
    }

    public static WebApplication MapConsoleShell(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPreferences();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.ContentSecurityFrameAncestorsPolicy = "'none'";
            // Each compressed connection holds the windows of its compressor; batches of a page are small and links to a console are fast.
            options.DisableWebSocketCompression = true;
        });
        return app;
    }
}
