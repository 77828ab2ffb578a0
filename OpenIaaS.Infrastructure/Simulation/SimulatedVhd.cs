using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A VHD that a snapshot put into the chain of a disk, until it is merged.</summary>
sealed class SimulatedVhd : IVersioned
{
    public required Id<Snapshot> SnapshotId { get; init; }

    public required Id<VirtualDisk> DiskId { get; init; }

    public required Id<VirtualMachine> MachineId { get; init; }

    public required Id<StorageRepository> VolumeId { get; init; }

    /// <summary>What it takes: thick, the whole size of the disk, and for the first disk the memory where that is kept.</summary>
    public required ByteSize Size { get; init; }

    /// <summary>The part of what its machine writes that goes to this disk, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>The moment its snapshot shows.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When its snapshot was deleted: from then on it is to be merged.</summary>
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>The blocks that are to be merged.</summary>
    public ByteSize Debt { get; private set; }

    /// <summary>Whether its machine is frozen meanwhile.</summary>
    public bool Freezes { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>The key of the work that merges it.</summary>
    public string CoalesceKey => $"coalesce/{SnapshotId}/{DiskId}";

    public void Drop(DateTimeOffset at, ByteSize debt, bool freezes) => (DroppedAt, Debt, Freezes) = (at, debt, freezes);
}
