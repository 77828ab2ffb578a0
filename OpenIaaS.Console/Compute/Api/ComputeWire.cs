using System.Collections.Frozen;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>The words of the wire for what machines are and do (API contract, section 7).</summary>
static class ComputeWire
{
    public static readonly FrozenDictionary<string, HighAvailabilityPriority> Priorities = new Dictionary<string, HighAvailabilityPriority>
    {
        ["disabled"] = HighAvailabilityPriority.Disabled, ["restart"] = HighAvailabilityPriority.Restart, ["best-effort"] = HighAvailabilityPriority.BestEffort,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, Firmware> Firmwares = new Dictionary<string, Firmware> { ["bios"] = Firmware.Bios, ["uefi"] = Firmware.Uefi }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, BootFrom> Devices = new Dictionary<string, BootFrom>
    {
        ["Hard-Drive"] = BootFrom.Disk, ["DVD-Drive"] = BootFrom.Dvd, ["Network"] = BootFrom.Network,
    }.ToFrozenDictionary();

    /// <summary>Whether it is to run.</summary>
    public static readonly FrozenDictionary<string, bool> Powers = new Dictionary<string, bool> { ["on"] = true, ["off"] = false }.ToFrozenDictionary();

    static readonly FrozenDictionary<BootOrder, string[]> Orders = Enum.GetValues<BootOrder>().ToFrozenDictionary(
        order => order, order => order.Devices().Select(device => Devices.Single(known => known.Value == device).Key).ToArray());

    public static string[] Word(BootOrder order) => Orders[order];

    public static string Word(HighAvailabilityPriority priority) => priority switch
    {
        HighAvailabilityPriority.Disabled => "disabled",
        HighAvailabilityPriority.Restart => "restart",
        HighAvailabilityPriority.BestEffort => "best-effort",
    };

    public static string Word(Firmware firmware) => firmware switch { Firmware.Bios => "bios", Firmware.Uefi => "uefi" };

    /// <summary>The provider knows three words and fails on any other one: one whose memory is on disk is held still as a paused one is.</summary>
    public static string Word(PowerState power) => power switch
    {
        PowerState.Running => "Running",
        PowerState.Halted => "Halted",
        PowerState.Paused or PowerState.Suspended => "Paused",
    };
}
