using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Storage;

public class StorageLimitTests
{
    /// <summary>"The maximum size of a disk is 2 TB"; the VHD format holds 2040 GiB (Reliability 3, rule 7).</summary>
    [Theory]
    [InlineData(2_190_433_320_960, null)]
    [InlineData(2_190_433_320_961, "disk.too-large")]
    [InlineData(1_048_576, null)]
    [InlineData(1_048_575, "disk.too-small")]
    [InlineData(-1, "disk.too-small")]
    public void Disk_is_1_MiB_to_2_TB(long bytes, string? code) => Assert.Equal(code, DiskLimits.CheckCapacity(new ByteSize(bytes)).Problems.SingleOrDefault()?.Code);

    /// <summary>"It is not possible to resize disks after they are created. To increase storage capacity, a new disk must be created."</summary>
    [Fact]
    public void Disk_is_never_resized() => Assert.Equal("disk.no-resize", Assert.Single(DiskLimits.CheckResize("data").Problems).Code);

    [Theory]
    [InlineData("data", null)]
    [InlineData("", "disk.name-required")]
    [InlineData("SYSTEM", "name.taken")]
    public void Disk_has_a_name_of_its_own(string name, string? code) => Assert.Equal(code, DiskLimits.CheckName(name, ["system"]).Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(255, null)]
    [InlineData(256, "disk.name-too-long")]
    public void Disk_name_has_at_most_255_characters(int length, string? code) =>
        Assert.Equal(code, DiskLimits.CheckName(new string('a', length), []).Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "storage.too-small")]
    public void Block_storage_has_at_least_500_GiB(long extraBytes, string? code) =>
        Assert.Equal(code, StorageLimits.CheckSize(ByteSize.FromGiB(500) + new ByteSize(extraBytes)).Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData(900, 0, "The block storage sr-01 is 90 % full; 100 GiB is free.")]
    [InlineData(900, -1, null)]
    [InlineData(1000, 0, "The block storage sr-01 is 100 % full; 0 B is free.")]
    public void Block_storage_warns_from_90_percent_on(long usedGiB, long extraBytes, string? sentence) =>
        Assert.Equal(sentence, StorageLimits.Advice("sr-01", ByteSize.FromGiB(1000), ByteSize.FromGiB(usedGiB) + new ByteSize(extraBytes))?.Message);
}
