using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Asks again for open windows whether their session still holds; one that was ended goes to the sign-in page within a minute.</summary>
public sealed class SessionState(ILoggerFactory logs, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    // Together with the time for which an answer is trusted this stays under 60 s (ASVS 7.4.2).
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.SessionId() is not { } session || await sessions.HoldsAsync(session, seen: false, cancellationToken);
}
