using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Lab;

/// <summary>What a part is called, and what its failure means or would mean to what hangs on it.</summary>
static class LabWords
{
    public static string Name(IStringLocalizer<LabText> L, HardwarePart part) => part.Kind switch
    {
        HardwarePartKind.Interconnect => part.Name.Replace("Fabric", L["Fabric"], StringComparison.Ordinal),
        // In a scenario the name says it already.
        HardwarePartKind.Chassis => part.Name.Contains("chassis", StringComparison.OrdinalIgnoreCase) ? part.Name : L["Chassis {0}", part.Name],
        HardwarePartKind.Canister => L["Canister {0}", part.Number],
        HardwarePartKind.Drive => L["Drive {0}", part.Number],
        HardwarePartKind.Link => L["Link"],
    };

    public static string Health(IStringLocalizer<LabText> L, HardwareHealth health) => health switch
    {
        HardwareHealth.Healthy => L["Healthy"],
        HardwareHealth.Failed => L["Failed"],
        HardwareHealth.Degraded => L["Degraded"],
        HardwareHealth.Rebuilding => L["Rebuilding"],
        HardwareHealth.Replace => L["Replace"],
    };

    /// <summary>How bad it is, in the words of UCS Manager.</summary>
    public static string Severity(IStringLocalizer<LabText> L, FaultSeverity severity) => severity switch
    {
        FaultSeverity.Critical => L["critical"],
        FaultSeverity.Major => L["major"],
        FaultSeverity.Minor => L["minor"],
        FaultSeverity.Warning => L["warning"],
        FaultSeverity.Info => L["info"],
        FaultSeverity.Cleared => L["cleared"],
    };

    public static string Status(IStringLocalizer<LabText> L, HostStatus status) => status switch
    {
        HostStatus.Connected => L["Healthy"],
        HostStatus.Evacuating => L["Being emptied"],
        HostStatus.Maintenance => L["In maintenance"],
        HostStatus.Failed => L["Failed"],
    };

    /// <summary>A moment of a scenario as a clock shows it, the day before it after the first: <c>02:14:36</c>.</summary>
    public static string Clock(TimeSpan at) => at.Days == 0 ? at.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) : FormattableString.Invariant($"{at.Days + 1}:{at:hh\\:mm\\:ss}");

    /// <summary>The part in one line, for readers: what it is and how it is.</summary>
    public static string Line(IStringLocalizer<LabText> L, HardwarePart part) =>
        part.Rebuilt is { } share ? L["{0}, rebuilding {1}", Name(L, part), Units.Percent(share)] : $"{Name(L, part)}, {Health(L, part.Health)}";

    /// <summary>What is so because it failed, or what would follow if it did.</summary>
    /// <param name="area">The zone it stands in.</param>
    public static string Meaning(IStringLocalizer<LabText> L, HardwarePart part, HardwareMapQueries.Area area)
    {
        var (hosts, machines) = area.On(part);
        var broken = part.IsBroken;
        var mates = area.Parts.Where(other => other.Kind == part.Kind && other.Group == part.Group && other.Id != part.Id).ToList();
        if (part.Health == HardwareHealth.Degraded) return Degraded(L, part);
        return part.Kind switch
        {
            HardwarePartKind.Interconnect when mates.TrueForAll(mate => mate.IsBroken) => broken
                ? L["Both interconnects have failed. Cut off from network and storage: {0}.", Hosts(L, hosts)]
                : L["The other one has failed: without this one {0} would be cut off, and {1} would go down.", Hosts(L, hosts), Machines(L, machines)],
            HardwarePartKind.Interconnect => broken
                ? L["Half the bandwidth and no second path for {0}.", Hosts(L, hosts)]
                : L["It would leave half the bandwidth to {0}; nothing stops.", Hosts(L, hosts)],
            HardwarePartKind.Chassis => broken
                ? L["Without power: {0}.", Hosts(L, hosts)]
                : L["{0} would lose power at once, with {1}.", Hosts(L, hosts), Machines(L, machines)],
            HardwarePartKind.Canister when mates.TrueForAll(mate => mate.IsBroken) => broken
                ? L["Both canisters have failed: the volumes of the array are offline."]
                : L["The other one has failed: without this one the volumes of the array are offline."],
            HardwarePartKind.Canister => broken
                ? L["The array has half its throughput, and no second controller."]
                : L["The array would have half its throughput; nothing stops."],
            HardwarePartKind.Drive => Drive(L, part, mates),
            HardwarePartKind.Link => broken
                ? L["Nothing is replicated over it; the copies wait and are made up for once."]
                : L["Copies under way over it fail, and the next ones wait until it is back."],
        };
    }

    static string Degraded(IStringLocalizer<LabText> L, HardwarePart part) => part.Kind switch
    {
        HardwarePartKind.Link => L["It loses packets: copies over it take longer."],
        HardwarePartKind.Canister => L["It runs at half its throughput: the array is slower until it is repaired."],
        _ => L["It runs at half its throughput: its hosts have less bandwidth until it is repaired."],
    };

    static string Hosts(IStringLocalizer<LabText> L, int count) => count == 1 ? L["1 host"] : L["{0} hosts", count];

    static string Machines(IStringLocalizer<LabText> L, int count) => count == 1 ? L["1 machine"] : L["{0} machines", count];

    static string Drive(IStringLocalizer<LabText> L, HardwarePart part, List<HardwarePart> mates)
    {
        var missing = mates.Append(part).Count(IsMissing);
        if (!DistributedRaid.Survives(missing)) return L["{0} drives are missing and the array survives {1}: its volumes are offline until drives are put back.", missing, DistributedRaid.Parity];
        var left = DistributedRaid.Parity - missing;
        return part.Health switch
        {
            HardwareHealth.Healthy when left == 0 => L["The array survives no further failure: with this one its volumes are offline."],
            HardwareHealth.Healthy => L["It would be rebuilt into the spare space, or wait for a replacement; the array survives {0} more.", left],
            HardwareHealth.Replace => L["Its content lies in the spare space. Replace it before the next one fails."],
            HardwareHealth.Rebuilding => L["Its content is being rebuilt; meanwhile the array survives {0} more.", left],
            HardwareHealth.Failed or HardwareHealth.Degraded => L["The spare space is taken: it waits for a replacement; meanwhile the array survives {0} more.", left],
        };
    }

    /// <summary>Whether the content of a drive is nowhere else.</summary>
    public static bool IsMissing(HardwarePart drive) => drive.Health is HardwareHealth.Failed or HardwareHealth.Rebuilding;
}
