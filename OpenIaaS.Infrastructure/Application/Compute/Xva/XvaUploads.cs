using System.Text.Json;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Infrastructure.Application.Compute.Xva;

/// <summary>Files that become machines: verified as a whole before they are taken. Where their disks and adapters go is chosen in the wizard.</summary>
public sealed class XvaUploads : IUploadKind
{
    public UploadKind Kind => UploadKind.Xva;

    public async Task<Result<string>> CheckAsync(Upload upload, Stream file, CancellationToken stop)
    {
        var read = await XvaArchive.ReadAsync(upload.FileName, file, stop);
        return read.Ok ? JsonSerializer.Serialize(read.Value, DomainJson.Options) : Result<string>.Refused(read.Problems);
    }

    public Task<Result<Id<Activity>>> ContinueAsync(Upload upload, Caller caller, CancellationToken stop) =>
        Task.FromResult<Result<Id<Activity>>>(Problem.Invalid("xva.no-plan", $"A machine is made of {upload.FileName} where its block storage and its networks are chosen; nothing was begun."));

    /// <summary>The file as a machine to be made sees it.</summary>
    internal static XvaFile FileOf(Upload upload) => new(upload.Id.Value, upload.FileName, upload.Size, Read(upload.Finding));

    /// <summary>The machine that the check found in a file.</summary>
    public static XvaMachine Read(string finding) => JsonSerializer.Deserialize<XvaMachine>(finding, DomainJson.Options)!;
}
