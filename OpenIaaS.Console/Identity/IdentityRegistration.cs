using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Compute.Consoles;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Who may come in: the cookie of people, the bearer token of scripts, and the rule that everything else is closed.</summary>
public static class IdentityRegistration
{
    const string ByPath = "path";

    public static WebApplicationBuilder AddConsoleIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var secure = !builder.Environment.IsDevelopment();
        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, options => options.ForwardDefaultSelector = Scheme)
            .AddCookie(options => Tell(options, secure))
            .AddJwtBearer()
            .AddScheme<AuthenticationSchemeOptions, BasicAccessToken>(BasicAccessToken.Name, null);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<ApiTokens, TimeProvider>(JsonWebToken.Accept);
        services.AddApi();
        services.AddSingleton<ConsoleGuard>();
        services.AddSingleton<CookieEvents>().AddSingleton<SignInDesk>();
        services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.Configure<AntiforgeryOptions>(options =>
        {
            Tell(options.Cookie, "openiaas.form", secure);
            // The cookie policy makes it secure; the check done with "Always" here would refuse what a proxy hands on.
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        services.AddSingleton<CircuitActivity>();
        services.AddSingleton(new ConsoleOutput(System.Console.Out));
        services.AddHostedService<SignInNotice>();
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(ApiLimits.Of);
            options.OnRejected = async (rejected, _) =>
            {
                ApiLimits.Tell(rejected.Lease, rejected.HttpContext.Response);
                await ProblemResponse.TooMany.ExecuteAsync(rejected.HttpContext);
            };
        });
        return builder;
    }

    /// <summary>
    /// The API speaks with tokens. A browser that has none downloads exports by its cookie, and our own pages may ask everything by it: only a
    /// browser says that a request comes from the same site, and no other site's page can make it say so.
    /// </summary>
    static string Scheme(HttpContext context)
    {
        var (path, headers) = (context.Request.Path, context.Request.Headers);
        if (path.StartsWithSegments(BasicAccessToken.Path, StringComparison.OrdinalIgnoreCase) && headers.Authorization is [{ } sent] && sent.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return BasicAccessToken.Name;
        var cookie = !path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || (headers.Authorization.Count == 0 && (path.StartsWithSegments("/api/export", StringComparison.OrdinalIgnoreCase) || headers["Sec-Fetch-Site"] is ["same-origin"]));
        return cookie ? CookieAuthenticationDefaults.AuthenticationScheme : JwtBearerDefaults.AuthenticationScheme;
    }

    static void Tell(CookieAuthenticationOptions options, bool secure)
    {
        Tell(options.Cookie, "openiaas.session", secure);
        options.ExpireTimeSpan = SignInRule.LongestSession;
        options.SlidingExpiration = false;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.EventsType = typeof(CookieEvents);
    }

    /// <summary>In Development the console is also used over plain HTTP, where a browser would drop a secure cookie.</summary>
    static void Tell(CookieBuilder cookie, string name, bool secure)
    {
        cookie.Name = secure ? "__Host-" + name : name;
        cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
        cookie.IsEssential = true;
    }
}
