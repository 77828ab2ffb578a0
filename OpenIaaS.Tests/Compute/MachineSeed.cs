using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Puts machines straight into the tables, as if they had been taken over from a platform: any name, any state.</summary>
static class MachineSeed
{
    public static async Task<VirtualMachine> AddMachineAsync(
        this Cloud cloud, string name = "erp-db-01", Host? runsOn = null, Pool? pool = null, BackupPolicy? policy = null, Tenant? tenant = null, Action<VirtualMachine>? shape = null,
        string address = "")
    {
        var ids = cloud.Get<IdSource>();
        var owner = tenant?.Id ?? cloud.World.Tenant.Id;
        var machine = new VirtualMachine(
            ids.Next<VirtualMachine>(), owner, (pool ?? cloud.World.PoolA).Id, name, "Debian 12", 2, 1, ByteSize.FromGiB(4), Firmware.Uefi, cloud.Clock.GetUtcNow());
        machine.ObserveHalted();
        if (runsOn is not null)
        {
            machine.ObserveRunning(runsOn.Id);
            machine.Observe(new GuestTools(true, true, "8.4.0"));
        }

        shape?.Invoke(machine);
        await using var database = cloud.Database();
        database.Add(machine);
        var disk = ids.Next<VirtualDisk>();
        var storage = database.StorageRepositories.Single(row => row.Id == cloud.World.StorageA.Id);
        Assert.True(storage.Reserve(ByteSize.FromGiB(20)).Ok);
        database.Add(new VirtualDisk(disk, owner, machine.Id, storage.Id, "system", ByteSize.FromGiB(20), 0));
        database.Add(new NetworkAdapter(ids.Next<NetworkAdapter>(), owner, machine.Id, cloud.World.NetworkA.Id, 0, MacAddress.From(machine.Id.Value), address));
        if (policy is not null) database.Add(new BackupAssignment(owner, machine.Id, policy.Id));
        await database.SaveChangesAsync();
        var size = ByteSize.FromGiB(20);
        await cloud.Get<Fleet>().ImportAsync(
            new FleetPlan([], [], [], [new FleetPlan.Machine(machine.Id, machine.PoolId, name, 2, machine.Memory, [new FleetPlan.Disk(disk, storage.Id, size)], true, runsOn?.Id)]), default);
        return machine;
    }

    public static async Task<VirtualMachine> MachineAsync(this Cloud cloud, Id<VirtualMachine> id)
    {
        await using var database = cloud.Database();
        return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(database.VirtualMachines, row => row.Id == id);
    }

    /// <summary>Puts an ISO into its drive as it is observed there, of storage of its pool that all hosts reach or one alone.</summary>
    public static async Task<DiskImage> MountAsync(this Cloud cloud, VirtualMachine machine, bool localStorage)
    {
        var ids = cloud.Get<IdSource>();
        var storage = new StorageRepository(
            ids.Next<StorageRepository>(), machine.TenantId, machine.PoolId, localStorage ? "local-blade-1" : "iso-library", "MASS STORAGE - Archival", ByteSize.FromTiB(1), !localStorage, "");
        var image = new DiskImage(ids.Next<DiskImage>(), machine.TenantId, storage.Id, "debian-12.iso", "", ByteSize.FromMiB(600));
        await using var database = cloud.Database();
        database.AddRange(storage, image);
        database.Attach(machine).Property(row => row.MountedImageId).CurrentValue = image.Id;
        await database.SaveChangesAsync();
        return image;
    }
}
