using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog.Uploads;

/// <summary>Files on their way, in a few words.</summary>
static class Sending
{
    public static readonly DateTimeOffset Changed = new(2026, 11, 20, 8, 30, 0, TimeSpan.Zero);

    public static UploadFile File(long size, string name = "debian.iso") => new(UploadKind.Iso, name, new ByteSize(size), Changed);

    /// <summary>Announces a file.</summary>
    public static async Task<Id<Upload>> BeginAsync(this Cloud cloud, UploadFile file, ImagePlan? plan = null, Caller? caller = null)
    {
        var id = cloud.Get<IdSource>().Next<Upload>();
        var begun = await cloud.Get<BeginUpload>().SubmitAsync(new BeginUpload.Input(id, file, plan?.Write() ?? ""), caller ?? cloud.World.Caller, default);
        Assert.True(begun.Ok, string.Join(" ", begun.Problems));
        return id;
    }

    public static async Task<Result<ByteSize>> AppendAsync(this Cloud cloud, Id<Upload> id, long offset, byte[] part, Caller? caller = null, bool saysLength = true)
    {
        using var body = new MemoryStream(part);
        return await cloud.Get<UploadParts>().AppendAsync(id, offset, saysLength ? part.Length : null, body, caller ?? cloud.World.Caller, default);
    }

    /// <summary>Sends a file to its end and has it checked.</summary>
    public static async Task<Id<Upload>> SendAsync(this Cloud cloud, byte[] file, string name = "debian.iso", ImagePlan? plan = null)
    {
        var id = await cloud.BeginAsync(File(file.Length, name), plan);
        Assert.True((await cloud.AppendAsync(id, 0, file)).Ok);
        var done = await cloud.CompleteUploadAsync(id);
        Assert.True(done.Ok, string.Join(" ", done.Problems));
        return id;
    }

    public static Task<Result<Id<Domain.Activities.Activity>>> CompleteUploadAsync(this Cloud cloud, Id<Upload> id, Caller? caller = null) =>
        cloud.Get<CompleteUpload>().SubmitAsync(new CompleteUpload.Input(id), caller ?? cloud.World.Caller, default);

    public static async Task<Upload?> UploadAsync(this Cloud cloud, Id<Upload> id)
    {
        await using var database = cloud.Database();
        return await database.Uploads.FindAsync(id);
    }

    /// <summary>The bytes of a file that was sent; null when it is not there.</summary>
    public static async Task<byte[]?> FileAsync(this Cloud cloud, Guid id)
    {
        if (!cloud.Get<UploadFolder>().Files.Contains(id)) return null;
        await using var file = cloud.Get<UploadFolder>().OpenRead(id);
        using var all = new MemoryStream();
        await file.CopyToAsync(all);
        return all.ToArray();
    }
}
