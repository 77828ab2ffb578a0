using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Api;

/// <summary>Who sent the request, as a parameter of an endpoint.</summary>
public readonly record struct ApiCaller(Caller Caller)
{
    /// <summary>Found once for a request: by whoever asks first for the permission.</summary>
    public static async ValueTask<ApiCaller> BindAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is { } known) return new(known);
        var caller = await context.RequestServices.GetRequiredService<CurrentCaller>().GetAsync(context.RequestAborted);
        context.Features.Set(caller);
        return new(caller);
    }
}
