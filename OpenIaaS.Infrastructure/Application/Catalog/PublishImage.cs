using System.Text.Json;
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

/// <summary>Makes a disk image of the catalog out of a file that was sent. The file keeps its identity, and with it its place in the data folder.</summary>
public sealed class PublishImage(Submission submission, IBlockStorage storages, IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock) : IOperation<PublishImage.Input>
{
    public sealed record Input(Id<Upload> Upload, ImagePlan Plan);

    public string ActivityType => ActivityTypes.DiskImagePublish;

    /// <summary>Accepts it: its space is taken when this returns, and the image stands in the catalog when it is written.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Input asked, Caller caller, CancellationToken stop)
    {
        var input = asked with { Plan = asked.Plan with { Name = asked.Plan.Name.Trim(), Description = asked.Plan.Description.Trim() } };
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await database.FindUploadAsync(input.Upload, caller, stop) is not { } upload) return Problem.NotFound(UploadRows.Noun, input.Upload);
            if (await ImagePlace.FindAsync(database, input.Plan.Storage, caller, stop) is not { } place) return Problem.NotFound("block storage", input.Plan.Storage?.ToString() ?? "");
            var can = upload.CanTake(UploadKind.Iso);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            var may = place.Check(input.Plan, upload.Size);
            if (!may.Ok) return Result<ActivityTarget>.Refused(may.Problems);
            var reserved = place.Storage!.Reserve(upload.Size);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            upload.Take(input.Plan.Write());
            return new ActivityTarget("disk image", upload.Id.Value, input.Plan.Name);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var size = await database.Uploads.Where(upload => upload.Id == input.Upload).Select(upload => upload.Size).SingleAsync(stop);
        var task = await storages.WriteAsync(progress.Key("write"), input.Plan.Storage!.Value, size, null, stop);
        return await progress.FollowAsync(task, storages.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var upload = await database.Uploads.SingleAsync(row => row.Id == input.Upload, stop);
        var read = JsonSerializer.Deserialize<IsoFile>(upload.Finding, DomainJson.Options)!;
        var image = new DiskImage(new Id<DiskImage>(upload.Id.Value), upload.TenantId, input.Plan.Storage!.Value, input.Plan.Name, input.Plan.Description, upload.Size);
        image.Describe(read.Format, read.Label);
        database.Add(image);
        database.Remove(upload);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var upload = await database.Uploads.SingleAsync(row => row.Id == input.Upload, stop);
        (await database.StorageRepositories.SingleAsync(row => row.Id == input.Plan.Storage, stop)).Release(upload.Size);
        upload.GiveBack(clock.GetUtcNow());
    }
}
