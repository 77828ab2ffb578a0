using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>Everything of a machine that shows on its screen, as of one moment.</summary>
sealed record MachineFacts
{
    public required Id<VirtualMachine> Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name its system gave itself.</summary>
    public required string HostName { get; init; }

    /// <summary>Its operating system, in text.</summary>
    public required string System { get; init; }

    /// <summary>Whether a system is on its first disk.</summary>
    public required bool HasGuestSystem { get; init; }

    public required Firmware Firmware { get; init; }

    public required bool SecureBoot { get; init; }

    public required BootOrder BootOrder { get; init; }

    /// <summary>The ISO in its DVD drive, or null.</summary>
    public string? Image { get; init; }

    public required int VirtualCpus { get; init; }

    public required int CoresPerSocket { get; init; }

    public required ByteSize Memory { get; init; }

    public required IReadOnlyList<Disk> Disks { get; init; }

    public required IReadOnlyList<Adapter> Adapters { get; init; }

    /// <summary>When its tools are seen after a boot, and how they are called.</summary>
    public required GuestTools Tools { get; init; }

    /// <summary>Whether it has a screen: powered on, or on its way there.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Whether the hypervisor holds it still.</summary>
    public required bool IsFrozen { get; init; }

    /// <summary>What storage that cannot or could not be reached did to it.</summary>
    public DiskStall? Stall { get; init; }

    /// <summary>When its firmware began.</summary>
    public required DateTimeOffset BootBegan { get; init; }

    /// <summary>When its system was up: before that its kernel starts, after that its services.</summary>
    public required DateTimeOffset BootedAt { get; init; }

    /// <summary>When its services are up and somebody can log in.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>How it is going down, or null.</summary>
    public Ending? GoingDown { get; init; }

    /// <summary>The disks its system sees, by position.</summary>
    public IEnumerable<Disk> Plugged => Disks.Where(disk => disk.IsConnected);

    /// <param name="Device">As a system calls it: <c>xvda</c>.</param>
    /// <param name="Used">How much of it is written, 0 to 1.</param>
    public sealed record Disk(string Device, string Name, ByteSize Capacity, bool IsConnected, double Used);

    /// <param name="Address">The address its system has on it, or empty.</param>
    public sealed record Adapter(int Position, string Mac, bool IsConnected, string Address, Id<VirtualNetwork> NetworkId, string Network, NetworkKind Kind, IReadOnlyList<int> VlanIds, int Mtu)
    {
        public string Device => $"eth{Position}";
    }

    /// <param name="Clean">Whether its services are ended; otherwise its power is cut.</param>
    /// <param name="Restarts">Whether it boots again.</param>
    public sealed record Ending(DateTimeOffset Began, DateTimeOffset Until, bool Clean, bool Restarts);
}
