using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The availability zones in which the caller's tenant has a pool.</summary>
public sealed class ZoneQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public sealed record Row(Id<AvailabilityZone> Id, string Name);

    /// <summary>All of them, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Visible(database, caller).OrderBy(zone => zone.Name).Select(zone => new Row(zone.Id, zone.Name)).ToListAsync(stop);
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<AvailabilityZone> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Visible(database, caller).Where(zone => zone.Id == id).Select(zone => new Row(zone.Id, zone.Name)).SingleOrDefaultAsync(stop);
        return row is null ? Problem.NotFound("availability zone", id) : row;
    }

    static IQueryable<AvailabilityZone> Visible(ConsoleDbContext database, Caller caller) =>
        database.Set<AvailabilityZone>().Where(zone => database.VisibleTo<Pool>(caller).Any(pool => pool.ZoneId == zone.Id));
}
