using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Console.Catalog;

/// <summary>
/// How the browser sends a file: announced, part by part from where it ended, checked. Under the cookie and from our own pages only; a part goes by
/// PATCH with the header <c>Upload-Offset</c>, which no form of another site can send.
/// </summary>
static class UploadEndpoints
{
    public const string Root = "/uploads";
    const string Offset = "Upload-Offset";

    public sealed record Announced(string? Kind, string? Name, long Size, long LastModified, string? Plan);

    /// <param name="Name">Its file name.</param>
    /// <param name="Received">How many bytes have arrived: the next part begins there.</param>
    public sealed record Standing(Guid Id, string Name, long Size, long Received, string State);

    /// <param name="Activity">What was begun with the file, or null.</param>
    /// <param name="Sentence">Why nothing could be begun although the file is whole, or null.</param>
    public sealed record Completed(string? Activity, string? Sentence);

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        app.MapPost(Root, AnnounceAsync);
        app.MapGet(Root + "/{id:guid}", ReadAsync);
        app.MapPatch(Root + "/{id:guid}", AppendAsync);
        app.MapPost(Root + "/{id:guid}/complete", CompleteAsync);
        app.MapDelete(Root + "/{id:guid}", AbandonAsync);
    }

    /// <summary>Answers with the upload of the very same file that was not ended, where there is one.</summary>
    static async Task<IResult> AnnounceAsync(
        Announced asked, BeginUpload begin, UploadParts parts, UploadQueries uploads, IdSource ids, CurrentCaller current, IStringLocalizer<ProblemText> sentences, CancellationToken stop)
    {
        if (!Enum.TryParse<UploadKind>(asked.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || string.IsNullOrEmpty(asked.Name) || asked.LastModified is < 0 or > 253_402_300_799_999)
            return Malformed($"A file is announced with its kind, its name, its size and when it was last changed.");
        var file = new UploadFile(kind, asked.Name, new ByteSize(asked.Size), DateTimeOffset.FromUnixTimeMilliseconds(asked.LastModified));
        var caller = await current.GetAsync(stop);
        var known = await uploads.ResumableAsync(file, caller, stop);
        if (known is { Ok: true, Value: { } going })
        {
            if (!string.IsNullOrEmpty(asked.Plan) && asked.Plan != going.Plan) await parts.ReplanAsync(going.Id, asked.Plan, caller, stop);
            return TypedResults.Ok(Of(going));
        }

        var id = ids.Next<Upload>();
        var begun = await begin.SubmitAsync(new BeginUpload.Input(id, file, asked.Plan ?? ""), caller, stop);
        return begun.Ok ? TypedResults.Created($"{Root}/{id}", new Standing(id.Value, file.Name, asked.Size, 0, nameof(UploadState.Receiving))) : ProblemResponse.From(begun.Problems, sentences.Sentence);
    }

    static async Task<IResult> ReadAsync(Guid id, UploadQueries uploads, CurrentCaller current, IStringLocalizer<ProblemText> sentences, CancellationToken stop)
    {
        var found = await uploads.FindAsync(new Id<Upload>(id), await current.GetAsync(stop), stop);
        return found.Ok ? TypedResults.Ok(Of(found.Value)) : ProblemResponse.From(found.Problems, sentences.Sentence);
    }

    static async Task<IResult> AppendAsync(
        Guid id, HttpContext context, UploadParts parts, UploadQueries uploads, CurrentCaller current, IStringLocalizer<ProblemText> sentences)
    {
        if (!long.TryParse(context.Request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return Malformed($"A part says in {Offset} where in the file it begins.");
        var (stop, caller) = (context.RequestAborted, await current.GetAsync(context.RequestAborted));
        var kept = await parts.AppendAsync(new Id<Upload>(id), offset, context.Request.ContentLength, context.Request.Body, caller, stop);
        // Whoever sends is told where to go on, also when the part was refused.
        var stands = kept.Ok ? kept.Value.Bytes : await uploads.FindAsync(new Id<Upload>(id), caller, stop) is { Ok: true, Value: var row } ? row.Received.Bytes : (long?)null;
        if (stands is { } at) context.Response.Headers[Offset] = at.ToString(CultureInfo.InvariantCulture);
        return kept.Ok ? TypedResults.NoContent() : ProblemResponse.From(kept.Problems, sentences.Sentence);
    }

    static async Task<IResult> CompleteAsync(Guid id, CompleteUpload complete, CurrentCaller current, IStringLocalizer<ProblemText> sentences, CancellationToken stop)
    {
        var caller = await current.GetAsync(stop);
        var done = await complete.SubmitAsync(new CompleteUpload.Input(new Id<Upload>(id)), caller, stop);
        if (!done.Ok) return ProblemResponse.From(done.Problems, sentences.Sentence);
        var begun = await complete.ContinueAsync(new Id<Upload>(id), caller, stop);
        return TypedResults.Ok(begun is { Ok: false } refused ? new Completed(null, sentences.Sentence(refused.Problems[0])) : new Completed(begun?.Value.ToString(), null));
    }

    static async Task<IResult> AbandonAsync(Guid id, AbandonUpload abandon, CurrentCaller current, IStringLocalizer<ProblemText> sentences, CancellationToken stop)
    {
        var done = await abandon.SubmitAsync(new AbandonUpload.Input(new Id<Upload>(id)), await current.GetAsync(stop), stop);
        return done.Ok ? TypedResults.NoContent() : ProblemResponse.From(done.Problems, sentences.Sentence);
    }

    /// <summary>For whoever writes a client; our own never asks so.</summary>
    static ProblemResponse Malformed(FormattableString sentence) => ProblemResponse.From([Problem.Invalid("upload.request", sentence)]);

    static Standing Of(UploadQueries.Row row) => new(row.Id.Value, row.File.Name, row.File.Size.Bytes, row.Received.Bytes, row.State.ToString());
}
