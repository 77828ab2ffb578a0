using Microsoft.AspNetCore.Components.Authorization;

namespace OpenIaaS.Console.Identity;

/// <summary>Lets endpoints ask for <see cref="CurrentCaller"/> as pages do: the state a page gets from its renderer comes from the request here.</summary>
static class RequestCaller
{
    public static IApplicationBuilder UseRequestCaller(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments(Catalog.UploadEndpoints.Root, StringComparison.OrdinalIgnoreCase),
        api => api.Use((context, next) =>
        {
            if (context.RequestServices.GetRequiredService<AuthenticationStateProvider>() is IHostEnvironmentAuthenticationStateProvider state)
                state.SetAuthenticationState(Task.FromResult(new AuthenticationState(context.User)));
            return next(context);
        }));
}
