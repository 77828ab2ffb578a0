using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute;

public class MachineLimitTests
{
    /// <summary>"The platform supports up to 254 vCPUs per virtual machine (theoretical limit)".</summary>
    [Theory]
    [InlineData(0, "vcpu.range")]
    [InlineData(1, null)]
    [InlineData(254, null)]
    [InlineData(255, "vcpu.range")]
    public void Machine_has_1_to_254_vCPUs(int count, string? code) => Assert.Equal(code, Code(VirtualMachineLimits.CheckVirtualCpus(count)));

    [Theory]
    [InlineData(8, 4, null)]
    [InlineData(8, 8, null)]
    [InlineData(8, 3, "vcpu.sockets")]
    [InlineData(8, 0, "vcpu.sockets")]
    [InlineData(8, 16, "vcpu.sockets")]
    public void Cores_of_each_socket_divide_the_vCPUs(int count, int cores, string? code) => Assert.Equal(code, Code(VirtualMachineLimits.CheckVirtualCpus(count, cores)));

    /// <summary>"successful testing conducted on Linux VMs equipped with 128 vCPUs".</summary>
    [Theory]
    [InlineData(128, null)]
    [InlineData(129, "vcpu.untested")]
    public void More_than_128_vCPUs_come_with_an_advice(int count, string? code) => Assert.Equal(code, VirtualCpuAdvice.Of(count)?.Code);

    /// <summary>"1.5 TiB with memory snapshot support", "8 TiB without memory snapshot support", "16 TiB (theoretical maximum, …)".</summary>
    [Theory]
    [InlineData(1536, 0, null, null)]
    [InlineData(1536, 1, null, "memory.no-snapshot")]
    [InlineData(8192, 0, null, "memory.no-snapshot")]
    [InlineData(8192, 1, "memory.too-large", "memory.theoretical")]
    [InlineData(16384, 0, "memory.too-large", "memory.theoretical")]
    public void Memory_has_its_bands_at_1_5_and_8_TiB(long gib, long extraBytes, string? refused, string? advised)
    {
        var memory = ByteSize.FromGiB(gib) + new ByteSize(extraBytes);

        Assert.Equal(refused, Code(VirtualMachineLimits.CheckMemory(memory)));
        Assert.Equal(advised, MemoryAdvice.Of(memory)?.Code);
    }

    [Theory]
    [InlineData(-1, "memory.too-small")]
    [InlineData(0, null)]
    public void Machine_has_at_least_64_MiB_of_memory(long extraBytes, string? code) =>
        Assert.Equal(code, Code(VirtualMachineLimits.CheckMemory(ByteSize.FromMiB(64) + new ByteSize(extraBytes))));

    /// <summary>"1.5 TiB with memory snapshot support".</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "snapshot.memory-too-large")]
    public void Snapshot_includes_memory_up_to_1_5_TiB(long extraBytes, string? code) =>
        Assert.Equal(code, Code(VirtualMachineLimits.CheckMemorySnapshot(ByteSize.FromGiB(1536) + new ByteSize(extraBytes))));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "memory.no-host")]
    public void Machine_larger_than_the_largest_host_is_refused(long extraBytes, string? code) =>
        Assert.Equal(code, Code(VirtualMachineLimits.CheckFits(ByteSize.FromGiB(376) + new ByteSize(extraBytes), ByteSize.FromGiB(376))));

    [Theory]
    [InlineData("web-01_a.b c", null)]
    [InlineData("", "name.required")]
    [InlineData("   ", "name.required")]
    [InlineData("é", "name.characters")]
    [InlineData("a/b", "name.characters")]
    [InlineData("a\n", "name.characters")]
    [InlineData("🙂", "name.characters")]
    public void Name_has_letters_digits_dash_underscore_dot_and_space(string name, string? code) => Assert.Equal(code, Code(MachineName.Check(name)));

    [Theory]
    [InlineData(255, null)]
    [InlineData(256, "name.too-long")]
    public void Name_has_at_most_255_characters(int length, string? code) => Assert.Equal(code, Code(MachineName.Check(new string('a', length))));

    [Theory]
    [InlineData("web-01.xva", null)]
    [InlineData("WEB_01.XVA", null)]
    [InlineData("web 01.xva", "xva.name")]
    [InlineData(".xva", "xva.name")]
    [InlineData("web.ova", "xva.name")]
    [InlineData("../web.xva", "xva.name")]
    [InlineData("web.xva\n", "xva.name")]
    public void Import_file_has_a_plain_name_that_ends_in_xva(string name, string? code) => Assert.Equal(code, Code(XvaFileName.Check(name)));

    [Theory]
    [InlineData(Firmware.Uefi, true, null)]
    [InlineData(Firmware.Bios, false, null)]
    [InlineData(Firmware.Bios, true, "boot.secure-needs-uefi")]
    public void Secure_boot_goes_with_UEFI_only(Firmware firmware, bool secure, string? code) => Assert.Equal(code, Code(VirtualMachineLimits.CheckSecureBoot(firmware, secure)));

    [Theory]
    [InlineData(-1, "ha.order")]
    [InlineData(0, null)]
    [InlineData(9999, null)]
    [InlineData(10000, "ha.order")]
    public void Start_order_is_0_to_9999(int order, string? code) => Assert.Equal(code, Code(VirtualMachineLimits.CheckStartOrder(order)));

    [Theory]
    [InlineData("#cloud-config", "", 1, null)]
    [InlineData("#cloud-config", "version: 2", 1, null)]
    [InlineData("", "version: 2", 1, "cloud-init.network-alone")]
    [InlineData("", "", 1, "cloud-init.needs-config")]
    [InlineData("#cloud-config", "", 0, "cloud-init.needs-disk")]
    public void Cloud_init_needs_a_cloud_config_and_a_disk(string cloud, string network, int disks, string? code) => Assert.Equal(code, Code(new CloudInit(cloud, network).Check(disks)));

    [Fact]
    public void Refusal_names_the_limit_and_the_value() =>
        Assert.Equal("A machine has at most 8 TiB of memory; 9 TiB was asked for.", Assert.Single(VirtualMachineLimits.CheckMemory(ByteSize.FromTiB(9)).Problems).Message);

    static string? Code(Result result) => result.Ok ? null : Assert.Single(result.Problems).Code;
}
