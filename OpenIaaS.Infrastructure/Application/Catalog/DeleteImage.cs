using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Deletes a disk image with its file. It leaves the catalog at once, so that nobody mounts it meanwhile; its space is free when its storage gave it back.</summary>
public sealed class DeleteImage(Submission submission, IBlockStorage storages, UploadFolder folder, IDbContextFactory<ConsoleDbContext> databases) : IOperation<DeleteImage.Stored>
{
    public sealed record Input(Id<DiskImage> Image);

    /// <summary>All of it, so that it can stand there again when the storage would not let it go.</summary>
    public sealed record Stored(
        Id<DiskImage> Image, Id<Tenant> Tenant, Id<StorageRepository> Storage, string Name, string Description, ByteSize Size, DiskImageFormat? Format, string Label, string? GuestSystem = null);

    public string ActivityType => ActivityTypes.DiskImageDelete;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var reading = await databases.CreateDbContextAsync(stop);
        if (await reading.FindVisibleAsync(input.Image, caller, stop) is not { } known) return Problem.NotFound("ISO", input.Image);
        var stored = new Stored(known.Id, known.TenantId, known.StorageRepositoryId, known.Name, known.Description, known.Size, known.Format, known.Label, known.GuestSystem);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, stored, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Image, caller, stop) is not { } image) return Problem.NotFound("ISO", input.Image);
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == image.StorageRepositoryId, stop);
            var can = image.CanDelete(await ImageMounts.NamesAsync(database, image, stop), storage.Name, storage.IsConnected);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            database.Remove(image);
            return new ActivityTarget("disk image", image.Id.Value, image.Name);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Stored input, ActivityProgress progress, CancellationToken stop)
    {
        await storages.ReleaseAsync([new SpaceRelease(progress.Key("release"), input.Storage, input.Size)], stop);
        folder.Delete(input.Image.Value);
        return "";
    }

    public async Task RecordAsync(Stored input, string outcome, ConsoleDbContext database, CancellationToken stop) =>
        (await database.StorageRepositories.SingleAsync(row => row.Id == input.Storage, stop)).Release(input.Size);

    public Task UndoAsync(Stored input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var image = new DiskImage(input.Image, input.Tenant, input.Storage, input.Name, input.Description, input.Size);
        if (input.Format is { } format) image.Describe(format, input.Label);
        if (input.GuestSystem is { } system) image.Install(system);
        database.Add(image);
        return Task.CompletedTask;
    }
}
