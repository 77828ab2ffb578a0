using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog.Uploads;

public sealed class UploadTests : IAsyncLifetime
{
    static readonly byte[] Image = IsoImage.Iso9660("DEBIAN_12");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openiaas-uploads");
    ByteSize free = ByteSize.FromTiB(1);
    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync(services =>
    {
        services.AddSingleton(new UploadFolder(folder.FullName, () => free));
        services.AddSingleton(new UploadLimits(ByteSize.FromMiB(2), ByteSize.FromMiB(4)));
    });

    [Fact]
    public async Task File_sent_in_parts_is_whole_and_checked()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        Assert.Equal(new ByteSize(100_000), (await cloud.AppendAsync(id, 0, Image[..100_000])).Value);
        Assert.Equal("upload.missing", Assert.Single((await cloud.CompleteUploadAsync(id)).Problems).Code);
        Assert.Equal(new ByteSize(Image.Length), (await cloud.AppendAsync(id, 100_000, Image[100_000..])).Value);
        Assert.True((await cloud.CompleteUploadAsync(id)).Ok);
        Assert.Equal(UploadState.Whole, (await cloud.UploadAsync(id))!.State);
        Assert.Equal(Image, await cloud.FileAsync(id.Value));
        Assert.Equal("upload.whole", Assert.Single((await cloud.AppendAsync(id, Image.Length, [1])).Problems).Code);
    }

    [Fact]
    public async Task What_arrived_before_the_connection_was_lost_stays_and_the_rest_follows()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        using var lost = new CancellationTokenSource();
        await using (var cut = new CutStream(Image[..200_000], 120_000))
            await cloud.Get<UploadParts>().AppendAsync(id, 0, 200_000, cut, cloud.World.Caller, lost.Token);
        var known = (await cloud.Get<UploadQueries>().ResumableAsync(Sending.File(Image.Length), cloud.World.Caller, default)).Value!;
        Assert.Equal((id, new ByteSize(120_000)), (known.Id, known.Received));
        await cloud.AppendAsync(id, 120_000, Image[120_000..]);
        Assert.True((await cloud.CompleteUploadAsync(id)).Ok);
        Assert.Equal(Image, await cloud.FileAsync(id.Value));
    }

    [Fact]
    public async Task Part_at_a_wrong_place_is_refused_with_the_right_one()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        await cloud.AppendAsync(id, 0, Image[..1000]);
        foreach (var offset in new long[] { 0, 999, 1001 })
        {
            var refused = await cloud.AppendAsync(id, offset, Image[1000..2000]);
            Assert.Equal($"1000 bytes of debian.iso have arrived; the part begins at byte {offset}.", Assert.Single(refused.Problems).Message);
        }

        Assert.Equal(Image[..1000], await cloud.FileAsync(id.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_was_announced_is_refused_and_not_kept(bool saysLength)
    {
        var id = await cloud.BeginAsync(Sending.File(1500));
        await cloud.AppendAsync(id, 0, Image[..1000]);
        Assert.Equal("upload.too-long", Assert.Single((await cloud.AppendAsync(id, 1000, Image[1000..1501], saysLength: saysLength)).Problems).Code);
        Assert.Equal(new ByteSize(1000), (await cloud.UploadAsync(id))!.Received);
        Assert.Equal(1000, (await cloud.FileAsync(id.Value))!.Length);
        Assert.True((await cloud.AppendAsync(id, 1000, Image[1000..1500])).Ok);
    }

    [Fact]
    public async Task File_that_is_no_image_is_refused_and_leaves_nothing()
    {
        var id = await cloud.BeginAsync(Sending.File(5000, "renamed.iso"));
        await cloud.AppendAsync(id, 0, new byte[5000]);
        Assert.Equal("renamed.iso is no disk image: it holds neither an ISO 9660 nor a UDF volume.", Assert.Single((await cloud.CompleteUploadAsync(id)).Problems).Message);
        Assert.Null(await cloud.UploadAsync(id));
        Assert.Null(await cloud.FileAsync(id.Value));
        Assert.Equal(ByteSize.Zero, (await cloud.Get<UploadQueries>().SpaceAsync(cloud.World.Caller, default)).Value.Taken);
    }

    [Fact]
    public async Task Upload_given_up_leaves_neither_row_nor_file()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        await cloud.AppendAsync(id, 0, Image[..1000]);
        Assert.True((await cloud.Get<AbandonUpload>().SubmitAsync(new AbandonUpload.Input(id), cloud.World.Caller, default)).Ok);
        Assert.Null(await cloud.UploadAsync(id));
        Assert.Empty(folder.EnumerateFiles());
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await cloud.AppendAsync(id, 1000, Image[1000..2000])).Problems).Kind);
    }

    [Fact]
    public async Task Nobody_else_sees_an_upload_or_adds_to_it()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        var colleague = cloud.World.Caller with { UserId = cloud.Get<IdSource>().Next() };
        foreach (var other in new[] { cloud.World.Stranger, colleague })
        {
            Assert.Equal(ProblemKind.NotFound, Assert.Single((await cloud.AppendAsync(id, 0, Image[..10], other)).Problems).Kind);
            Assert.Equal(ProblemKind.NotFound, Assert.Single((await cloud.CompleteUploadAsync(id, other)).Problems).Kind);
            Assert.Null((await cloud.Get<UploadQueries>().ResumableAsync(Sending.File(Image.Length), other, default)).Value);
            Assert.Empty((await cloud.Get<UploadQueries>().MineAsync(other, default)).Value);
        }

        var refused = await cloud.AppendAsync(id, 0, Image[..10], cloud.World.With(Permission.ComputeRead));
        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
    }

    [Fact]
    public async Task Quota_counts_what_is_announced_by_everybody_of_the_tenant()
    {
        var mebibyte = ByteSize.FromMiB(1).Bytes;
        await cloud.BeginAsync(Sending.File(2 * mebibyte));
        await cloud.BeginAsync(Sending.File(mebibyte, "other.iso"), caller: cloud.World.Caller with { UserId = cloud.Get<IdSource>().Next() });
        var refused = await cloud.Get<BeginUpload>().SubmitAsync(new BeginUpload.Input(cloud.Get<IdSource>().Next<Upload>(), Sending.File(mebibyte + 1, "third.iso")), cloud.World.Caller, default);
        Assert.Equal("upload.quota", Assert.Single(refused.Problems).Code);
        await cloud.BeginAsync(Sending.File(mebibyte, "third.iso"));
        await cloud.BeginAsync(Sending.File(2 * mebibyte), caller: cloud.World.Stranger);
    }

    [Fact]
    public async Task Disk_of_the_console_is_never_promised_twice()
    {
        var mebibyte = ByteSize.FromMiB(1).Bytes;
        free = UploadLimits.KeptFree + ByteSize.FromMiB(2);
        await cloud.BeginAsync(Sending.File(mebibyte));
        var refused = await cloud.Get<BeginUpload>().SubmitAsync(new BeginUpload.Input(cloud.Get<IdSource>().Next<Upload>(), Sending.File(mebibyte + 1, "second.iso")), cloud.World.Stranger, default);
        Assert.Equal("The disk of the console has 1 MiB left for uploads; 1048577 B was asked for.".Replace("1048577 B", new ByteSize(mebibyte + 1).ToString(), StringComparison.Ordinal), Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public async Task Full_disk_refuses_a_part_and_takes_it_when_there_is_room()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        var path = Path.Combine(folder.FullName, $"{id}");
        File.CreateSymbolicLink(path, "/dev/full");
        Assert.Equal("upload.unwritten", Assert.Single((await cloud.AppendAsync(id, 0, Image)).Problems).Code);
        Assert.Equal((ByteSize.Zero, UploadState.Receiving), ((await cloud.UploadAsync(id))!.Received, (await cloud.UploadAsync(id))!.State));
        File.Delete(path);
        Assert.True((await cloud.AppendAsync(id, 0, Image)).Ok);
        Assert.True((await cloud.CompleteUploadAsync(id)).Ok);
    }

    [Fact]
    public async Task Two_windows_cannot_write_at_once()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        await using (cloud.Get<UploadFolder>().OpenWrite(id.Value))
            Assert.Equal("upload.busy", Assert.Single((await cloud.AppendAsync(id, 0, Image[..1000])).Problems).Code);
        Assert.True((await cloud.AppendAsync(id, 0, Image[..1000])).Ok);
    }

    [Fact]
    public async Task File_shorter_than_noted_is_sent_again_from_its_end()
    {
        var id = await cloud.BeginAsync(Sending.File(Image.Length));
        await cloud.AppendAsync(id, 0, Image[..1000]);
        await using (var file = cloud.Get<UploadFolder>().OpenWrite(id.Value)) file.SetLength(600);
        Assert.Equal("upload.rewound", Assert.Single((await cloud.AppendAsync(id, 1000, Image[1000..2000])).Problems).Code);
        Assert.Equal(new ByteSize(600), (await cloud.UploadAsync(id))!.Received);
        await cloud.AppendAsync(id, 600, Image[600..]);
        Assert.True((await cloud.CompleteUploadAsync(id)).Ok);
        Assert.Equal(Image, await cloud.FileAsync(id.Value));
    }

    [Fact]
    public async Task Upload_nobody_goes_on_with_is_removed_and_so_is_a_file_nobody_knows()
    {
        var old = await cloud.BeginAsync(Sending.File(Image.Length));
        await cloud.AppendAsync(old, 0, Image[..1000]);
        cloud.Clock.Advance(Upload.Kept - TimeSpan.FromMinutes(1));
        var young = await cloud.BeginAsync(Sending.File(Image.Length, "young.iso"));
        await cloud.AppendAsync(young, 0, Image[..1000]);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{cloud.Get<IdSource>().Next()}"), "left by a crash");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "readme.txt"), "not ours");
        var engine = cloud.Get<UploadExpiryEngine>();
        Assert.Null(await engine.RunAsync(default));
        Assert.Equal(3, folder.EnumerateFiles().Count());
        Assert.Equal(cloud.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), await engine.NextDueAsync(default));
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("1 uploads nobody went on with are removed.", await engine.RunAsync(default));
        Assert.Equal([$"{young.Value}", "readme.txt"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        await using var database = cloud.Database();
        Assert.Equal(young, (await database.Uploads.SingleAsync()).Id);
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>A body whose connection is lost on the way.</summary>
    sealed class CutStream(byte[] bytes, int at) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= at) throw new IOException("The client reset the request stream.");
            return await base.ReadAsync(buffer[..(int)Math.Min(buffer.Length, at - Position)], cancellationToken);
        }
    }
}
