using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Whole snapshots for scripts; one that is still being taken is none yet.</summary>
public sealed class SnapshotApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A snapshot as scripts read it.</summary>
    public sealed record Row(Id<Snapshot> Id, string Description, Id<VirtualMachine> MachineId, string Name, DateTimeOffset CreatedAt);

    /// <summary>Every snapshot of the tenant, the oldest first.</summary>
    /// <param name="machine">Those of one machine, or null for all.</param>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<VirtualMachine>? machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var snapshots = Whole(database, caller);
        if (machine is { } asked) snapshots = snapshots.Where(snapshot => snapshot.MachineId == asked);
        return await Rows(snapshots.OrderBy(snapshot => snapshot.CreatedAt).ThenBy(snapshot => snapshot.Id)).ToListAsync(stop);
    }

    /// <summary>One of them.</summary>
    public Task<Result<Row>> FindAsync(Id<Snapshot> id, Caller caller, CancellationToken stop) => FindAsync(id, Permission.ComputeRead, caller, stop);

    /// <summary>One of them for whoever changes it, who need not be allowed to read everything else.</summary>
    public Task<Result<Row>> FindToChangeAsync(Id<Snapshot> id, Caller caller, CancellationToken stop) => FindAsync(id, Permission.ComputeManagement, caller, stop);

    async Task<Result<Row>> FindAsync(Id<Snapshot> id, string permission, Caller caller, CancellationToken stop)
    {
        if (!caller.May(permission)) return Problem.Forbidden(permission);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Rows(Whole(database, caller).Where(snapshot => snapshot.Id == id)).SingleOrDefaultAsync(stop);
        return row is null ? Problem.NotFound("snapshot", id) : row;
    }

    static IQueryable<Snapshot> Whole(ConsoleDbContext database, Caller caller) => database.VisibleTo<Snapshot>(caller).Where(snapshot => snapshot.Status != SnapshotStatus.Taking);

    static IQueryable<Row> Rows(IQueryable<Snapshot> snapshots) =>
        snapshots.Select(snapshot => new Row(snapshot.Id, snapshot.Description, snapshot.MachineId, snapshot.Name, snapshot.CreatedAt));
}
