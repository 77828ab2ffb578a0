using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The parts that blades and volumes need below them: nobody has to name them, they follow from where things are.</summary>
static class PartList
{
    /// <summary>The chassis one pair of interconnects serves (Cisco UCS: 20 chassis, 160 blades a domain).</summary>
    const int ChassisPerDomain = 20;

    const int CanistersPerArray = 2;

    /// <summary>Interconnects, chassis, canisters and drives for hosts and volumes, in a fixed order.</summary>
    public static List<SimulatedPart> For(IReadOnlyCollection<SimulatedHost> hosts, IReadOnlyCollection<SimulatedVolume> volumes)
    {
        List<SimulatedPart> parts = [];
        foreach (var zone in hosts.GroupBy(host => host.ZoneId).OrderBy(zone => zone.Key.Value))
        {
            var chassis = zone.Select(host => host.Chassis).Distinct().Order(StringComparer.Ordinal).ToList();
            foreach (var (domain, index) in chassis.Chunk(ChassisPerDomain).Select((domain, index) => (domain, index)))
            {
                var group = $"UCS {index + 1}";
                parts.Add(New(zone.Key, HardwarePartKind.Interconnect, group, "Fabric A", 1));
                parts.Add(New(zone.Key, HardwarePartKind.Interconnect, group, "Fabric B", 2));
                parts.AddRange(domain.Select((name, at) => New(zone.Key, HardwarePartKind.Chassis, group, name, at + 1)));
            }
        }

        foreach (var array in volumes.Where(volume => volume.Array.Length > 0).GroupBy(volume => (volume.ZoneId, volume.Array)).OrderBy(array => array.Key.ZoneId.Value).ThenBy(array => array.Key.Array, StringComparer.Ordinal))
        {
            var (count, size) = DistributedRaid.DrivesFor(new ByteSize(array.Sum(volume => volume.Capacity.Bytes)));
            parts.AddRange(Enumerable.Range(1, CanistersPerArray).Select(number => New(array.Key.ZoneId, HardwarePartKind.Canister, array.Key.Array, $"Canister {number}", number)));
            parts.AddRange(Enumerable.Range(1, count).Select(number => New(array.Key.ZoneId, HardwarePartKind.Drive, array.Key.Array, $"Drive {number}", number, size)));
        }

        return parts;
    }

    static SimulatedPart New(Id<AvailabilityZone> zone, HardwarePartKind kind, string group, string name, int number, ByteSize? capacity = null) =>
        new() { Id = IdOf(zone, group, name), Kind = kind, ZoneId = zone, Group = group, Name = name, Number = number, Capacity = capacity };

    /// <summary>The same place has the same identity each time, so that nothing has to remember it.</summary>
    internal static Id<HardwarePart> IdOf(Id<AvailabilityZone> zone, string group, string name) => NamedId.Of<HardwarePart>($"{zone}/{group}/{name}");
}
