using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>
/// Somebody who works over one window sends no requests: what they do arrives over the circuit. It counts as a sign of them, at most once a
/// minute; a window that is merely open does not.
/// </summary>
public sealed class CircuitActivity(AuthenticationStateProvider authentication, Sessions sessions, TimeProvider clock) : CircuitHandler
{
    static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    DateTimeOffset notedAt;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        await NoteAsync();
        await next(activity);
    };

    async Task NoteAsync()
    {
        var now = clock.GetUtcNow();
        if (now - notedAt < NoteEvery) return;
        notedAt = now;
        if ((await authentication.GetAuthenticationStateAsync()).User.SessionId() is { } session) await sessions.SeeAsync(session, CancellationToken.None);
    }
}
