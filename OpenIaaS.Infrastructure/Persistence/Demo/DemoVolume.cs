using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>A block storage while things are being laid on it; how large it is shows when all is there.</summary>
sealed class DemoVolume(Id<StorageRepository> id, Pool pool, string name, string className, bool shared, string array, double fill)
{
    /// <summary>When a new one is begun.</summary>
    static readonly ByteSize Most = ByteSize.FromTiB(32);

    public Id<StorageRepository> Id => id;

    public string ClassName => className;

    /// <summary>What the disks of machines take.</summary>
    public ByteSize Disks { get; private set; }

    /// <summary>What templates, images and replicas take.</summary>
    public ByteSize Other { get; private set; }

    public bool HasRoomFor(ByteSize size) => Disks + Other + size <= Most;

    public void PutDisk(ByteSize size) => Disks += size;

    public void Put(ByteSize size) => Other += size;

    /// <summary>As the console has it, and as the hardware has it.</summary>
    public (StorageRepository Storage, FleetPlan.Volume Volume) Provision()
    {
        var used = Disks + Other;
        var capacity = new ByteSize(Math.Max(StorageLimits.Smallest.Bytes, WholeGibibytes((long)(used.Bytes / fill))));
        var storage = new StorageRepository(id, pool.TenantId, pool.Id, name, className, capacity, shared, array);
        _ = storage.Reserve(used);
        return (storage, new FleetPlan.Volume(id, pool.ZoneId, name, className, shared ? array : "", capacity, Other));
    }

    static long WholeGibibytes(long bytes) => ByteSize.FromGiB((bytes + ByteSize.FromGiB(1).Bytes - 1) / ByteSize.FromGiB(1).Bytes).Bytes;
}
