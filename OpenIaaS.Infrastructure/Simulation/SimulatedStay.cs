using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Where a machine was and how large it was then, from the moment its memory was taken there. What metrics tell of the past comes from these.</summary>
sealed class SimulatedStay : IVersioned
{
    public long Id { get; private set; }

    public required Id<VirtualMachine> MachineId { get; init; }

    public required Id<Host> HostId { get; init; }

    public required Id<Pool> PoolId { get; init; }

    /// <summary>The machine's name path, which its draws are keyed by.</summary>
    public required string Key { get; init; }

    public required int VirtualCpus { get; init; }

    /// <summary>Its memory in bytes.</summary>
    public required long Memory { get; init; }

    public required bool HasGuestSystem { get; init; }

    public required string DisksJson { get; init; }

    /// <summary>From when on its memory was taken.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>From when on it ran.</summary>
    public required DateTimeOffset UpAt { get; init; }

    /// <summary>When it was gone; null while nothing is known to end it.</summary>
    public DateTimeOffset? Until { get; init; }

    public int Version { get; private set; } = 1;

    /// <summary>How long an ended stay is kept: longer than the longest period metrics are looked at.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(35);

    /// <summary>The stay of a machine that was just placed on a host.</summary>
    public static SimulatedStay Of(SimulatedMachine machine) => new()
    {
        MachineId = machine.Id, HostId = machine.HostId!.Value, PoolId = machine.PoolId, Key = machine.Key, VirtualCpus = machine.VirtualCpus, Memory = machine.Memory,
        HasGuestSystem = machine.HasGuestSystem, DisksJson = machine.DisksJson, From = machine.PlacedAt!.Value, UpAt = machine.ChangedAt,
        Until = machine.To == PowerState.Running ? null : machine.ChangedAt,
    };
}
