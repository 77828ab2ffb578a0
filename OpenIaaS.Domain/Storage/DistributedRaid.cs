using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>
/// Distributed RAID 6 over the NVMe drives of a FlashSystem: the space of two drives holds parity, that of one is spare and spread over all of
/// them. Source of the figures: IBM Storage FlashSystem, distributed RAID 6 (6 to 24 NVMe drives, one to four rebuild areas, one here).
/// </summary>
public static class DistributedRaid
{
    /// <summary>How many drives may be missing at once; with one more the volumes are offline.</summary>
    public const int Parity = 2;

    /// <summary>For how many failed drives the spare space has room until they are replaced.</summary>
    public const int Spares = 1;

    /// <summary>The fewest drives of an array.</summary>
    public const int FewestDrives = 6;

    /// <summary>The most drives of an array: the slots of one enclosure.</summary>
    public const int MostDrives = 24;

    /// <summary>The sizes of drive there are, smallest first: 4.8, 9.6, 19.2 and 38.4 TB in the decimal units they are sold by.</summary>
    public static IReadOnlyList<ByteSize> DriveSizes { get; } = [new(4_800_000_000_000), new(9_600_000_000_000), new(19_200_000_000_000), new(38_400_000_000_000)];

    /// <summary>The drives an array needs for its volumes: the smallest size of which one enclosure holds enough.</summary>
    /// <param name="volumes">The capacity of all its volumes; without compression or deduplication it is needed one to one.</param>
    public static (int Count, ByteSize Size) DrivesFor(ByteSize volumes)
    {
        foreach (var size in DriveSizes)
        {
            var count = (int)Math.Min(int.MaxValue, ((volumes.Bytes + size.Bytes - 1) / size.Bytes) + Parity + Spares);
            if (count <= MostDrives) return (Math.Max(FewestDrives, count), size);
        }

        // More than one enclosure holds: what is drawn is the largest there is.
        return (MostDrives, DriveSizes[^1]);
    }

    /// <summary>Whether an array serves its volumes with so many drives missing.</summary>
    public static bool Survives(int missing) => missing <= Parity;
}
