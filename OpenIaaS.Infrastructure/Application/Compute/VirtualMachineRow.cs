using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One machine as a list shows it.</summary>
/// <param name="Progress">How far what is being done to it is, 0 to 100 percent; null while nothing is.</param>
/// <param name="Address">The first address its management agent reports, or empty.</param>
/// <param name="DisksLeftOut">How many of its disks backups leave out.</param>
/// <param name="TagLine">Its tags, one a line: a text, so that two equal rows are equal.</param>
public sealed record VirtualMachineRow(
    Id<VirtualMachine> Id, int Version, string Name, PowerState Power, PendingAction Pending, int? Progress,
    string Zone, string Pool, string Host, string GuestSystem, int VirtualCpus, ByteSize Memory, string Address,
    HighAvailabilityPriority HighAvailability, MachineBackupState Backup, int DisksLeftOut, bool Replicated, string TagLine)
{
    public IReadOnlyList<string> Tags => TagLine.Length == 0 ? [] : TagLine.Split('\n');

    /// <summary>What the row says of its state.</summary>
    public MachineStatus Status => Pending != PendingAction.None ? MachineStatus.Changing : Power switch
    {
        PowerState.Running => MachineStatus.PoweredOn,
        PowerState.Halted => MachineStatus.PoweredOff,
        PowerState.Paused => MachineStatus.Paused,
        PowerState.Suspended => MachineStatus.Suspended,
    };
}

/// <summary>How many machines there are, and what they do.</summary>
/// <param name="Changing">How many something is being done to.</param>
/// <param name="NewestChange">When a request about a machine was last accepted or ended, or null when none ever was.</param>
public sealed record VirtualMachineSummary(int Total, int On, int Starting, int Changing, DateTimeOffset? NewestChange);

/// <summary>What the filters of the list offer.</summary>
public sealed record VirtualMachineChoices(
    IReadOnlyList<(Id<AvailabilityZone> Id, string Name)> Zones, IReadOnlyList<(Id<Pool> Id, string Name)> Pools, IReadOnlyList<(Id<Host> Id, string Name)> Hosts,
    IReadOnlyList<string> Systems, IReadOnlyList<string> Tags)
{
    public static readonly VirtualMachineChoices None = new([], [], [], [], []);
}
