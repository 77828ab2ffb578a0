using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Removes uploads nobody went on with, and files that no row knows: a crash may fall between the end of a row and that of its file.</summary>
public sealed class UploadExpiryEngine(IDbContextFactory<ConsoleDbContext> databases, UploadFolder folder, TimeProvider clock) : IEngine
{
    public string Name => "Upload expiry";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Upload)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Uploads.Where(upload => upload.State != UploadState.Taken).MinAsync(upload => (DateTimeOffset?)upload.TouchedAt, stop) + Upload.Kept;
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        // Listed before the rows are read: a file is never there before its row.
        var files = folder.Files;
        var oldest = clock.GetUtcNow() - Upload.Kept;
        var removed = await Batch.SaveAsync(databases, async database =>
        {
            var expired = await database.Uploads.Where(upload => upload.State != UploadState.Taken && upload.TouchedAt <= oldest).OrderBy(upload => upload.TouchedAt).Take(Batch.Most).ToListAsync(stop);
            database.RemoveRange(expired);
            return expired.ConvertAll(upload => upload.Id.Value);
        }, stop);
        foreach (var id in removed) folder.Delete(id);
        foreach (var id in await UnknownAsync(files, stop)) folder.Delete(id);
        return removed.Count == 0 ? null : $"{removed.Count} uploads nobody went on with are removed.";
    }

    async Task<IEnumerable<Guid>> UnknownAsync(IReadOnlyList<Guid> files, CancellationToken stop)
    {
        if (files.Count == 0) return [];
        await using var database = await databases.CreateDbContextAsync(stop);
        var uploads = files.Select(id => new Id<Upload>(id)).ToList();
        var images = files.Select(id => new Id<DiskImage>(id)).ToList();
        HashSet<Guid> known =
        [
            .. (await database.Uploads.Where(upload => uploads.Contains(upload.Id)).Select(upload => upload.Id).ToListAsync(stop)).Select(id => id.Value),
            .. (await database.DiskImages.Where(image => images.Contains(image.Id)).Select(image => image.Id).ToListAsync(stop)).Select(id => id.Value),
        ];
        return files.Where(id => !known.Contains(id));
    }
}
