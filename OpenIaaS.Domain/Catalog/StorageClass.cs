using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// One of the six classes of block storage. Source of every figure: Concepts, Block Storage Classes.
/// The class is a performance figure, not a quota: reads and writes are not limited in number.
/// </summary>
/// <param name="Name">The reference as it is ordered.</param>
/// <param name="IopsPerTerabyte">IOPS for each TB (10^12 bytes) of the volume, shared by every disk on it; null where it does not apply.</param>
/// <param name="Usage">What it is meant for.</param>
public sealed record StorageClass(string Name, int? IopsPerTerabyte, string Usage)
{
    const double Terabyte = 1e12;

    /// <summary>The six classes, slowest flash first, archival last.</summary>
    public static IReadOnlyList<StorageClass> All { get; } =
    [
        new("FLASH - Essential", 500, "Light workloads"),
        new("FLASH - Standard", 1500, "Standard workloads"),
        new("FLASH - Premium", 3000, "Intensive workloads"),
        new("FLASH - Enterprise", 7500, "Critical workloads"),
        new("FLASH - Ultra", 15000, "Ultra-intensive workloads"),
        new("MASS STORAGE - Archival", null, "Cost-effective storage for archival"),
    ];

    /// <summary>The class with this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static StorageClass Named(string name) =>
        All.FirstOrDefault(known => known.Name == name) ?? throw new ArgumentException($"There is no storage class {name}.", nameof(name));

    /// <summary>The IOPS of a volume of this class: class times size, shared by every disk on it; null for archival.</summary>
    public int? IopsOf(ByteSize capacity) => IopsPerTerabyte is { } each ? (int)Math.Floor(each * (capacity.Bytes / Terabyte)) : null;
}
