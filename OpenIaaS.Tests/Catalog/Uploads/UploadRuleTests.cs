using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Catalog.Uploads;

public sealed class UploadRuleTests
{
    static readonly UploadLimits Limits = new(ByteSize.FromGiB(64), ByteSize.FromGiB(256));

    /// <summary>"file name: alphanumerics - _ ., no space" and "capital extensions accepted" (Console specification 2.14, 2.15).</summary>
    [Theory]
    [InlineData(UploadKind.Iso, "debian-12.8_netinst.iso", null)]
    [InlineData(UploadKind.Iso, "RESCUE.ISO", null)]
    [InlineData(UploadKind.Xva, "erp-db-01.xva", null)]
    [InlineData(UploadKind.Iso, "my image.iso", "upload.name")]
    [InlineData(UploadKind.Iso, "été.iso", "upload.name")]
    [InlineData(UploadKind.Iso, "../../etc.iso", "upload.name")]
    [InlineData(UploadKind.Iso, "line\n.iso", "upload.name")]
    [InlineData(UploadKind.Iso, "machine.xva", "upload.extension")]
    [InlineData(UploadKind.Xva, "machine.iso", "upload.extension")]
    [InlineData(UploadKind.Iso, ".iso", "upload.extension")]
    [InlineData(UploadKind.Iso, "iso", "upload.extension")]
    public void Name_of_a_file(UploadKind kind, string name, string? refused) =>
        Assert.Equal(refused, new UploadFile(kind, name, new ByteSize(1), default).CheckName().First?.Code);

    [Fact]
    public void Name_is_as_long_as_file_systems_allow()
    {
        Assert.True(Named(251).CheckName().Ok);
        Assert.Equal("The name of a file has at most 255 characters; this one has 256.", Named(252).CheckName().First!.Message);

        static UploadFile Named(int letters) => new(UploadKind.Iso, new string('a', letters) + ".iso", new ByteSize(1), default);
    }

    [Theory]
    [InlineData(0, 0, 1000, "upload.empty")]
    [InlineData(-1, 0, 1000, "upload.empty")]
    [InlineData(1, 0, 1000, null)]
    [InlineData(64, 0, 1000, null)]
    [InlineData(65, 0, 1000, "upload.too-large")]
    [InlineData(64, 192, 1000, null)]
    [InlineData(64, 193, 1000, "upload.quota")]
    [InlineData(64, 0, 65, null)]
    [InlineData(64, 0, 64, "upload.disk")]
    public void Size_of_a_file(long gibibytes, long taken, long room, string? refused) => Assert.Equal(
        refused, Limits.Check(new UploadFile(UploadKind.Iso, "a.iso", new ByteSize(gibibytes << 30), default), ByteSize.FromGiB(taken), ByteSize.FromGiB(room)).First?.Code);
}
