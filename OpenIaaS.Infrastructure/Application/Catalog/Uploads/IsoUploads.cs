using System.Text.Json;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Files that become disk images: read before they are taken, and published as it was planned.</summary>
public sealed class IsoUploads(PublishImage publish) : IUploadKind
{
    public UploadKind Kind => UploadKind.Iso;

    public async Task<Result<string>> CheckAsync(Upload upload, Stream file, CancellationToken stop)
    {
        var read = await IsoFile.ReadAsync(upload.FileName, file, stop);
        return read.Ok ? JsonSerializer.Serialize(read.Value, DomainJson.Options) : Result<string>.Refused(read.Problems);
    }

    public Task<Result<Id<Activity>>> ContinueAsync(Upload upload, Caller caller, CancellationToken stop) =>
        publish.SubmitAsync(new PublishImage.Input(upload.Id, ImagePlan.Read(upload.Plan) ?? new ImagePlan(upload.FileName, "", null)), caller, stop);
}
