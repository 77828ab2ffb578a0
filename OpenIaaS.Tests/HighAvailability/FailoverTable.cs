using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Tests.Scenarios;
using Verb = OpenIaaS.Infrastructure.Scenarios.Scenario.Verb;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>
/// Failures and what must come of them, as data: one and several hosts, overcommitted pools, hosts that return, sequences, changes on the way, the master lost, the heartbeat storage lost,
/// split pools. The other files hold the cases, this one reads them.
/// </summary>
static partial class FailoverTable
{
    static readonly TimeSpan End = TimeSpan.FromMinutes(15);

    public static RestartPools.Pool Pool(PlanCase plan) => new(
        [.. Words(plan.Hosts).Select((free, number) => RestartPools.Host(number, long.Parse(free, CultureInfo.InvariantCulture)))],
        [.. Words(plan.Restart).Select(word => Asked(Machine(word)))], [.. Words(plan.BestEffort).Select(word => Asked(Machine(word)))]);

    public static string Restarted(RestartPlan plan) => string.Join(' ', plan.Placements.Where(placement => placement.Host is not null).Select(placement => placement.Machine.Name).Order(StringComparer.Ordinal));

    public static IReadOnlyList<HostSight> Sights(PartitionCase split) =>
    [
        .. split.Hosts.Split(" | ").Select(Words).SelectMany(part => part.Select(host => new HostSight(
            Host(host), !host.EndsWith('*'), part.Select(Host).ToHashSet()))),
    ];

    public static string Living(IReadOnlyDictionary<Id<Host>, Standing> judged) =>
        string.Join(' ', judged.Where(host => host.Value == Standing.Lives).Select(host => Number(host.Key)).Order());

    public static int Number(Id<Host> id) => BitConverter.ToInt32(id.Value.ToByteArray());

    public static Scenario Scenario(PlayedCase played)
    {
        var hosts = played.Hosts.Split("; ").Select(host => host.Split(": ")).ToList();
        var pool = new Scenario.Cluster(
            "P", "PERFORMANCE 3", "HB", [new("S", "FLASH - Standard", ByteSize.FromGiB(4096), true, 0), new("HB", "FLASH - Standard", ByteSize.FromGiB(10), true, 0)],
            [.. hosts.Select(host => host[0].Split('/')).Select(host => new Scenario.Blade(host[0], Size(host[1].Replace(" off", "", StringComparison.Ordinal)), !host[1].EndsWith(" off", StringComparison.Ordinal), 0))],
            [.. hosts.Where(host => host.Length > 1).SelectMany(host => Words(host[1]).Select(Machine).Select(machine => new Scenario.Machine(
                machine.Name, host[0].Split('/')[0], ByteSize.FromGiB(machine.Size), 2, !machine.Off, machine.Priority, machine.Order, null, ByteSize.FromGiB(8), 0)))],
            0);
        return new Scenario(7, End, [new Scenario.Zone("A", [pool], 0)], [], [], [.. played.Events.Split("; ").Select(Happening)]);
    }

    /// <summary>For each machine, by name, the host it runs on in the end and how often its restart was tried.</summary>
    public static string Outcome(PlayedCase known, Played played)
    {
        SortedDictionary<string, (string Host, int Tries)> machines = new(StringComparer.Ordinal);
        foreach (var machine in Scenario(known).Zones[0].Pools[0].Machines) machines[machine.Name] = (machine.Running ? machine.Host! : "-", 0);
        foreach (var line in played.Lines.Where(line => line.TryGetProperty("machine", out _)))
        {
            var (name, host) = (line.GetProperty("machine").GetString()!, line.TryGetProperty("host", out var on) && on.ValueKind == JsonValueKind.String ? on.GetString()! : "-");
            var tries = machines[name].Tries;
            machines[name] = line.GetProperty("kind").GetString() switch
            {
                "ha.restart" => (machines[name].Host, tries + 1),
                "machine.running" or "machine.migrated" => (host, tries),
                "machine.stopped" => ("-", tries),
                _ => machines[name],
            };
        }

        return string.Join(' ', machines.Select(machine => $"{machine.Key}={machine.Value.Host}*{(machine.Value.Tries > 1 ? "+" : $"{machine.Value.Tries}")}"));
    }

    static Scenario.Happening Happening(string text)
    {
        var words = Words(text.Replace(" knowingly", "", StringComparison.Ordinal));
        var at = words[0].EndsWith('m') ? TimeSpan.FromMinutes(int.Parse(words[0][..^1], CultureInfo.InvariantCulture)) : TimeSpan.FromSeconds(int.Parse(words[0][..^1], CultureInfo.InvariantCulture));
        var named = words[2..];
        IEnumerable<Scenario.Step> steps = words[1] switch
        {
            "fail" => named.Select(name => new Scenario.Step(Verb.Fail, name, 0)),
            "recover" => named.Select(name => new Scenario.Step(Verb.Recover, name, 0)),
            "connect" => named.Select(name => new Scenario.Step(Verb.Connect, name, 0)),
            "cut" => named.Select(name => new Scenario.Step(Verb.CutHeartbeat, name, 0)),
            "lose" => [new(Verb.Fail, "HB", 0)],
            "back" => [new(Verb.Recover, "HB", 0)],
            "split" => [new(Verb.Partition, "P", 0) { Hosts = named }],
            "mend" => [new(Verb.Recover, "P", 0)],
            "maintain" => named.Select(name => new Scenario.Step(Verb.Maintain, name, 0)),
            "resume" => named.Select(name => new Scenario.Step(Verb.Resume, name, 0)),
            "start" => named.Select(name => new Scenario.Step(Verb.Start, name, 0)),
            "stop" => named.Select(name => new Scenario.Step(Verb.Stop, name, 0)),
            "migrate" => [new(Verb.Migrate, named[0], 0) { Host = named[1] }],
            "priority" => [new(Verb.SetPriority, named[0], 0) { Priority = ScenarioReader.Priorities[named[1]] }],
            _ => throw new ArgumentOutOfRangeException(nameof(text), text, "There is no such event."),
        };
        return new Scenario.Happening(at, [.. steps.Select(step => step with { Knowingly = text.EndsWith(" knowingly", StringComparison.Ordinal) })], 0);
    }

    static (string Name, long Size, int Order, HighAvailabilityPriority Priority, bool Off) Machine(string word)
    {
        var read = Form().Match(word);
        Assert.True(read.Success, word);
        return (read.Groups[1].Value, long.Parse(read.Groups[2].Value, CultureInfo.InvariantCulture), read.Groups[3].Length == 0 ? 0 : int.Parse(read.Groups[3].Value, CultureInfo.InvariantCulture),
            word.Contains('~', StringComparison.Ordinal) ? HighAvailabilityPriority.BestEffort : word.Contains('-', StringComparison.Ordinal) ? HighAvailabilityPriority.Disabled : HighAvailabilityPriority.Restart, word.EndsWith('!'));
    }

    static RestartMachine Asked((string Name, long Size, int Order, HighAvailabilityPriority Priority, bool Off) machine) =>
        new(new Id<VirtualMachine>(new Guid(machine.Name[0], 2, 0, new byte[8])), machine.Name, ByteSize.FromGiB(machine.Size), machine.Order);

    static Id<Host> Host(string number) => new(new Guid(int.Parse(number.TrimEnd('*'), CultureInfo.InvariantCulture), 0, 0, new byte[8]));

    static ByteSize Size(string gib) => ByteSize.FromGiB(long.Parse(gib, CultureInfo.InvariantCulture));

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("^([a-z])([0-9]+)(?:@([0-9]+))?[~!-]*$")]
    private static partial Regex Form();
}
