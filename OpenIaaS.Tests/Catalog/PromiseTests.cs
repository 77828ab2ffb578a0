using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Catalog;

public class PromiseTests
{
    /// <summary>"Platform availability rate of 99.99%", "Infrastructure availability is guaranteed at 99.9%", block storage "99.99%".</summary>
    [Fact]
    public void Three_promises_stand_apart() => Assert.Equal(
        [("Platform", 99.99m, true), ("Compute infrastructure", 99.9m, true), ("Block storage", 99.99m, false)],
        AvailabilityPromise.All.Select(promise => (promise.Scope, promise.Percent, promise.IncludesMaintenance)));

    [Theory]
    [InlineData(0, 30, 259.2)]
    [InlineData(1, 30, 2592)]
    [InlineData(0, 31, 267.84)]
    public void Promise_allows_so_many_seconds_a_month(int promise, int days, double seconds) =>
        Assert.Equal(seconds, AvailabilityPromise.All[promise].Allowance(days).TotalSeconds, 3);

    /// <summary>Concepts, Block Storage Classes: IOPS for each TB.</summary>
    [Theory]
    [InlineData("FLASH - Essential", 500)]
    [InlineData("FLASH - Standard", 1500)]
    [InlineData("FLASH - Premium", 3000)]
    [InlineData("FLASH - Enterprise", 7500)]
    [InlineData("FLASH - Ultra", 15000)]
    [InlineData("MASS STORAGE - Archival", null)]
    public void Volume_of_1_TB_has_the_IOPS_of_its_class(string name, int? iops) => Assert.Equal(iops, StorageClass.Named(name).IopsOf(new ByteSize(1_000_000_000_000)));

    /// <summary>Concepts, Compute Blade Classes: memory, cores and threads.</summary>
    [Theory]
    [InlineData("ECO", 384, 20, 40)]
    [InlineData("STANDARD", 384, 32, 64)]
    [InlineData("ADVANCE", 768, 48, 96)]
    [InlineData("PERFORMANCE 1", 384, 16, 32)]
    [InlineData("PERFORMANCE 2", 768, 36, 72)]
    [InlineData("PERFORMANCE 3", 1536, 56, 112)]
    [InlineData("PERFORMANCE 4", 512, 32, 64)]
    public void Blade_class_has_the_figures_of_the_table(string name, long gib, int cores, int threads)
    {
        var blade = BladeClass.Named(name);

        Assert.Equal((ByteSize.FromGiB(gib), cores, threads), (blade.Memory, blade.Cores, blade.Threads));
    }
}
