using System.Text.Json.Serialization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.Api.Pages;
using OpenIaaS.Console.Backup.Api;
using OpenIaaS.Console.Catalog.Api;
using OpenIaaS.Console.Compute.Api;
using OpenIaaS.Console.Compute.Lab.Api;
using OpenIaaS.Console.Compute.Metrics;
using OpenIaaS.Console.HighAvailability.Api;
using OpenIaaS.Console.Identity.Api;
using OpenIaaS.Console.Network.Api;
using OpenIaaS.Console.Replication.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Storage.Api;
using OpenIaaS.Console.Support.Api;

namespace OpenIaaS.Console.Api;

/// <summary>The REST API: how it reads and writes JSON, and the list of its nouns.</summary>
static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        // A body that cannot be read becomes a problem with a sentence (ApiErrors) instead of an empty 400.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddSingleton<AnswerMemory>();
        services.AddApiDescription();
        services.AddScoped<ActivityEvents>();
        return services;
    }

    /// <summary>Answers the same request from memory while nothing was committed. Not for what depends on the time.</summary>
    public static RouteHandlerBuilder Remembered(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilterFactory((factory, next) =>
    {
        var memory = factory.ApplicationServices.GetRequiredService<AnswerMemory>();
        return context => memory.InvokeAsync(context, next);
    });

    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase), api => api.UseMiddleware<ApiErrors>());

    /// <summary>Every noun: those of the contract, then those beyond it.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapApiSignIn();
        app.MapAccessTokens();
        app.MapDirectory();
        app.MapActivities();
        app.MapMachineManagers();
        app.MapVirtualMachines();
        app.MapSnapshots();
        app.MapVirtualDisks();
        app.MapNetworkAdapters();
        app.MapTags();
        app.MapHosts();
        app.MapPools();
        app.MapPoolNetworks();
        app.MapStorageRepositories();
        app.MapTemplates();
        app.MapReplicationPolicies();
        app.MapMachineReplication();
        app.MapBackups();
        app.MapMarketplace();
        app.MapStaticAddresses();
        app.MapBackboneNetworks();
        app.MapPoolHighAvailability();
        app.MapWhatIf();
        app.MapFailures();
        app.MapReplicas();
        app.MapRecovery();
        app.MapFeasibility();
        app.MapLedger();
        app.MapTickets();
        app.MapPrometheus();
        app.MapScenarios();
        app.MapTerraform();
        app.MapApiDescription();
        app.Map("/api/{**rest}", Unknown).ExcludeFromDescription();
    }

    /// <summary>What no call takes: mostly a wrong address, and where a body came that is no JSON, mostly that.</summary>
    static ProblemResponse Unknown(HttpContext context) =>
        context.Request.HasJsonContentType() || !(HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPatch(context.Request.Method) || HttpMethods.IsPut(context.Request.Method))
            ? ProblemResponse.NoSuchAddress
            : ProblemResponse.NotJson;
}
