using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Api;

/// <summary>What a test of the API finds in the tables: a machine of the tenant, and one of everything of another tenant, which nobody here may see.</summary>
static class InventorySeed
{
    /// <summary>A machine with one disk of 20 GiB and one adapter in pool A, running on a host or powered off.</summary>
    public static async Task<(VirtualMachine Machine, VirtualDisk Disk, NetworkAdapter Adapter)> AddMachineAsync(this ApiCloud cloud, string name, Host? runsOn = null, params BackupPolicy[] policies)
    {
        var (world, ids, size) = (cloud.World, cloud.Get<IdSource>(), ByteSize.FromGiB(20));
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), world.Tenant.Id, world.PoolA.Id, name, "Debian 12", 2, 1, ByteSize.FromGiB(4), Firmware.Uefi, cloud.Clock.GetUtcNow());
        machine.ObserveHalted();
        if (runsOn is not null) machine.ObserveRunning(runsOn.Id);
        var disk = new VirtualDisk(ids.Next<VirtualDisk>(), world.Tenant.Id, machine.Id, world.StorageA.Id, "system", size, 0);
        var adapter = new NetworkAdapter(ids.Next<NetworkAdapter>(), world.Tenant.Id, machine.Id, world.NetworkA.Id, 0, MacAddress.From(machine.Id.Value), "");
        await using var database = cloud.Host.Database();
        Assert.True((await database.StorageRepositories.SingleAsync(row => row.Id == world.StorageA.Id)).Reserve(size).Ok);
        database.AddRange(machine, disk, adapter);
        database.AddRange(policies.Select(policy => new BackupAssignment(world.Tenant.Id, machine.Id, policy.Id)));
        await database.SaveChangesAsync();
        await cloud.Get<Fleet>().ImportAsync(
            new FleetPlan([], [], [], [new FleetPlan.Machine(machine.Id, machine.PoolId, name, 2, machine.Memory, [new FleetPlan.Disk(disk.Id, world.StorageA.Id, size)], true, runsOn?.Id)]), default);
        return (machine, disk, adapter);
    }

    /// <summary>The identities of one of everything that another tenant has, by the last word of its address.</summary>
    public static async Task<Dictionary<string, string>> AddStrangerAsync(this ApiCloud cloud)
    {
        var (world, ids, tenant, now) = (cloud.World, cloud.Get<IdSource>(), cloud.World.Stranger.TenantId, cloud.Clock.GetUtcNow());
        var pool = new Pool(ids.Next<Pool>(), tenant, world.ZoneA.Id, "clu009-az05", "STANDARD");
        var host = new Host(ids.Next<Host>(), tenant, pool.Id, "clu009-blade-1", "STANDARD", "clu009-ch1", 1, true);
        var storage = new StorageRepository(ids.Next<StorageRepository>(), tenant, pool.Id, "sr-fleuve-01", "FLASH - Standard", ByteSize.FromTiB(4), true, "fs-fleuve-01");
        var network = new VirtualNetwork(ids.Next<VirtualNetwork>(), tenant, pool.Id, "fleuve-30", NetworkKind.Vlan, [30], 1500);
        var template = new Template(ids.Next<Template>(), tenant, pool.Id, "fleuve-base", "", "Debian 12", 1, ByteSize.FromGiB(1), Firmware.Uefi, [], []);
        var policy = new BackupPolicy(ids.Next<BackupPolicy>(), tenant, world.ZoneA.Id, $"fleuve-daily-{ids.Next():N}", "0 20 * * *", new BackupRetention(7, 0, 0));
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), tenant, pool.Id, "fleuve-core-01", "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, now);
        var replication = new ReplicationPolicy(ids.Next<ReplicationPolicy>(), tenant, $"fleuve-hourly-{ids.Next():N}", "", new ReplicationInterval(1, IntervalUnit.Hours), 2, storage.Id, now);
        var backup = new MachineBackup(ids.Next<MachineBackup>(), tenant, machine.Id, policy.Id, now, ByteSize.FromGiB(1));
        await using var database = cloud.Host.Database();
        database.AddRange(pool, host, storage, network, template, policy, machine, replication, backup);
        await database.SaveChangesAsync();
        return new()
        {
            ["pools"] = $"{pool.Id}", ["hosts"] = $"{host.Id}", ["storage_repositories"] = $"{storage.Id}", ["networks"] = $"{network.Id}", ["templates"] = $"{template.Id}",
            ["policies"] = $"{policy.Id}", ["virtual_machines"] = $"{machine.Id}", ["configurations"] = $"{replication.Id}", ["backups"] = $"{backup.Id}",
        };
    }

    /// <summary>The names in a list, in its order.</summary>
    public static string[] Names(this System.Text.Json.Nodes.JsonArray list) => [.. list.Select(item => (string)item!["name"]!)];
}
