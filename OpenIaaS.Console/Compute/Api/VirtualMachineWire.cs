using System.Globalization;
using OpenIaaS.Console.Api;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A virtual machine as the API's clients read it.</summary>
/// <param name="InternalId">The id its hypervisor knows it by; here the same.</param>
/// <param name="PowerState"><c>Running</c>, <c>Halted</c> or <c>Paused</c>.</param>
/// <param name="HighAvailability"><c>disabled</c>, <c>restart</c> or <c>best-effort</c>.</param>
/// <param name="BootFirmware"><c>bios</c> or <c>uefi</c>.</param>
/// <param name="AutoPowerOn">Whether it starts with its host.</param>
/// <param name="BootOrder">The devices it tries, first one first: <c>Hard-Drive</c>, <c>DVD-Drive</c>, <c>Network</c>.</param>
/// <param name="Cpu">vCPUs.</param>
/// <param name="NumCoresPerSocket">Cores in each virtual socket.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Addresses">What its agent reports, by adapter, family and index: <c>0/ipv4/0</c>.</param>
/// <param name="Host">The host it runs on; empty while it is off.</param>
sealed record VirtualMachineWire(
    string Id, string Name, string InternalId, string PowerState, bool SecureBoot, string HighAvailability, string BootFirmware, bool AutoPowerOn, VirtualMachineWire.Drive DvdDrive,
    string[] BootOrder, string OperatingSystemName, int Cpu, int NumCoresPerSocket, long Memory, VirtualMachineWire.Seen Tools, VirtualMachineWire.Drivers PvDrivers,
    VirtualMachineWire.Agent ManagementAgent, IReadOnlyDictionary<string, string> Addresses, Reference MachineManager, Reference Host, Reference Pool)
{
    static readonly Dictionary<string, string> NoAddresses = [];

    /// <summary>Its DVD drive.</summary>
    /// <param name="Name">The ISO in it, or empty.</param>
    /// <param name="Attached">Whether one is in it.</param>
    public sealed record Drive(string Name, bool Attached);

    /// <summary>The tools inside it.</summary>
    /// <param name="Version">What they report, or empty.</param>
    public sealed record Seen(bool Detected, string Version);

    /// <summary>The paravirtualization drivers inside it.</summary>
    /// <param name="Version">What they report, or empty.</param>
    /// <param name="AreUpToDate">Whether they are those the platform offers: of the drivers that are seen always true, since there is one version of them.</param>
    public sealed record Drivers(bool Detected, string Version, bool AreUpToDate);

    /// <summary>The management agent inside it.</summary>
    public sealed record Agent(bool Detected);

    public static VirtualMachineWire Of(MachineApiQueries.Row row)
    {
        var id = $"{row.Id}";
        return new VirtualMachineWire(
            id, row.Name, id, ComputeWire.Word(row.Power), row.SecureBoot, ComputeWire.Word(row.HighAvailability), ComputeWire.Word(row.Firmware), row.AutoPowerOn,
            new Drive(row.Image ?? "", row.Image is not null), ComputeWire.Word(row.BootOrder), row.GuestSystem, row.VirtualCpus, row.CoresPerSocket, row.Memory.Bytes,
            new Seen(row.ManagementAgent || row.PvDrivers, row.ToolsVersion), new Drivers(row.PvDrivers, row.PvDrivers ? row.ToolsVersion : "", row.PvDrivers), new Agent(row.ManagementAgent),
            row.Addresses.Count == 0 ? NoAddresses : row.Addresses.ToDictionary(known => string.Create(CultureInfo.InvariantCulture, $"{known.Position}/ipv4/0"), known => known.Address),
            Reference.To(row.ZoneId, row.Zone), Reference.To(row.HostId, row.Host), Reference.To(row.PoolId, row.Pool));
    }
}
