using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Compute.Consoles;
using OpenIaaS.Console.Compute.Metrics;
using OpenIaaS.Console.HighAvailability;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Console.Replication;
using OpenIaaS.Console.Support;

namespace OpenIaaS.Console.Identity;

/// <summary>What stands in front of the pages, and the addresses that are no pages.</summary>
public static class ConsoleEndpoints
{
    public static WebApplication UseConsoleIdentity(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            // Every cookie, also where a proxy took off the encryption before the request came here.
            app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseSwaggerUI(options => options.RoutePrefix = "apis-ui");
        app.UseApiErrors();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseRequestCaller();
        app.UseConsoleSockets();
        return app;
    }

    public static WebApplication MapConsoleEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapSession();
        app.MapVirtualMachines();
        app.MapMachineConsoles();
        app.MapMetrics();
        app.MapReplication();
        app.MapWhatIfExports();
        app.MapFailureExports();
        app.MapSupport();
        app.MapUploads();
        app.MapApi();
        return app;
    }
}
