using System.Collections.Frozen;
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
        if (person.UserId() is not { } userId) return new Caller(default, null, "", FrozenSet<string>.Empty);
        return await callers.FindAsync(userId, person.TenantId(), stop)
            ?? new Caller(default, userId, person.Identity?.Name ?? "", FrozenSet<string>.Empty);
    }

    /// <summary>The caller's name, e-mail, phone, organization and tenant, for the header and for forms that come filled.</summary>
    public async ValueTask<CallerProfile> GetProfileAsync(CancellationToken stop = default) =>
        await profiles.FindAsync(await GetAsync(stop), stop) ?? CallerProfile.Nobody;
}
