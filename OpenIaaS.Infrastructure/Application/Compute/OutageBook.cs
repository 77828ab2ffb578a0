using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Where outages are noted, in the same transaction as what was found.</summary>
static class OutageBook
{
    /// <summary>Begins one, unless the subject has one already.</summary>
    public static async Task BeginAsync(ConsoleDbContext database, Id<Tenant> tenant, OutageScope scope, Guid subject, string name, DateTimeOffset from, CancellationToken stop)
    {
        if (!await Open(database, scope, subject).AnyAsync(stop)) database.Outages.Add(new Outage(tenant, scope, subject, name, from));
    }

    /// <summary>Ends the one that lasts, if any.</summary>
    public static async Task EndAsync(ConsoleDbContext database, OutageScope scope, Guid subject, DateTimeOffset now, CancellationToken stop) =>
        (await Open(database, scope, subject).FirstOrDefaultAsync(stop))?.End(now);

    static IQueryable<Outage> Open(ConsoleDbContext database, OutageScope scope, Guid subject) =>
        database.Outages.Where(outage => outage.Scope == scope && outage.SubjectId == subject && outage.Until == null);
}
