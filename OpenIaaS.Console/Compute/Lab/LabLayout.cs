using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Lab;

/// <summary>Where everything of a zone is drawn, from the top down.</summary>
sealed record LabLayout(int Height, IReadOnlyList<LabLayout.Domain> Domains, IReadOnlyList<LabLayout.Box> Chassis, IReadOnlyList<LabLayout.Shelf> Arrays)
{
    /// <summary>A UCS chassis has eight half-width slots.</summary>
    public const int Slots = 8;

    const int FabricHeight = 56;
    const int ChassisHeight = 224;
    const int ArrayHeight = 132;

    public static LabLayout Nothing { get; } = new(0, [], [], []);

    /// <param name="Ports">How many hosts of the tenant hang on the pair.</param>
    public sealed record Domain(string Group, int Y, IReadOnlyList<HardwarePart> Fabrics, int Ports);

    public sealed record Box(HardwarePart Part, int Y, IReadOnlyDictionary<int, HostQueries.Row> Hosts)
    {
        public HostQueries.Row? Host(int slot) => Hosts.GetValueOrDefault(slot);

        public string Subtitle => Hosts.Values.FirstOrDefault() is { } host ? $"{host.Pool}, {host.BladeClass}" : "";
    }

    public sealed record Shelf(HardwareMapQueries.Array Array, int Y, IReadOnlyList<HardwarePart> Drives, IReadOnlyList<HardwarePart> Canisters);

    public static LabLayout Of(HardwareMapQueries.Zone zone, IReadOnlyList<HostQueries.Row> hosts)
    {
        var y = 0;
        List<Domain> domains = [];
        List<Box> chassis = [];
        foreach (var domain in zone.Parts.Where(part => part.Kind is HardwarePartKind.Interconnect or HardwarePartKind.Chassis).GroupBy(part => part.Group))
        {
            var boxes = domain.Where(part => part.Kind == HardwarePartKind.Chassis).ToList();
            domains.Add(new(domain.Key, y, [.. domain.Where(part => part.Kind == HardwarePartKind.Interconnect)], hosts.Count(host => boxes.Exists(box => box.Name == host.Chassis))));
            y += FabricHeight;
            foreach (var box in boxes)
            {
                chassis.Add(new(box, y, hosts.Where(host => host.Chassis == box.Name).ToDictionary(host => host.Slot)));
                y += ChassisHeight;
            }
        }

        List<Shelf> shelves = [];
        foreach (var array in zone.Arrays)
        {
            var parts = zone.Parts.Where(part => part.Group == array.Name).ToList();
            if (parts.Count == 0) continue;
            shelves.Add(new(array, y, parts.FindAll(part => part.Kind == HardwarePartKind.Drive), parts.FindAll(part => part.Kind == HardwarePartKind.Canister)));
            y += ArrayHeight;
        }

        return new(y, domains, chassis, shelves);
    }

    /// <summary>Where the card of a part is put: beside it.</summary>
    public (int X, int Y) PlaceOf(Guid id)
    {
        if (Domains.FirstOrDefault(domain => domain.Fabrics.Any(fabric => fabric.Id.Value == id)) is { } domain) return (domain.Fabrics.First(fabric => fabric.Id.Value == id).Number == 1 ? 176 : LabDraw.Width, domain.Y);
        foreach (var box in Chassis)
        {
            if (box.Part.Id.Value == id) return (LabDraw.Width, box.Y);
            if (box.Hosts.Values.FirstOrDefault(host => host.Id.Value == id) is { } host) return (host.Slot % 2 == 1 ? 176 : LabDraw.Width, box.Y + 28 + ((host.Slot - 1) / 2 * 44));
        }

        foreach (var shelf in Arrays)
        {
            if (shelf.Drives.FirstOrDefault(drive => drive.Id.Value == id) is { } drive) return (Math.Min(LabDraw.Width, 26 + (int)(drive.Number * 14.35)), shelf.Y + 20);
            if (shelf.Canisters.FirstOrDefault(canister => canister.Id.Value == id) is { } canister) return (canister.Number == 1 ? 180 : LabDraw.Width, shelf.Y + 70);
        }

        return (LabDraw.Width, 0);
    }
}
