using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Announces a file. Nothing of it has arrived after this; its parts follow.</summary>
public sealed class BeginUpload(Submission submission, UploadFolder folder, UploadLimits limits, TimeProvider clock) : ICommand
{
    /// <param name="Upload">The identity the upload is to have.</param>
    /// <param name="Plan">What is to be made of it once it is whole, as its kind reads it; empty when that is decided later.</param>
    public sealed record Input(Id<Upload> Upload, UploadFile File, string Plan = "");

    public string ActivityType => ActivityTypes.UploadBegin;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var room = folder.Free - await UploadRows.MissingAsync(database, stop);
            var may = limits.Check(input.File, await UploadRows.TakenAsync(database, caller, stop), room);
            if (!may.Ok) return Result<ActivityTarget>.Refused(may.Problems);
            database.Add(new Upload(input.Upload, caller, input.File with { LastModified = input.File.LastModified.ToUniversalTime() }, input.Plan, clock.GetUtcNow()));
            return new ActivityTarget("file", input.Upload.Value, input.File.Name);
        }, stop);
}
