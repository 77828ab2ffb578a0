using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Gives up an upload with everything that has arrived.</summary>
public sealed class AbandonUpload(Submission submission, UploadFolder folder) : ICommand
{
    public sealed record Input(Id<Upload> Upload);

    public string ActivityType => ActivityTypes.UploadAbandon;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var done = await submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await database.FindUploadAsync(input.Upload, caller, stop) is not { } upload) return Problem.NotFound(UploadRows.Noun, input.Upload);
            var can = upload.CanAbandon();
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            database.Remove(upload);
            return new ActivityTarget("file", upload.Id.Value, upload.FileName);
        }, stop);
        if (done.Ok) folder.Delete(input.Upload.Value);
        return done;
    }
}
