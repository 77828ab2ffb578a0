using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Puts the token of the settings into the database, for scripts and continuous integration in Development.</summary>
public sealed class DemoAccessToken(
    IOptions<Settings> settings, IDbContextFactory<ConsoleDbContext> databases, FirstAdministrator administrator, TimeProvider clock)
{
    public async Task EnsureAsync(CancellationToken stop)
    {
        if (string.IsNullOrEmpty(settings.Value.Demo.AccessToken)) return;
        var parts = settings.Value.Demo.AccessToken.Split(':', 2);
        var id = Id<AccessToken>.Parse(parts[0], null);
        if (await administrator.FindAsync(stop) is not { } person) return;
        await using var database = await databases.CreateDbContextAsync(stop);
        var membership = await database.Memberships.AsNoTracking().Where(row => row.UserId == person.Id)
            .OrderByDescending(row => row.TenantId == person.LastTenantId).ThenBy(row => row.TenantId).FirstAsync(stop);
        await database.AccessTokens.Where(token => token.Id == id).ExecuteDeleteAsync(stop);
        database.AccessTokens.Add(new AccessToken(
            id, membership.TenantId, person.Id, "From the settings", Secret.Hash(parts[1]), membership.Permissions, clock.GetUtcNow() + AccessToken.LongestLife));
        await database.SaveChangesAsync(stop);
    }
}
