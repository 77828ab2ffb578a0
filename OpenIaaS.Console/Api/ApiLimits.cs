using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using OpenIaaS.Infrastructure;

namespace OpenIaaS.Console.Api;

/// <summary>How often an address may ask: each product of the API in a second, and the doors where secrets are tried.</summary>
static class ApiLimits
{
    const int MostTriesAMinute = 30;

    /// <summary>The limit a request falls under.</summary>
    public static RateLimitPartition<string> Of(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var rest)) return OfApi(context, rest);
        return HttpMethods.IsPost(context.Request.Method) && path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase)
            ? Window(context, "sign-in", MostTriesAMinute, TimeSpan.FromMinutes(1))
            : RateLimitPartition.GetNoLimiter("");
    }

    /// <summary>Tells whoever asked too often when the next request is taken.</summary>
    public static void Tell(RateLimitLease lease, HttpResponse response)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : TimeSpan.FromSeconds(1);
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    static RateLimitPartition<string> OfApi(HttpContext context, PathString rest)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<Settings>>().Value.Api;
        return rest.StartsWithSegments("/iam/v2/auth", StringComparison.OrdinalIgnoreCase)
            ? Window(context, "auth", limits.SignInsPerSecond, TimeSpan.FromSeconds(1))
            : Window(context, Product(rest.Value), limits.RequestsPerSecond, TimeSpan.FromSeconds(1));
    }

    static RateLimitPartition<string> Window(HttpContext context, string what, int most, TimeSpan window) => most == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetFixedWindowLimiter(
            string.Create(CultureInfo.InvariantCulture, $"{what} {context.Connection.RemoteIpAddress}"),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window });

    /// <summary>The first word of the address: compute, backup, activity, iam, tag, marketplace, vpc.</summary>
    static string Product(string? path)
    {
        var word = path.AsSpan().TrimStart('/');
        var end = word.IndexOf('/');
        return (end < 0 ? word : word[..end]).ToString().ToUpperInvariant();
    }
}
