using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>A rehearsal with what became of each machine.</summary>
public sealed record RehearsalReport(Rehearsal Rehearsal, IReadOnlyList<RehearsedMachine> Machines);

/// <summary>Reads rehearsals.</summary>
public sealed class RehearsalQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>All of the tenant, newest first.</summary>
    public async Task<Result<TablePage<Rehearsal>>> ListAsync(TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var all = database.VisibleTo<Rehearsal>(caller).AsNoTracking();
        var page = await all.OrderByDescending(row => row.OrderedAt).ThenBy(row => row.Id).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<Rehearsal>(page, await all.CountAsync(stop));
    }

    /// <summary>One with its machines, in the order in which they were started.</summary>
    public async Task<Result<RehearsalReport>> FindAsync(Id<Rehearsal> rehearsal, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(rehearsal, caller, stop) is not { } found) return Problem.NotFound("rehearsal", rehearsal);
        return new RehearsalReport(found, await database.RehearsedMachines.AsNoTracking().Where(row => row.RehearsalId == rehearsal).OrderBy(row => row.Position).ToListAsync(stop));
    }
}
