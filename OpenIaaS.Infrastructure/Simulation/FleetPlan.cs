using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Hardware and machines to be put in place at once.</summary>
sealed record FleetPlan(
    IReadOnlyList<FleetPlan.Blade> Blades, IReadOnlyList<FleetPlan.Volume> Volumes, IReadOnlyList<FleetPlan.Link> Links, IReadOnlyList<FleetPlan.Machine> Machines)
{
    /// <param name="PoolName">The pool's name; with the blade's own it makes the key of its draws.</param>
    /// <param name="Memory">Its physical memory.</param>
    /// <param name="LinkGigabits">The speed of each of its two links.</param>
    /// <param name="Threads">Its hardware threads, which its machines share; 0 for as many as they like.</param>
    /// <param name="Connected">Whether it runs; one that does not joins its pool later.</param>
    public sealed record Blade(
        Id<Host> Id, Id<Pool> Pool, string PoolName, Id<AvailabilityZone> Zone, string Name, string Chassis, int Slot, ByteSize Memory,
        int LinkGigabits, int Threads = 0, bool Connected = true);

    /// <param name="Array">The array it lies on; empty for the disks of a host itself.</param>
    /// <param name="AlsoUsed">What lies on it beside the disks of the plan's machines: templates, replicas, backups.</param>
    public sealed record Volume(Id<StorageRepository> Id, Id<AvailabilityZone> Zone, string Name, string ClassName, string Array, ByteSize Capacity, ByteSize AlsoUsed = default);

    public sealed record Link(Id<ZoneLink> Id, Id<AvailabilityZone> From, Id<AvailabilityZone> To, long Megabits, double LatencyMilliseconds);

    /// <param name="Host">The host it runs on, or null when it is powered off.</param>
    /// <param name="RunningSince">When it booted, UTC; null draws a moment one to sixty days ago.</param>
    public sealed record Machine(
        Id<VirtualMachine> Id, Id<Pool> Pool, string Name, int VirtualCpus, ByteSize Memory, IReadOnlyList<Disk> Disks, bool HasGuestSystem,
        Id<Host>? Host = null, DateTimeOffset? RunningSince = null);

    public sealed record Disk(Id<VirtualDisk> Id, Id<StorageRepository> Storage, ByteSize Capacity);
}
