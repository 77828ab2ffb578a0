using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Checks a file that has arrived as a whole, and closes its upload. A file that is not what it should be is removed.</summary>
public sealed class CompleteUpload(
    Submission submission, IDbContextFactory<ConsoleDbContext> databases, IEnumerable<IUploadKind> kinds, UploadFolder folder, TimeProvider clock) : ICommand
{
    public sealed record Input(Id<Upload> Upload);

    public string ActivityType => ActivityTypes.UploadComplete;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var reading = await databases.CreateDbContextAsync(stop);
        if (await reading.FindUploadAsync(input.Upload, caller, stop) is not { } known) return Problem.NotFound(UploadRows.Noun, input.Upload);
        var can = known.CanComplete();
        if (!can.Ok) return Result<Id<Activity>>.Refused(can.Problems);
        var found = await CheckAsync(known, stop);
        if (!found.Ok)
        {
            reading.Remove(known);
            await reading.SaveChangesAsync(stop);
            folder.Delete(input.Upload.Value);
            return Result<Id<Activity>>.Refused(found.Problems);
        }

        return await submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await database.FindUploadAsync(input.Upload, caller, stop) is not { } upload) return Problem.NotFound(UploadRows.Noun, input.Upload);
            var still = upload.CanComplete();
            if (!still.Ok) return Result<ActivityTarget>.Refused(still.Problems);
            upload.Complete(found.Value, clock.GetUtcNow());
            return new ActivityTarget("file", upload.Id.Value, upload.FileName);
        }, stop);
    }

    /// <summary>Begins what was planned with a file that is whole; null when nothing was planned.</summary>
    public async Task<Result<Id<Activity>>?> ContinueAsync(Id<Upload> id, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindUploadAsync(id, caller, stop) is not { } upload) return Problem.NotFound(UploadRows.Noun, id);
        if (upload.Plan.Length == 0) return null;
        return await kinds.Single(kind => kind.Kind == upload.Kind).ContinueAsync(upload, caller, stop);
    }

    async Task<Result<string>> CheckAsync(Upload upload, CancellationToken stop)
    {
        try
        {
            await using var file = folder.OpenRead(upload.Id.Value);
            return file.Length < upload.Size.Bytes
                ? Problem.Invalid("upload.lost", $"The console did not keep all of {upload.FileName}; send it again.")
                : await kinds.Single(kind => kind.Kind == upload.Kind).CheckAsync(upload, file, stop);
        }
        catch (IOException)
        {
            return Problem.Invalid("upload.lost", $"The console did not keep all of {upload.FileName}; send it again.");
        }
    }
}
