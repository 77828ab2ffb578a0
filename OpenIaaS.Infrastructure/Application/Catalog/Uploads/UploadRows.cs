using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Whose uploads are seen, and how much is taken by them.</summary>
static class UploadRows
{
    public const string Noun = "upload";

    /// <summary>The uploads of a person in the tenant: nobody else adds to a file.</summary>
    public static IQueryable<Upload> UploadsOf(this ConsoleDbContext database, Caller caller) => database.VisibleTo<Upload>(caller).Where(upload => upload.OwnerId == caller.UserId);

    public static Task<Upload?> FindUploadAsync(this ConsoleDbContext database, Id<Upload> id, Caller caller, CancellationToken stop) =>
        database.UploadsOf(caller).SingleOrDefaultAsync(upload => upload.Id == id, stop);

    /// <summary>What a tenant has of its quota: everything announced, and the files of its disk images.</summary>
    public static async Task<ByteSize> TakenAsync(ConsoleDbContext database, Caller caller, CancellationToken stop)
    {
        var sent = await database.VisibleTo<Upload>(caller).Select(upload => upload.Size).ToListAsync(stop);
        var kept = await database.VisibleTo<DiskImage>(caller).Where(image => image.Format != null).Select(image => image.Size).ToListAsync(stop);
        return new ByteSize(sent.Concat(kept).Sum(size => size.Bytes));
    }

    /// <summary>What all uploads of this console, whoever sends them, have still to send.</summary>
    public static async Task<ByteSize> MissingAsync(ConsoleDbContext database, CancellationToken stop)
    {
        var open = await database.Uploads.Where(upload => upload.State == UploadState.Receiving).Select(upload => new { upload.Size, upload.Received }).ToListAsync(stop);
        return new ByteSize(open.Sum(upload => upload.Size.Bytes - upload.Received.Bytes));
    }
}
