using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Compute;

public class NewMachineTests
{
    static readonly Id<Pool> Pool = new(Number(1));
    static readonly Id<StorageRepository> Storage = new(Number(2));
    static readonly Id<VirtualNetwork> Network = new(Number(3));
    static readonly Id<BackupPolicy> Policy = new(Number(4));
    static readonly Template Debian = Of(new TemplateDisk("system", ByteSize.FromGiB(20), Storage));
    static readonly Template Bare = Of();
    static readonly NewMachineFacts Facts = new(
        Debian, [new StorageRoom(Storage, "sr-01", ByteSize.FromGiB(100), true)], [Network], ByteSize.FromGiB(376), ["02:00:00:00:00:01"], ["db-01"], [Policy]);

    static readonly NewMachine Good = NewMachine.From(Debian) with { Name = "web-01", BackupPolicies = [Policy], StartAfterCreation = true };

    [Fact]
    public void Machine_as_the_template_offers_it_needs_only_a_name()
    {
        Assert.Equal(["name.required"], Codes(NewMachine.From(Debian)));
        Assert.True(Good.Check(Facts).Ok);
    }

    [Fact]
    public void Every_problem_is_told_at_once_each_with_its_input()
    {
        var bad = Good with
        {
            Name = "a/b",
            VirtualCpus = 255,
            Memory = ByteSize.FromTiB(1),
            Disks = [.. Good.Disks, new NewDisk("SYSTEM", ByteSize.FromTiB(3), null)],
            Adapters = [new NewAdapter(null, "02:00:00:00:00:01")],
            BackupPolicies = [],
        };

        Assert.Equal(
            ["Name", "VirtualCpus", "Memory", "Disks[1].Name", "Disks[1].Capacity", "Disks[1].Storage", "Adapters[0].Network", "Adapters[0].MacAddress", "StartAfterCreation"],
            bad.Check(Facts).Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData(80, null)]
    [InlineData(81, "The block storage sr-01 has 100 GiB free; 101 GiB was asked for.")]
    public void Disks_on_one_storage_are_summed(long gib, string? sentence)
    {
        var machine = Good with { Disks = [.. Good.Disks, new NewDisk("data", ByteSize.FromGiB(gib), Storage)] };

        Assert.Equal(sentence, machine.Check(Facts).Problems.SingleOrDefault()?.Message);
    }

    [Fact]
    public void Disk_of_the_template_is_not_removed() => Assert.Contains("new-machine.template-disk", Codes(Good with { Disks = [] }));

    [Fact]
    public void Disk_of_the_template_keeps_its_size() =>
        Assert.Equal(["new-machine.template-disk-size"], Codes(Good with { Disks = [Good.Disks[0] with { Capacity = ByteSize.FromGiB(30) }] }));

    /// <summary>"the maximum number of virtual disks per virtual machine, including CD-ROM drives, is 24".</summary>
    [Theory]
    [InlineData(23, false, null)]
    [InlineData(24, false, "disk.too-many-devices")]
    [InlineData(22, true, null)]
    [InlineData(23, true, "disk.too-many-devices")]
    public void Disks_DVD_drive_and_cloud_init_drive_are_24_at_the_most(int disks, bool cloudInit, string? code)
    {
        var machine = Good with
        {
            Disks = [.. Good.Disks, .. Enumerable.Range(1, disks - 1).Select(each => new NewDisk($"disk-{each}", ByteSize.FromGiB(1), Storage))],
            CloudInit = cloudInit ? new CloudInit("#cloud-config", "") : null,
        };

        Assert.Equal(code, machine.Check(Facts).Problems.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData(7, null)]
    [InlineData(8, "adapter.too-many")]
    public void Adapters_are_7_at_the_most(int adapters, string? code) =>
        Assert.Equal(code, (Good with { Adapters = [.. Enumerable.Repeat(new NewAdapter(Network, null), adapters)] }).Check(Facts).Problems.SingleOrDefault()?.Code);

    [Theory]
    [InlineData("02-00-00-00-00-02", "02:00:00:00:00:03", null)]
    [InlineData("02-00-00-00-00-02", "02:00:00:00:00:02", "mac.duplicate")]
    [InlineData("", "02-00-00-00-00-01", "mac.duplicate")]
    [InlineData("", "", null)]
    public void MAC_address_is_used_once(string first, string second, string? code) =>
        Assert.Equal(code, (Good with { Adapters = [new NewAdapter(Network, first), new NewAdapter(Network, second)] }).Check(Facts).Problems.SingleOrDefault()?.Code);

    [Fact]
    public void Machine_is_started_after_creation_only_with_a_backup_policy()
    {
        Assert.Equal(["new-machine.start-needs-policy"], Codes(Good with { BackupPolicies = [] }));
        Assert.Empty(Codes(Good with { BackupPolicies = [], StartAfterCreation = false }));
    }

    [Fact]
    public void Backup_policy_is_of_the_machines_zone() => Assert.Equal(["backup.other-zone"], Codes(Good with { BackupPolicies = [Policy, new Id<BackupPolicy>(Number(9))] }));

    [Fact]
    public void Template_lies_in_the_pool() => Assert.Equal(["new-machine.template-pool"], Codes(Good with { Pool = new Id<Pool>(Number(9)) }));

    [Fact]
    public void Name_in_use_is_refused_without_regard_to_case() => Assert.Equal(["name.taken"], Codes(Good with { Name = "DB-01" }));

    [Fact]
    public void Storage_that_is_disconnected_takes_no_disk() =>
        Assert.Equal(["storage.disconnected"], Good.Check(Facts with { Storages = [Facts.Storages[0] with { IsConnected = false }] }).Problems.Select(problem => problem.Code));

    /// <summary>"When the number of virtual disks is shown as 0, this indicates a configuration template without a preinstalled operating system".</summary>
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void Configuration_template_needs_a_disk_of_its_own_unless_disks_follow(bool mayFollow, bool start, bool refused)
    {
        var machine = NewMachine.From(Bare) with { Name = "web-01", BackupPolicies = [Policy], StartAfterCreation = start };

        Assert.Equal(refused ? ["new-machine.needs-disk"] : [], machine.Check(Facts with { Template = Bare, DisksMayFollow = mayFollow }).Problems.Select(problem => problem.Code));
    }

    static IEnumerable<string> Codes(NewMachine machine) => machine.Check(Facts).Problems.Select(problem => problem.Code);

    static Template Of(params TemplateDisk[] disks) => new(
        new Id<Template>(Number(5)), new Id<Tenant>(Number(6)), Pool, "Debian 13", "", "Debian 13", 2, ByteSize.FromGiB(4), Firmware.Uefi, disks, [new TemplateAdapter("eth0", Network)]);

    static Guid Number(int number) => new(number, 0, 0, new byte[8]);
}
