using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The ISOs a machine's DVD drive can take.</summary>
public sealed class ImageQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Refused">Why it cannot be mounted now, or null.</param>
    /// <param name="Advice">What mounting it brings with it, or null.</param>
    public sealed record Choice(Id<DiskImage> Id, string Name, ByteSize Size, string Storage, Problem? Refused, Notice? Advice);

    /// <summary>Those of the pool of a machine, by name.</summary>
    public async Task<Result<IReadOnlyList<Choice>>> OfMachineAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await database.VisibleTo<VirtualMachine>(caller).SingleOrDefaultAsync(row => row.Id == id, stop) is not { } machine) return Problem.NotFound(MachineTarget.Noun, id);
        var found = await (
            from image in database.VisibleTo<DiskImage>(caller)
            join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
            where storage.PoolId == machine.PoolId
            orderby image.Name, image.Id
            select new { image, storage }).ToListAsync(stop);
        return found.ConvertAll(row => new Choice(
            row.image.Id, row.image.Name, row.image.Size, row.storage.Name, machine.CanMount(row.image, row.storage).First, machine.MountAdvice(row.image, row.storage)));
    }
}
