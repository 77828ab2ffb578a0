using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// A file on its way from a browser to the console, part by part. It goes on where it ended after a lost connection, after a restart of the console
/// and, when the same person chooses the same file again, after a restart of the browser.
/// </summary>
public sealed class Upload : IOwned, IVersioned
{
    /// <summary>The most one part holds: 8 MiB (own bound: what a lost connection costs at the most to send again).</summary>
    public static readonly ByteSize LargestPart = ByteSize.FromMiB(8);

    /// <summary>How long an upload is kept after its last part arrived, or after it was whole (own bound).</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    Upload() => (OwnerName, FileName, Finding, Plan) = ("", "", "", "");

    /// <summary>Begins an upload that has passed <see cref="UploadLimits.Check"/>.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="owner">The person who sends it; nobody else sees it or adds to it.</param>
    /// <param name="file">The file as the browser has it.</param>
    /// <param name="plan">What is to be made of it once it is whole, as the kind writes it; empty when that is not decided yet.</param>
    /// <param name="now">When that is.</param>
    public Upload(Id<Upload> id, Caller owner, UploadFile file, string plan, DateTimeOffset now)
    {
        (Id, TenantId, OwnerId, OwnerName) = (id, owner.TenantId, owner.UserId, owner.Name);
        (Kind, FileName, Size, LastModified) = (file.Kind, file.Name, file.Size, file.LastModified);
        (Plan, Finding, CreatedAt, TouchedAt) = (plan, "", now, now);
    }

    /// <summary>Its identity; the file has the same one.</summary>
    public Id<Upload> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The person who sends it; null for an engine.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>The name of who sends it.</summary>
    public string OwnerName { get; private set; }

    /// <summary>What it is meant to become.</summary>
    public UploadKind Kind { get; private set; }

    /// <summary>The name of the file.</summary>
    public string FileName { get; private set; }

    /// <summary>How large the file is to become.</summary>
    public ByteSize Size { get; private set; }

    /// <summary>When the file was last changed where it comes from, UTC: by it and its name and size the same file is known again.</summary>
    public DateTimeOffset LastModified { get; private set; }

    /// <summary>How much of it has arrived, from its beginning.</summary>
    public ByteSize Received { get; private set; }

    /// <summary>How far it is.</summary>
    public UploadState State { get; private set; }

    /// <summary>What is to be made of it once it is whole, as the kind writes it; empty when that is not decided yet.</summary>
    public string Plan { get; private set; }

    /// <summary>What the check found in it, as the kind writes it; empty before that.</summary>
    public string Finding { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When something last happened to it, UTC.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>What is missing.</summary>
    public ByteSize Missing => Size - Received;

    /// <summary>When it is removed if nothing happens to it before, UTC.</summary>
    public DateTimeOffset ExpiresAt => TouchedAt + Kept;

    /// <summary>Something else is to be made of it once it is whole.</summary>
    public void Replan(string plan) => Plan = plan;

    /// <summary>Whether a part can be added.</summary>
    /// <param name="offset">Where in the file the part begins, in bytes.</param>
    /// <param name="length">How long it is; null when that is not known before it has arrived.</param>
    /// <returns><c>upload.whole</c>, <c>upload.offset</c>, <c>upload.part</c> or <c>upload.too-long</c>.</returns>
    public Result CanAppend(long offset, long? length)
    {
        if (State != UploadState.Receiving) return Problem.Conflict("upload.whole", $"{FileName} has arrived as a whole; nothing can be added to it.");
        if (offset != Received.Bytes) return Problem.Conflict("upload.offset", $"{Received.Bytes} bytes of {FileName} have arrived; the part begins at byte {offset}.");
        if (length > LargestPart.Bytes) return Problem.Invalid("upload.part", $"A part has at most {LargestPart}; this one has {new ByteSize(length.Value)}.");
        return length is null || length <= Missing.Bytes ? Result.Success : TooLong();
    }

    /// <summary>More arrived than the file is to hold.</summary>
    /// <returns><c>upload.too-long</c>.</returns>
    public Problem TooLong() => Problem.Invalid("upload.too-long", $"{FileName} was announced with {Size.Bytes} bytes; more than that was sent.");

    /// <summary>Notes that a part has arrived.</summary>
    public void Append(long length, DateTimeOffset now) => (Received, TouchedAt) = (Received + new ByteSize(length), now);

    /// <summary>Less has been kept than was noted: the rest is sent again.</summary>
    /// <param name="kept">What the file holds.</param>
    /// <param name="now">When that was seen.</param>
    public void Rewind(ByteSize kept, DateTimeOffset now) => (Received, TouchedAt) = (kept, now);

    /// <summary>Whether it can be checked and closed.</summary>
    /// <returns><c>upload.whole</c> or <c>upload.missing</c>.</returns>
    public Result CanComplete()
    {
        if (State != UploadState.Receiving) return Problem.Conflict("upload.whole", $"{FileName} has arrived as a whole; nothing can be added to it.");
        return Missing == ByteSize.Zero ? Result.Success : Problem.Conflict("upload.missing", $"{Received.Bytes} of {Size.Bytes} bytes of {FileName} have arrived; send the rest first.");
    }

    /// <summary>Closes it: it is whole and was checked.</summary>
    /// <param name="finding">What the check found, as the kind writes it.</param>
    /// <param name="now">When that is.</param>
    public void Complete(string finding, DateTimeOffset now) => (State, Finding, TouchedAt) = (UploadState.Whole, finding, now);

    /// <summary>Whether something can be made of it.</summary>
    /// <param name="kind">What is to be made of it.</param>
    /// <returns><c>upload.other-kind</c>, <c>upload.missing</c> or <c>upload.taken</c>.</returns>
    public Result CanTake(UploadKind kind)
    {
        if (Kind != kind) return Problem.Invalid("upload.other-kind", $"{FileName} was sent to become something else.");
        return State switch
        {
            UploadState.Receiving => Problem.Conflict("upload.missing", $"{Received.Bytes} of {Size.Bytes} bytes of {FileName} have arrived; send the rest first."),
            UploadState.Taken => Taken(),
            UploadState.Whole => Result.Success,
        };
    }

    /// <summary>Begins to make something of it, after the check; it does not expire meanwhile.</summary>
    /// <param name="plan">What is made of it, as the kind writes it.</param>
    public void Take(string plan) => (State, Plan) = (UploadState.Taken, plan);

    /// <summary>Nothing came of it: it can be tried again.</summary>
    public void GiveBack(DateTimeOffset now) => (State, TouchedAt) = (UploadState.Whole, now);

    /// <summary>Whether it can be given up, with everything that has arrived.</summary>
    /// <returns><c>upload.taken</c>.</returns>
    public Result CanAbandon() => State == UploadState.Taken ? Taken() : Result.Success;

    Problem Taken() => Problem.Conflict("upload.taken", $"Something is being made of {FileName}; wait until that has ended.");
}
