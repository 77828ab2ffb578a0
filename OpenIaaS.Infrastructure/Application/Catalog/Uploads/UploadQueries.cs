using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>The uploads of a person in a tenant, and how much more may be sent.</summary>
public sealed class UploadQueries(IDbContextFactory<ConsoleDbContext> databases, UploadLimits limits)
{
    /// <summary>One of them.</summary>
    public sealed record Row(Id<Upload> Id, UploadFile File, ByteSize Received, UploadState State, string Plan, string Finding, DateTimeOffset ExpiresAt);

    /// <param name="Taken">What the tenant has of its quota.</param>
    public sealed record Space(ByteSize Taken, ByteSize Quota, ByteSize LargestFile);

    /// <summary>All of them, the newest first.</summary>
    public async Task<Result<IReadOnlyList<Row>>> MineAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.UploadsOf(caller).AsNoTracking().OrderByDescending(upload => upload.CreatedAt).ThenByDescending(upload => upload.Id).ToListAsync(stop);
        return found.ConvertAll(RowOf);
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<Upload> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.FindUploadAsync(id, caller, stop) is { } upload ? RowOf(upload) : Problem.NotFound(UploadRows.Noun, id);
    }

    /// <summary>The upload of this very file that goes on where it ended, known by its name, its size and when it was last changed; null when there is none.</summary>
    public async Task<Result<Row?>> ResumableAsync(UploadFile file, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var changed = file.LastModified.ToUniversalTime();
        var found = await database.UploadsOf(caller).AsNoTracking()
            .Where(upload => upload.State == UploadState.Receiving && upload.Kind == file.Kind && upload.FileName == file.Name && upload.Size == file.Size && upload.LastModified == changed)
            .OrderByDescending(upload => upload.TouchedAt).FirstOrDefaultAsync(stop);
        return found is null ? (Row?)null : RowOf(found);
    }

    /// <summary>How much the tenant has sent and may send.</summary>
    public async Task<Result<Space>> SpaceAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return new Space(await UploadRows.TakenAsync(database, caller, stop), limits.Quota, limits.LargestFile);
    }

    static Row RowOf(Upload upload) => new(
        upload.Id, new UploadFile(upload.Kind, upload.FileName, upload.Size, upload.LastModified), upload.Received, upload.State, upload.Plan, upload.Finding, upload.ExpiresAt);
}
