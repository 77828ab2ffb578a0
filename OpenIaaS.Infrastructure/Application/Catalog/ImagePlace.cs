using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>What there is to the place of a disk image: the block storage of its pool, and the images that lie in it.</summary>
/// <param name="Storage">The block storage asked for; null when there is none such.</param>
/// <param name="Facts">The block storage of its pool.</param>
/// <param name="Names">The names of the disk images of the pool, those being published counted.</param>
sealed record ImagePlace(StorageRepository? Storage, DiskFacts Facts, IReadOnlyList<string> Names)
{
    public static async Task<ImagePlace?> FindAsync(ConsoleDbContext database, Id<StorageRepository>? id, Caller caller, CancellationToken stop)
    {
        if (id is not { } asked || await database.FindVisibleAsync(asked, caller, stop) is not { } storage) return null;
        return await OfAsync(database, storage, stop);
    }

    /// <summary>The place of a block storage that was found.</summary>
    public static async Task<ImagePlace> OfAsync(ConsoleDbContext database, StorageRepository storage, CancellationToken stop)
    {
        var facts = await DiskFacts.OfAsync(database, storage.PoolId, stop);
        var ids = facts.Storages.Select(row => row.Id).ToList();
        var names = await database.DiskImages.Where(image => ids.Contains(image.StorageRepositoryId)).Select(image => image.Name).ToListAsync(stop);
        var plans = await database.Uploads.Where(upload => upload.TenantId == storage.TenantId && upload.Kind == UploadKind.Iso && upload.State == UploadState.Taken).Select(upload => upload.Plan).ToListAsync(stop);
        names.AddRange(plans.Select(ImagePlan.Read).OfType<ImagePlan>().Where(plan => plan.Storage is { } planned && ids.Contains(planned)).Select(plan => plan.Name));
        return new ImagePlace(facts.Storages.Single(row => row.Id == storage.Id), facts, names);
    }

    /// <summary>Whether a disk image may be called so and lie here, and fits.</summary>
    public Result Check(ImagePlan plan, ByteSize size) => Result.From(
        [.. DiskImage.CheckName(plan.Name, plan.Description, Names).Problems, .. CatalogPlace.Check(plan.Name, size, plan.Storage, [.. Facts.Storages.Select(StorageRoom.Of)], Facts.Heartbeat).Problems]);
}
