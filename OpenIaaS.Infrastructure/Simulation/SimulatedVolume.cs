using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A volume of an array behind a storage repository. Capacity is one to one, without compression or deduplication.</summary>
sealed class SimulatedVolume : IVersioned
{
    public required Id<StorageRepository> Id { get; init; }

    public required Id<AvailabilityZone> ZoneId { get; init; }

    public required string Name { get; init; }

    public required string ClassName { get; init; }

    public required ByteSize Capacity { get; init; }

    public ByteSize Used { get; set; }

    /// <summary>The array it lies on; empty for the disks of a host itself.</summary>
    public required string Array { get; init; }

    /// <summary>Whether it was cut off from its hosts.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Why its array does not serve it, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether its hosts reach it: it is not cut off, and its array serves it.</summary>
    public bool Connected { get; private set; } = true;

    /// <summary>Since when its hosts cannot reach it, or could not the last time; null when they always could.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>When they reached it again after that; null while they do not.</summary>
    public DateTimeOffset? BackAt { get; private set; }

    /// <summary>Machines that had booted before this had given up waiting for it before it was back; null when that was never so.</summary>
    public DateTimeOffset? GivenUpBefore { get; private set; }

    /// <summary>How many times slower than usual it was made on purpose; 1 is usual.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>How many of the canisters of its array work.</summary>
    public int Canisters { get; private set; } = 2;

    /// <summary>How many of these run at half their throughput.</summary>
    public int CanistersHalved { get; private set; }

    /// <summary>What was put on it on purpose to fill it up.</summary>
    public ByteSize Filling { get; private set; }

    public int Version { get; private set; } = 1;

    public ByteSize Free => Capacity - Used;

    /// <summary>Why it cannot take so much more, or null.</summary>
    public string? Refuses(ByteSize size) =>
        Unreachable ?? (size > Free ? $"The block storage {Name} has {Free} free; {size} was asked for." : null);

    /// <summary>Why it cannot be reached, or null.</summary>
    public string? Unreachable => Connected ? null : Fault ?? $"The block storage {Name} is disconnected.";

    /// <summary>How many times longer than usual everything on it takes: as its canisters have less than two do, and as much as it was slowed down.</summary>
    public double Delay => Slowness * (Canisters == 0 ? 1 : 2 / (Canisters - (CanistersHalved / 2.0)));

    /// <summary>Cuts it off from its hosts, or joins it again.</summary>
    /// <param name="patience">How long the systems of machines wait for it.</param>
    public void Cut(bool cut, DateTimeOffset now, TimeSpan patience)
    {
        IsCut = cut;
        Reach(now, patience);
    }

    /// <summary>Takes the state of its array over.</summary>
    /// <param name="array">The canisters and drives of the array; none where nobody knows of them.</param>
    /// <param name="patience">How long the systems of machines wait for it.</param>
    public void Hang(List<SimulatedPart> array, DateTimeOffset now, TimeSpan patience)
    {
        if (array.Count == 0) return;
        Canisters = array.Count(part => part.Kind == HardwarePartKind.Canister && !part.IsBroken);
        CanistersHalved = array.Count(part => part is { Kind: HardwarePartKind.Canister, IsBroken: false, IsHalved: true });
        var missing = array.Count(part => part.IsMissingAt(now));
        Fault = Canisters == 0 ? $"The block storage {Name} is offline: both canisters of {Array} have failed."
            : !DistributedRaid.Survives(missing) ? $"The block storage {Name} is offline: {missing} drives of {Array} are missing, and it survives {DistributedRaid.Parity}."
            : null;
        Reach(now, patience);
    }

    /// <summary>Notes when it is lost to its hosts and when it is back: what that means to machines follows from it.</summary>
    void Reach(DateTimeOffset now, TimeSpan patience)
    {
        var reached = !IsCut && Fault is null;
        if (reached == Connected) return;
        Connected = reached;
        if (!reached)
        {
            (LostAt, BackAt) = (now, null);
            return;
        }

        BackAt = now;
        if (now - LostAt > patience) GivenUpBefore = now - patience;
    }

    /// <summary>Fills it to the last byte with something that is not the console's.</summary>
    /// <returns>What that took.</returns>
    public ByteSize Fill()
    {
        var free = Free;
        Take(free);
        Filling += free;
        return free;
    }

    /// <summary>Takes away what it was filled with.</summary>
    public void Drain()
    {
        GiveBack(Filling);
        Filling = ByteSize.Zero;
    }

    public void Take(ByteSize size) => Used += size;

    public void GiveBack(ByteSize size) => Used = size > Used ? ByteSize.Zero : Used - size;
}
