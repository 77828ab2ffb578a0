using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Terraform;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Terraform;

/// <summary>What the official provider is told, to the letter.</summary>
public sealed class TerraformTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
    static readonly Id<Tenant> Tenant = new(Number(1));

    [Fact]
    public void Halted_machine_is_written_with_everything_the_provider_takes_of_it()
    {
        var machine = Machine("erp-db-01");
        machine.SetTags(["erp", "prod ${x}", "tier=db=1"]);
        var text = new TerraformMachine(machine, null, null, [new(Number(8), "backup-1d-r7")], new(Number(9), "erp-15min"), [], []).Write().Blocks.Single().Alone;
        Assert.Equal(
            """
            resource "cloudtemple_compute_iaas_opensource_virtual_machine" "erp_db_01" {
              name        = "erp-db-01"
              power_state = "off"
              template_id = "00000000-0000-0000-0000-000000000000"

              cpu                  = 4
              num_cores_per_socket = 2
              memory               = 8589934592 # 8 GiB

              boot_firmware = "uefi"
              secure_boot   = false
              boot_order    = ["Hard-Drive", "DVD-Drive", "Network"]

              auto_power_on         = false
              high_availability     = "disabled"
              replication_policy_id = "00000000-0000-0000-0000-000000000009" # erp-15min

              backup_sla_policies = [
                "00000000-0000-0000-0000-000000000008", # backup-1d-r7
              ]

              tags = {
                "erp"        = ""
                "prod $${x}" = ""
                "tier"       = "db=1"
              }

              lifecycle {
                # An import does not read these, or others change them: without this line an apply would
                # replace the machine, move it back to its former host or eject its ISO.
                ignore_changes = [template_id]
              }
            }

            import {
              to = cloudtemple_compute_iaas_opensource_virtual_machine.erp_db_01
              id = "00000000-0000-0000-0000-000000000002"
            }

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Running_machine_names_its_host_and_its_iso_and_holds_on_to_neither()
    {
        var machine = Machine("web");
        machine.ObserveRunning(new Id<Host>(Number(20)));
        machine.Mount(new Id<DiskImage>(Number(21)));
        var text = new TerraformMachine(machine, "blade-1", "debian-12.iso", [], null, [], []).Write().Blocks.Single().Alone;
        Assert.Contains("  power_state = \"on\"\n", text, StringComparison.Ordinal);
        Assert.Contains($"  host_id     = \"{Number(20)}\" # blade-1\n", text, StringComparison.Ordinal);
        Assert.Contains($"  mount_iso     = \"{Number(21)}\" # debian-12.iso\n", text, StringComparison.Ordinal);
        Assert.Contains("ignore_changes = [template_id, host_id, mount_iso]\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("backup_sla_policies", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Disks_and_adapters_name_their_machine_by_identity_alone_and_by_address_together()
    {
        var machine = Machine("erp-db-01");
        var disk = new VirtualDisk(new Id<VirtualDisk>(Number(4)), Tenant, machine.Id, new Id<StorageRepository>(Number(5)), "system", ByteSize.FromGiB(20), 0);
        var data = new VirtualDisk(new Id<VirtualDisk>(Number(6)), Tenant, machine.Id, new Id<StorageRepository>(Number(5)), "System", ByteSize.FromMiB(1), 1);
        data.Mount(readOnly: true, bootable: false);
        var adapter = new NetworkAdapter(new Id<NetworkAdapter>(Number(7)), Tenant, machine.Id, new Id<VirtualNetwork>(Number(3)), 0, "02:00:00:00:00:01", "");
        var written = new TerraformMachine(machine, null, null, [], null, [new(disk, "sr-01"), new(data, "sr\n01")], [new(adapter, "prod-20")]).Write();

        Assert.Equal(
            """
            resource "cloudtemple_compute_iaas_opensource_virtual_disk" "erp_db_01_system" {
              name      = "system"
              size      = 21474836480 # 20 GiB
              mode      = "RW"
              bootable  = true
              connected = true

              storage_repository_id = "00000000-0000-0000-0000-000000000005" # sr-01
              virtual_machine_id    = "00000000-0000-0000-0000-000000000002"

              lifecycle {
                # An import does not read whether a disk is connected: without this line the first apply would
                # connect it once more. Remove it after that apply.
                ignore_changes = [connected]
              }
            }

            import {
              to = cloudtemple_compute_iaas_opensource_virtual_disk.erp_db_01_system
              id = "00000000-0000-0000-0000-000000000004"
            }

            """.ReplaceLineEndings("\n"), written.Blocks[1].Alone);
        Assert.Contains("  mode      = \"RO\"\n", written.Blocks[2].Alone, StringComparison.Ordinal);
        Assert.EndsWith(".erp_db_01_system_2", written.Blocks[2].Address, StringComparison.Ordinal);
        Assert.Equal(
            """
            resource "cloudtemple_compute_iaas_opensource_network_adapter" "erp_db_01_eth0" {
              network_id         = "00000000-0000-0000-0000-000000000003" # prod-20
              virtual_machine_id = cloudtemple_compute_iaas_opensource_virtual_machine.erp_db_01.id

              mac_address     = "02:00:00:00:00:01"
              attached        = true
              tx_checksumming = true
            }

            import {
              to = cloudtemple_compute_iaas_opensource_network_adapter.erp_db_01_eth0
              id = "00000000-0000-0000-0000-000000000007"
            }

            """.ReplaceLineEndings("\n"), written.Blocks[3].Together);
        Assert.StartsWith(
            """
            terraform {
              required_version = ">= 1.5.0"

              required_providers {
                cloudtemple = {
                  source  = "Cloud-Temple/cloudtemple"
                  version = ">= 1.10.0"
                }
              }
            }

            """.ReplaceLineEndings("\n"), written.Together, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, IntervalUnit.Minutes, "minutes")]
    [InlineData(24, IntervalUnit.Hours, "hours")]
    public void Policy_is_written_with_the_unit_it_was_given_in(int count, IntervalUnit unit, string word)
    {
        var policy = new ReplicationPolicy(new Id<ReplicationPolicy>(Number(9)), Tenant, "erp every", "kept to ourselves", new ReplicationInterval(count, unit), 7, new Id<StorageRepository>(Number(5)), Now);
        var written = new TerraformPolicy(policy, "sr-az06").Write();
        Assert.Equal(
            $$"""
            resource "cloudtemple_compute_iaas_opensource_replication_policy" "erp_every" {
              name                  = "erp every"
              storage_repository_id = "00000000-0000-0000-0000-000000000005" # sr-az06

              interval {
                {{word}} = {{count}}
              }
            }

            import {
              to = cloudtemple_compute_iaas_opensource_replication_policy.erp_every
              id = "00000000-0000-0000-0000-000000000009"
            }

            """.ReplaceLineEndings("\n"), written.Blocks.Single().Alone);
        Assert.Equal([TerraformGap.PointsKept], written.Unsaid);
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_not_in_the_text()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);
        var queries = cloud.Get<TerraformQueries>();
        var all = (await queries.MachineAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Contains(cloud.World.Daily.Id.ToString(), all.Together, StringComparison.Ordinal);
        Assert.Contains("prod-20", all.Together, StringComparison.Ordinal);

        var few = (await queries.MachineAsync(machine.Id, cloud.World.With(Permission.ComputeRead), default)).Value;
        Assert.DoesNotContain(cloud.World.Daily.Id.ToString(), few.Together, StringComparison.Ordinal);
        Assert.DoesNotContain("prod-20", few.Together, StringComparison.Ordinal);
        Assert.Contains("ignore_changes = [template_id, host_id, backup_sla_policies]", few.Together, StringComparison.Ordinal);
        Assert.Equal("permission.missing", Assert.Single((await queries.MachineAsync(machine.Id, cloud.World.With(), default)).Problems).Code);
    }

    internal static Guid Number(int number) => new($"00000000-0000-0000-0000-{number:d12}");

    static VirtualMachine Machine(string name)
    {
        var machine = new VirtualMachine(new Id<VirtualMachine>(Number(2)), Tenant, new Id<Pool>(Number(10)), name, "Debian 12", 4, 2, ByteSize.FromGiB(8), Firmware.Uefi, Now);
        machine.ObserveHalted();
        return machine;
    }
}
