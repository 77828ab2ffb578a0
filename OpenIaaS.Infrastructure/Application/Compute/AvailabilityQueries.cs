using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>How the promises of availability stand this month.</summary>
public sealed class AvailabilityQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <param name="From">The first moment of the month, UTC.</param>
    public sealed record Month(DateTimeOffset From, IReadOnlyList<Availability> Lines);

    /// <summary>The three lines of the month so far: platform, compute infrastructure, block storage.</summary>
    public async Task<Result<Month>> MonthAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        var now = clock.GetUtcNow();
        var from = Availability.MonthOf(now);
        await using var database = await databases.CreateDbContextAsync(stop);
        var outages = (await database.VisibleTo<Outage>(caller).AsNoTracking().Where(outage => outage.Until == null || outage.Until > from).ToListAsync(stop)).ToLookup(outage => outage.Scope);
        return new Month(from,
        [
            Availability.Of(OutageScope.Platform, await database.VisibleTo<Pool>(caller).CountAsync(stop), outages[OutageScope.Platform], from, now),
            Availability.Of(OutageScope.Compute, await database.VisibleTo<Host>(caller).CountAsync(stop), outages[OutageScope.Compute], from, now),
            Availability.Of(OutageScope.Storage, await database.VisibleTo<StorageRepository>(caller).CountAsync(stop), outages[OutageScope.Storage], from, now),
        ]);
    }
}
