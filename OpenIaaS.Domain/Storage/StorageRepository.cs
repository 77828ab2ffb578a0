using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Storage;

/// <summary>
/// Block storage attached to a pool, backed by a FlashSystem volume: NVMe in Distributed RAID 6, encrypted at rest with XTS-AES 256,
/// capacity one to one without compression or deduplication (Concepts, Block Storage Classes).
/// </summary>
public sealed class StorageRepository : IOwned, IVersioned
{
    /// <summary>From this share of its capacity on it raises a warning (Console specification 2.17).</summary>
    public const double WarningShare = 0.90;

    StorageRepository() => (Name, ClassName, Array) = ("", "", "");

    /// <summary>Delivers block storage.</summary>
    public StorageRepository(
        Id<StorageRepository> id, Id<Tenant> tenantId, Id<Pool> poolId, string name, string className, ByteSize capacity, bool isShared, string array)
    {
        (Id, TenantId, PoolId, Name, ClassName, Capacity, IsShared, Array) = (id, tenantId, poolId, name, className, capacity, isShared, array);
        IsConnected = true;
    }

    /// <summary>Its identity.</summary>
    public Id<StorageRepository> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool it is attached to.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>The name of its <see cref="StorageClass"/>.</summary>
    public string ClassName { get; private set; }

    /// <summary>The size of its volume.</summary>
    public ByteSize Capacity { get; private set; }

    /// <summary>What is taken: disks, replicas and recovery points. Never more than the capacity.</summary>
    public ByteSize Used { get; private set; }

    /// <summary>Whether every host of the pool reaches it; only shared storage can carry the heartbeat.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Whether it is reachable, as last observed.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The array that holds its volume: <c>fs-az05-01</c>.</summary>
    public string Array { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>What is left.</summary>
    public ByteSize Free => Capacity - Used;

    /// <summary>The class with its figures.</summary>
    public StorageClass Class => StorageClass.Named(ClassName);

    /// <summary>
    /// Its type by the names of XAPI, as the API's clients know them (API contract 7): volumes of the arrays come over Fibre Channel (<c>lvmohba</c>); what
    /// only one host reaches is its own disk (<c>lvm</c>), or a library of ISOs (<c>iso</c>) where that is archival storage.
    /// </summary>
    public string XapiType() => IsShared ? "lvmohba" : Class.IopsPerTerabyte is null ? "iso" : "lvm";

    /// <summary>Takes space.</summary>
    /// <param name="size">How much.</param>
    /// <returns><c>storage.full</c> when less than that is free, <c>storage.disconnected</c> when it cannot be reached.</returns>
    public Result Reserve(ByteSize size)
    {
        if (!IsConnected) return Problem.Conflict("storage.disconnected", $"The block storage {Name} is disconnected.");
        if (size > Free) return Full(Name, Free, size);
        Used += size;
        return Result.Success;
    }

    /// <summary>What is said when less is free than is asked for: <c>storage.full</c>.</summary>
    public static Problem Full(string name, ByteSize free, ByteSize asked) => Problem.Conflict("storage.full", $"The block storage {name} has {free} free; {asked} was asked for.");

    /// <summary>Gives space back; never below nothing.</summary>
    public void Release(ByteSize size) => Used = size > Used ? ByteSize.Zero : Used - size;

    /// <summary>Notes whether it is reachable.</summary>
    public void Observe(bool connected) => IsConnected = connected;
}
