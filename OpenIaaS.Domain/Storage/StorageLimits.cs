using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>The limits of a block storage (Console specification 3.1).</summary>
public static class StorageLimits
{
    /// <summary>The smallest block storage that is delivered: 500 GiB.</summary>
    public static readonly ByteSize Smallest = ByteSize.FromGiB(500);

    /// <summary>Whether a block storage may have this size.</summary>
    /// <returns><c>storage.too-small</c>.</returns>
    public static Result CheckSize(ByteSize capacity) => capacity >= Smallest
        ? Result.Success
        : Problem.Invalid("storage.too-small", $"A block storage has at least {Smallest}; {capacity} was asked for.", "Capacity");

    /// <summary>The warning of a block storage that is nearly full: from 90 percent on.</summary>
    /// <returns><c>storage.nearly-full</c>, or null.</returns>
    public static Notice? Advice(string name, ByteSize capacity, ByteSize used)
    {
        if (capacity <= ByteSize.Zero || used.Bytes < capacity.Bytes * (decimal)StorageRepository.WarningShare) return null;
        var percent = (int)(used.Bytes * 100m / capacity.Bytes);
        return Notice.Of("storage.nearly-full", $"The block storage {name} is {percent} % full; {capacity - used} is free.");
    }
}
