using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>The one way to the objects of a tenant. Every query of a use case begins here: what another tenant owns is not found.</summary>
public static class Visibility
{
    /// <summary>What the caller's tenant owns.</summary>
    public static IQueryable<T> VisibleTo<T>(this ConsoleDbContext database, Caller caller)
        where T : class, IOwned =>
        database.Set<T>().Where(owned => owned.TenantId == caller.TenantId);

    /// <summary>One object of the caller's tenant, or null when there is none, or when it is another tenant's.</summary>
    public static Task<T?> FindVisibleAsync<T>(this ConsoleDbContext database, Id<T> id, Caller caller, CancellationToken stop)
        where T : class, IOwned =>
        database.VisibleTo<T>(caller).SingleOrDefaultAsync(owned => EF.Property<Id<T>>(owned, "Id") == id, stop);
}
