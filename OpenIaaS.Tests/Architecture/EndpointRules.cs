using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace OpenIaaS.Tests.Architecture;

/// <summary>Which doors stand open, as functions over pages and endpoints.</summary>
static class EndpointRules
{
    /// <summary>Pages that neither ask who is there nor are on the list.</summary>
    public static IEnumerable<string> UnguardedPages(IEnumerable<Type> types, IReadOnlyCollection<string> open) =>
        from type in types
        from route in type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()
        where !Guarded(type.GetCustomAttributes(inherit: true)) && !open.Contains(route.Template)
        select $"{route.Template} ({type.Name})";

    /// <summary>Endpoints that neither ask who is there nor are on the list. Files and the framework's own script are free.</summary>
    /// <param name="unlessSaid">What holds for an endpoint that says nothing.</param>
    public static IEnumerable<string> UnguardedEndpoints(IEnumerable<Endpoint> endpoints, IReadOnlyCollection<string> open, AuthorizationPolicy? unlessSaid) =>
        from endpoint in endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText?.Trim('/')
        where !Guarded(endpoint.Metadata, unlessSaid) && !IsFile(endpoint, route) && !open.Contains(route)
        select $"{route} ({endpoint.DisplayName})";

    static bool Guarded(IEnumerable<object> metadata, AuthorizationPolicy? unlessSaid = null)
    {
        var all = metadata.ToList();
        if (all.OfType<IAllowAnonymous>().Any()) return false;
        return all.OfType<IAuthorizeData>().Any() || unlessSaid?.Requirements.OfType<DenyAnonymousAuthorizationRequirement>().Any() == true;
    }

    static bool IsFile(RouteEndpoint endpoint, string route) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || route.StartsWith("/_framework/", StringComparison.Ordinal);
}
