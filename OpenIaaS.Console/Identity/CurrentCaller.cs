using System.Collections.Frozen;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Who sits at this window, or sent this request. Ask again before each call: permissions may have changed since.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider authentication, CallerFactory callers, ProfileQueries profiles)
{
    /// <summary>The caller as of now. Somebody disabled or removed from the tenant gets one who finds nothing and may do nothing.</summary>
    public async ValueTask<Caller> GetAsync(CancellationToken stop = default)
    {
        var person = (await authentication.GetAuthenticationStateAsync()).User;
        return await FindAsync(person, stop) ?? new Caller(default, person.UserId(), person.Identity?.Name ?? "", FrozenSet<string>.Empty);
    }

    /// <summary>The caller's name, e-mail, phone, organization and tenant, for the header and for forms that come filled.</summary>
    public async ValueTask<CallerProfile> GetProfileAsync(CancellationToken stop = default) =>
        await profiles.FindAsync(await GetAsync(stop), stop) ?? CallerProfile.Nobody;

    async ValueTask<Caller?> FindAsync(ClaimsPrincipal person, CancellationToken stop)
    {
        if (person.AccessTokenId() is { } token) return await callers.FindAsync(token, stop);
        return person.UserId() is { } userId ? await callers.FindAsync(userId, person.TenantId(), stop) : null;
    }
}
