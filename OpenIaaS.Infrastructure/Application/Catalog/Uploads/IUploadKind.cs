using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>What is special to files of one kind. There is one for each kind; registration finds them.</summary>
public interface IUploadKind
{
    /// <summary>The kind.</summary>
    UploadKind Kind { get; }

    /// <summary>Whether a whole file is what it should be; quickly, since a browser waits for it.</summary>
    /// <returns>What was found in it, kept as <see cref="Upload.Finding"/>; or why it is refused: it is removed then.</returns>
    Task<Result<string>> CheckAsync(Upload upload, Stream file, CancellationToken stop);

    /// <summary>Carries out the plan of an upload that is whole.</summary>
    Task<Result<Id<Activity>>> ContinueAsync(Upload upload, Caller caller, CancellationToken stop);
}
