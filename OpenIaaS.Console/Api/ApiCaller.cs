using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Api;

/// <summary>Who sent the request, as a parameter of an endpoint.</summary>
public readonly record struct ApiCaller(Caller Caller)
{
    public static async ValueTask<ApiCaller> BindAsync(HttpContext context) =>
        new(await context.RequestServices.GetRequiredService<CurrentCaller>().GetAsync(context.RequestAborted));
}
