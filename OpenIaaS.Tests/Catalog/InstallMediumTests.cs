using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Tests.Catalog;

/// <summary>Labels as the makers of these systems write them, and names of files as they are downloaded.</summary>
public sealed class InstallMediumTests
{
    [Theory]
    [InlineData("Debian 12.8.0 amd64 n", "Debian 12")]
    [InlineData("DEBIAN_12", "Debian 12")]
    [InlineData("Ubuntu-Server 24.04.1 LTS amd64", "Ubuntu 24.04")]
    [InlineData("AlmaLinux-9-5-x86_64-Minimal", "AlmaLinux 9")]
    [InlineData("Rocky-9-5-x86_64-dvd", "Rocky Linux 9")]
    [InlineData("CentOS-Stream-9-BaseOS-x86_64", "CentOS Stream 9")]
    [InlineData("CentOS 7 x86_64", "CentOS 7")]
    [InlineData("RHEL-9-5-0-BaseOS-x86_64", "Red Hat Enterprise Linux 9")]
    [InlineData("OL-9-5-0-BaseOS-x86_64", "Oracle Linux 9")]
    [InlineData("Fedora-S-dvd-x86_64-41", "Fedora 41")]
    [InlineData("openSUSE-Leap-15.6-DVD-x86_64", "openSUSE Leap 15.6")]
    [InlineData("SLE-15-SP6-Full-x86_64", "SUSE Linux Enterprise Server 15")]
    [InlineData("alpine-std 3.20.3 x86_64", "Alpine Linux 3.20")]
    [InlineData("ARCH_202411", "Arch Linux")]
    [InlineData("14_1_RELEASE_AMD64_DVD", "FreeBSD 14.1")]
    [InlineData("OPNSENSE_24_7", "OPNsense 24.7")]
    [InlineData("SSS_X64FREE_EN-US_DV9", "Windows Server")]
    [InlineData("CCCOMA_X64FRE_EN-US_DV9", "Windows")]
    [InlineData("virtio-win-0.1.262", "Other install media")]
    public void Label_of_the_volume_tells_the_system(string label, string system) => Assert.Equal(system, InstallMedium.SystemOf(label, "own.iso"));

    [Theory]
    [InlineData("debian-12.8-netinst-amd64.iso", "Debian 12")]
    [InlineData("ubuntu-24.04-live-server-amd64.iso", "Ubuntu 24.04")]
    [InlineData("Rocky-9.5-x86_64-minimal.iso", "Rocky Linux 9")]
    [InlineData("oracle-linux-R9-U5-x86_64-dvd.iso", "Oracle Linux 9")]
    [InlineData("FreeBSD-14.1-RELEASE-amd64-disc1.iso", "FreeBSD 14.1")]
    [InlineData("alpine.iso", "Alpine Linux")]
    [InlineData("windows_server_2022_x64_dvd.iso", "Windows Server 2022")]
    [InlineData("SW_DVD9_Win_Server_STD_CORE_2025_64Bit_English.iso", "Windows Server 2025")]
    [InlineData("Win11_24H2_French_x64.iso", "Windows 11")]
    [InlineData("guest-tools-9.4.iso", "Other install media")]
    public void Name_of_the_file_tells_it_where_the_label_does_not(string name, string system) => Assert.Equal(system, InstallMedium.SystemOf("CDROM", name));

    [Fact]
    public void Label_goes_before_the_name() => Assert.Equal("Debian 12", InstallMedium.SystemOf("Debian 12.8.0 amd64 n", "ubuntu-24.04.iso"));

    [Theory]
    [InlineData("", "rescue.iso")]
    [InlineData("DATA", "leapfrog-2024.iso")]
    [InlineData("BACKUP_2022", "winter-photos.iso")]
    public void What_matches_nothing_is_unknown(string label, string name) => Assert.Equal("", InstallMedium.SystemOf(label, name));
}
