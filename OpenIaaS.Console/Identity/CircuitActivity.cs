using Microsoft.AspNetCore.SignalR;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>
/// Somebody who works over one window sends no requests: what they do arrives over its connection. An event of the page or a change of its
/// address counts as a sign of them. What the window answers by itself does not: a circuit handler would also count
/// the acknowledgement of every live redraw, and an open window would never be idle.
/// </summary>
public sealed class CircuitActivity(Sessions sessions) : IHubFilter
{
    /// <summary>The call a browser makes for each event of the page.</summary>
    const string Event = "DispatchEventAsync";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (IsOfAPerson(invocationContext) && invocationContext.Context.User?.SessionId() is { } session)
            await sessions.SeeAsync(session, CancellationToken.None);
        return await next(invocationContext);
    }

    static bool IsOfAPerson(HubInvocationContext call) => call.HubMethodName switch
    {
        "OnLocationChanged" or "OnLocationChanging" => true,
        "BeginInvokeDotNetFromJS" => call.HubMethodArguments is [_, _, Event, ..],
        _ => false,
    };
}
