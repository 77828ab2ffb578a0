using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog.Uploads;

/// <summary>Takes the parts of files as they arrive. A part is no activity: there are hundreds of them, and what they change is a file on its way.</summary>
public sealed class UploadParts(IDbContextFactory<ConsoleDbContext> databases, UploadFolder folder, TimeProvider clock)
{
    const int Buffer = 81_920;

    /// <summary>Adds a part. What arrived before the connection was lost stays.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="offset">Where in the file the part begins, in bytes.</param>
    /// <param name="length">How long it is; null when the sender does not say.</param>
    /// <param name="part">Its bytes.</param>
    /// <param name="caller">Who sends it: the person who began.</param>
    /// <param name="stop">The connection was lost.</param>
    /// <returns>How much has arrived now.</returns>
    public async Task<Result<ByteSize>> AppendAsync(Id<Upload> id, long offset, long? length, Stream part, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindUploadAsync(id, caller, stop) is not { } upload) return Problem.NotFound(UploadRows.Noun, id);
        var can = upload.CanAppend(offset, length);
        if (!can.Ok) return Result<ByteSize>.Refused(can.Problems);
        try
        {
            await using var file = folder.OpenWrite(id.Value);
            // Written up to here, but not kept by a disk that lost its power: the rest is asked for again.
            if (file.CanSeek && file.Length < offset) return await RewindAsync(database, upload, new ByteSize(file.Length));
            file.Position = offset;
            var arrived = await CopyAsync(upload, part, file, stop);
            if (!arrived.Ok)
            {
                file.SetLength(offset);
                return Result<ByteSize>.Refused(arrived.Problems);
            }

            await file.FlushAsync(CancellationToken.None);
            return await KeepAsync(database, upload, arrived.Value);
        }
        catch (IOException)
        {
            return Unwritten(id, upload.FileName);
        }
    }

    /// <summary>Notes another plan for an upload that goes on.</summary>
    public async Task ReplanAsync(Id<Upload> id, string plan, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!caller.May(Permission.ComputeManagement) || await database.FindUploadAsync(id, caller, stop) is not { State: UploadState.Receiving } upload) return;
        upload.Replan(plan);
        await database.SaveChangesAsync(stop);
    }

    /// <summary>Copies what arrives; a lost connection ends it as the end of the part does.</summary>
    static async Task<Result<long>> CopyAsync(Upload upload, Stream part, FileStream file, CancellationToken stop)
    {
        var most = Math.Min(upload.Missing.Bytes, Upload.LargestPart.Bytes);
        var buffer = new byte[Buffer];
        for (long written = 0; ;)
        {
            var read = await ReadAsync(part, buffer, stop);
            if (read == 0) return written;
            if (written + read > most) return upload.CanAppend(upload.Received.Bytes, written + read).First ?? upload.TooLong();
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            written += read;
        }
    }

    static async Task<int> ReadAsync(Stream part, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await part.ReadAsync(buffer, stop);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    async Task<Result<ByteSize>> KeepAsync(ConsoleDbContext database, Upload upload, long arrived)
    {
        if (arrived == 0) return upload.Received;
        upload.Append(arrived, clock.GetUtcNow());
        try
        {
            await database.SaveChangesAsync(CancellationToken.None);
            return upload.Received;
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was given up meanwhile, or another node took the same part: the next part is told where to begin.
            return Problem.Changed(UploadRows.Noun, upload.FileName);
        }
    }

    async Task<Result<ByteSize>> RewindAsync(ConsoleDbContext database, Upload upload, ByteSize kept)
    {
        upload.Rewind(kept, clock.GetUtcNow());
        await database.SaveChangesAsync(CancellationToken.None);
        return Problem.Conflict("upload.rewound", $"The console kept {kept.Bytes} bytes of {upload.FileName}; send the rest again.");
    }

    /// <summary>The file could not be opened or written: somebody else writes to it, or the disk does not take it.</summary>
    Problem Unwritten(Id<Upload> id, string name)
    {
        try
        {
            folder.OpenWrite(id.Value).Dispose();
        }
        catch (IOException)
        {
            return Problem.Conflict("upload.busy", $"Another window is sending a part of {name}; wait until it has arrived.");
        }

        return Problem.Unavailable("upload.unwritten", $"The console could not write {name}: its disk is full or does not answer. What has arrived is kept; go on when there is room.");
    }
}
