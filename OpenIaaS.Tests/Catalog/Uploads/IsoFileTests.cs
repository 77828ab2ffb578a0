using System.Text;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Tests.Catalog.Uploads;

public sealed class IsoFileTests
{
    [Fact]
    public async Task ISO_9660_is_known_with_its_label()
    {
        var read = await ReadAsync(IsoImage.Iso9660("DEBIAN_12"));
        Assert.Equal(new IsoFile(DiskImageFormat.Iso9660, "DEBIAN_12"), read.Value);
    }

    [Theory]
    [InlineData("NSR02")]
    [InlineData("NSR03")]
    public async Task UDF_is_known_with_its_label(string revision) =>
        Assert.Equal(new IsoFile(DiskImageFormat.Udf, "CCCOMA_X64FRE"), (await ReadAsync(IsoImage.Udf("CCCOMA_X64FRE", revision))).Value);

    [Fact]
    public async Task ISO_9660_shorter_than_its_volume_is_refused_with_both_sizes()
    {
        var whole = IsoImage.Iso9660("DEBIAN_12", sectors: 200);
        Assert.True((await ReadAsync(whole)).Ok);
        var read = await ReadAsync(whole[..^1]);
        Assert.Equal("iso.truncated", Assert.Single(read.Problems).Code);
        Assert.Equal("debian.iso is cut short: its volume has 409600 bytes and the file 409599.", read.Problems[0].Message);
    }

    [Fact]
    public async Task ISO_9660_longer_than_its_volume_is_taken() => Assert.True((await ReadAsync(IsoImage.Iso9660("DEBIAN_12", sectors: 200, claimed: 190))).Ok);

    [Fact]
    public async Task UDF_shorter_than_its_partition_is_refused()
    {
        var whole = IsoImage.Udf("WINDOWS");
        Assert.True((await ReadAsync(whole)).Ok);
        Assert.Equal("iso.truncated", Assert.Single((await ReadAsync(whole[..^2048])).Problems).Code);
        Assert.Equal("iso.truncated", Assert.Single((await ReadAsync(whole[..(200 * 2048)])).Problems).Code);
    }

    [Fact]
    public async Task Text_under_the_name_of_an_image_is_refused()
    {
        var read = await ReadAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("This is no image. ", 10_000))));
        Assert.Equal("debian.iso is no disk image: it holds neither an ISO 9660 nor a UDF volume.", Assert.Single(read.Problems).Message);
    }

    [Fact]
    public async Task File_that_ends_before_the_first_descriptor_is_refused() => Assert.Equal("iso.none", Assert.Single((await ReadAsync(new byte[1000])).Problems).Code);

    [Theory]
    [InlineData(80, "the size in blocks, in one of its two orders")]
    [InlineData(128, "the size of a block, in one of its two orders")]
    [InlineData(16 * 2048 - 32768, "the mark")]
    public async Task Damaged_descriptor_is_refused(int at, string what)
    {
        var image = IsoImage.Iso9660("DEBIAN_12");
        image[32768 + at + (at == 0 ? 1 : 0)] ^= 0x55;
        Assert.True(!(await ReadAsync(image)).Ok, what);
    }

    static async Task<Result<IsoFile>> ReadAsync(byte[] image)
    {
        using var file = new MemoryStream(image);
        return await IsoFile.ReadAsync("debian.iso", file, CancellationToken.None);
    }
}
