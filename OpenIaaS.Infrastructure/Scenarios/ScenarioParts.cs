using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>The names a scenario gives to the parts below its hosts and storages: nobody lists them, they follow from what there is.</summary>
static class ScenarioParts
{
    public const int SlotsPerChassis = 8;

    /// <summary>The chassis a host of a pool sits in.</summary>
    /// <param name="index">Its place among the hosts of the pool, from 0.</param>
    public static string Chassis(string pool, int index) => $"{pool} chassis {(index / SlotsPerChassis) + 1}";

    /// <summary>The array behind all shared storages of a zone.</summary>
    public static string Array(string zone) => $"{zone} array";

    /// <summary>The parts of a zone.</summary>
    public static IEnumerable<string> Of(Scenario.Zone zone)
    {
        if (zone.Pools.Any(pool => pool.Hosts.Count > 0)) foreach (var fabric in new[] { "A", "B" }) yield return $"{zone.Name} fabric {fabric}";
        foreach (var pool in zone.Pools)
            for (var index = 0; index < pool.Hosts.Count; index += SlotsPerChassis) yield return Chassis(pool.Name, index);
        var storages = zone.Pools.SelectMany(pool => pool.Storage).Where(storage => storage.Shared).ToList();
        if (storages.Count == 0) yield break;
        for (var number = 1; number <= 2; number++) yield return $"{zone.Name} canister {number}";
        for (var number = 1; number <= DistributedRaid.DrivesFor(new ByteSize(storages.Sum(storage => storage.Capacity.Bytes))).Count; number++) yield return $"{zone.Name} drive {number}";
    }

    /// <summary>Those of a zone that can run at half: its interconnects and canisters.</summary>
    public static IEnumerable<string> Halvable(Scenario.Zone zone)
    {
        string[] names = [$"{zone.Name} fabric A", $"{zone.Name} fabric B", $"{zone.Name} canister 1", $"{zone.Name} canister 2"];
        return Of(zone).Intersect(names);
    }

    /// <summary>What a scenario calls a part.</summary>
    /// <param name="zone">The name of its zone.</param>
    public static string NameOf(HardwarePart part, string zone) => part.Kind == HardwarePartKind.Chassis ? part.Name : $"{zone} {char.ToLowerInvariant(part.Name[0])}{part.Name[1..]}";

    /// <summary>The word for a kind of part in the log.</summary>
    public static string Word(HardwarePartKind kind) => kind switch
    {
        HardwarePartKind.Interconnect => "interconnect",
        HardwarePartKind.Chassis => "chassis",
        HardwarePartKind.Canister => "canister",
        HardwarePartKind.Drive => "drive",
        HardwarePartKind.Link => "link",
    };
}
