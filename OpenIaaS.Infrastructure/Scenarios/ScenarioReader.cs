using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>Reads a scenario file (<c>scenarios/schema.json</c>) and refuses what could not be played, with the line.</summary>
public static class ScenarioReader
{
    const double MostGibibytes = 1024 * 1024;
    const int DefaultMegabits = 10_000;
    const double DefaultLatency = 3;

    static readonly TimeSpan MostDuration = TimeSpan.FromDays(3660);

    internal static readonly Dictionary<string, HighAvailabilityPriority> Priorities = new()
    {
        ["disabled"] = HighAvailabilityPriority.Disabled, ["restart"] = HighAvailabilityPriority.Restart, ["best-effort"] = HighAvailabilityPriority.BestEffort,
    };

    static readonly Dictionary<string, bool> Powers = new() { ["running"] = true, ["halted"] = false };

    /// <exception cref="ScenarioException">It cannot be played.</exception>
    public static Scenario Read(byte[] file)
    {
        var root = ScenarioNode.Read(file);
        var fields = new ScenarioFields(root, "A scenario");
        var seed = fields.Whole("seed", 1, long.MinValue, long.MaxValue);
        var duration = fields.Time("duration");
        if (duration <= TimeSpan.Zero || duration > MostDuration) throw new ScenarioException(fields.Find("duration")!.Line, "\"duration\" is more than nothing and at most ten years.");
        var zones = fields.List("zones").Select(Zone).ToList();
        var links = fields.List("links").Select(Link).ToList();
        var policies = fields.List("replicationPolicies").Select(Policy).ToList();
        var events = fields.List("events").SelectMany((node, number) => ScenarioEvents.Read(node, number, seed, duration)).ToList();
        fields.End();
        var scenario = new Scenario(seed, duration, zones, [.. Joined(zones, links)], policies, events);
        ScenarioCheck.Check(scenario);
        return scenario;
    }

    /// <summary>The links given, and for every pair of zones without one a link as large as the platform's.</summary>
    static IEnumerable<Scenario.Link> Joined(List<Scenario.Zone> zones, List<Scenario.Link> links)
    {
        foreach (var link in links) yield return link;
        for (var first = 0; first < zones.Count; first++)
        {
            for (var second = first + 1; second < zones.Count; second++)
            {
                var (from, to) = (zones[first].Name, zones[second].Name);
                if (!links.Exists(link => (link.From == from && link.To == to) || (link.From == to && link.To == from)))
                    yield return new Scenario.Link($"{from}-{to}", from, to, DefaultMegabits, DefaultLatency, zones[second].Line);
            }
        }
    }

    static Scenario.Zone Zone(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A zone");
        var zone = new Scenario.Zone(fields.Text("name"), [.. fields.List("pools").Select(Pool)], fields.Line);
        fields.End();
        return zone;
    }

    static Scenario.Cluster Pool(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A pool");
        var name = fields.Text("name");
        var blade = fields.Word("class", "STANDARD", BladeClass.All.ToDictionary(known => known.Name, known => known.Name));
        var heartbeat = fields.Find("highAvailability") is { } availability ? Heartbeat(availability) : null;
        var pool = new Scenario.Cluster(
            name, blade, heartbeat, [.. fields.List("storage").Select(Storage)], [.. fields.List("hosts").Select(Host)], [.. fields.List("virtualMachines").Select(Machine)], fields.Line);
        fields.End();
        return pool;
    }

    static string Heartbeat(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "\"highAvailability\" of a pool");
        var heartbeat = fields.Text("heartbeat");
        fields.End();
        return heartbeat;
    }

    static Scenario.Volume Storage(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A storage");
        var volume = new Scenario.Volume(
            fields.Text("name"), fields.Word("class", "FLASH - Standard", StorageClass.All.ToDictionary(known => known.Name, known => known.Name)),
            fields.Gibibytes("capacityGiB", MostGibibytes) ?? ByteSize.FromTiB(4), fields.Flag("shared", true), fields.Line);
        fields.End();
        return volume;
    }

    static Scenario.Blade Host(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A host");
        var blade = new Scenario.Blade(fields.Text("name"), fields.Gibibytes("memoryGiB", MostGibibytes), fields.Flag("connected", true), fields.Line);
        fields.End();
        return blade;
    }

    static Scenario.Machine Machine(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A virtual machine");
        var machine = new Scenario.Machine(
            fields.Text("name"), fields.TextOrNull("host"), fields.Gibibytes("memoryGiB", MostGibibytes) ?? ByteSize.FromGiB(4),
            (int)fields.Whole("vcpus", 2, 1, VirtualMachineLimits.MostVirtualCpus), fields.Word("power", true, Powers),
            fields.Word("highAvailability", HighAvailabilityPriority.Disabled, Priorities), (int)fields.Whole("order", 0, 0, VirtualMachineLimits.MostStartOrder),
            fields.TextOrNull("storage"), fields.Gibibytes("diskGiB", 2040) ?? ByteSize.FromGiB(8), fields.Line);
        fields.End();
        return machine;
    }

    static Scenario.Link Link(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A link");
        var (from, to) = (fields.Text("from"), fields.Text("to"));
        var link = new Scenario.Link(
            fields.TextOrNull("name") ?? $"{from}-{to}", from, to, fields.Whole("megabits", DefaultMegabits, 1, 1_000_000), fields.Number("latencyMs", DefaultLatency, 0, 10_000), fields.Line);
        fields.End();
        return link;
    }

    static Scenario.Policy Policy(ScenarioNode node)
    {
        var fields = new ScenarioFields(node, "A replication policy");
        var policy = new Scenario.Policy(
            fields.Text("name"), Interval(fields), (int)fields.Whole("keep", 1, 1, ReplicationPolicy.MostRetained), fields.TextOrNull("from"), fields.Text("to"),
            [.. fields.Names("virtualMachines").Select(machine => machine.Name)], fields.Line);
        fields.End();
        return policy;
    }

    static ReplicationInterval Interval(ScenarioFields fields)
    {
        var (minutes, hours) = (fields.Find("everyMinutes"), fields.Find("everyHours"));
        if (minutes is null == hours is null) throw new ScenarioException(fields.Line, "A replication policy has either \"everyMinutes\" or \"everyHours\".");
        var count = (int)fields.Whole(minutes is null ? "everyHours" : "everyMinutes", 0, 0, 1_000_000);
        var interval = minutes is null || (count > ReplicationInterval.MostMinutes && count % 60 == 0)
            ? new ReplicationInterval(minutes is null ? count : count / 60, IntervalUnit.Hours)
            : new ReplicationInterval(count, IntervalUnit.Minutes);
        var check = interval.Check();
        return check.Ok ? interval : throw new ScenarioException((minutes ?? hours)!.Line, $"{check.Problems[0].Message}");
    }
}
