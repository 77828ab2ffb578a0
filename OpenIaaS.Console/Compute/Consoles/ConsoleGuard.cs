using System.Security.Claims;
using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Compute.Consoles;

/// <summary>Whether somebody may have a machine's console open: asked before it opens, and every few seconds while it is.</summary>
public sealed class ConsoleGuard(Sessions sessions, CallerFactory callers, ConsoleQueries consoles, TimeProvider clock)
{
    /// <summary>How often it is asked again. What was taken away counts at most <see cref="CallerFactory.TrustedFor"/> later, as everywhere.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Who this is now, or null when their sign-in or their place in the tenant is gone.</summary>
    public async Task<Caller?> CallerAsync(ClaimsPrincipal person, CancellationToken stop)
    {
        if (person.UserId() is not { } user || person.SessionId() is not { } session || !await sessions.HoldsAsync(session, seen: false, stop)) return null;
        return await callers.FindAsync(user, person.TenantId(), stop);
    }

    /// <summary>Why it may not be open now, or null.</summary>
    public async Task<Problem?> RefusalAsync(Id<VirtualMachine> machine, ClaimsPrincipal person, CancellationToken stop)
    {
        if (await CallerAsync(person, stop) is not { } caller) return ConsoleRule.SignedOut();
        var found = await consoles.FindAsync(machine, caller, stop);
        return found.Ok ? found.Value.Refusal : found.Problems[0];
    }

    /// <summary>Waits until it may no longer be open, and says why.</summary>
    public async Task<Problem?> WatchAsync(Id<VirtualMachine> machine, ClaimsPrincipal person, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Every, clock, stop);
            if (await RefusalAsync(machine, person, stop) is { } refusal) return refusal;
        }
    }

    /// <summary>Somebody who types into a machine is there, also when no other window of theirs hears of it.</summary>
    public Task SeeAsync(ClaimsPrincipal person) => person.SessionId() is { } session ? sessions.SeeAsync(session, CancellationToken.None) : Task.CompletedTask;
}
