using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// A fleet of two zones, 8 hosts and 60 machines, and a day of trouble for it, drawn from a seed. The trouble ends in time for everything to
/// settle, so that what must be true at rest can be asked at the end.
/// </summary>
public static class RandomFleet
{
    const int HostsInZone = 4;
    const int MachinesInZone = 30;
    const int Troubles = 14;
    const int Wishes = 12;
    const string Link = "a-b";

    /// <summary>How long everything is left alone at the end: longer than the 10 minutes within which it must settle (Reliability 2.2).</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(30);

    /// <summary>How long after the last fault everything must have settled (Reliability 2.2, F13).</summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(10);

    static readonly HighAvailabilityPriority[] Priorities = [HighAvailabilityPriority.Restart, HighAvailabilityPriority.Restart, HighAvailabilityPriority.BestEffort, HighAvailabilityPriority.Disabled];

    static readonly long[] Memories = [2, 4, 8, 16];

    static readonly ReplicationInterval[] Intervals = [new(15, IntervalUnit.Minutes), new(1, IntervalUnit.Hours), new(4, IntervalUnit.Hours)];

    /// <summary>The fleet and the day of a seed: the same each time.</summary>
    public static Scenario Of(long seed, TimeSpan day)
    {
        Scenario.Zone[] zones = [Zone(seed, "a"), Zone(seed, "b")];
        Scenario.Policy[] policies = [.. Intervals.Select((interval, at) => Policy(zones[0], zones[1], interval, at)), .. Intervals.Select((interval, at) => Policy(zones[1], zones[0], interval, at))];
        var trouble = Enumerable.Range(0, Troubles).SelectMany(number => Trouble(seed, number, day - Rest));
        var wishes = Enumerable.Range(0, Wishes).Select(number => Wish(seed, number, day - Rest));
        return new Scenario(seed, day, zones, [new Scenario.Link(Link, "a", "b", 10_000, 1.5, 0)], policies, [.. trouble.Concat(wishes).OrderBy(happening => happening.At)])
        {
            CalmFrom = day - Rest + SettlesWithin,
        };
    }

    static Scenario.Zone Zone(long seed, string zone)
    {
        // At most three quarters of the memory are taken, so that the loss of one host can be made good.
        var hosts = Enumerable.Range(1, HostsInZone).Select(number => new Scenario.Blade($"{zone}-host-{number}", ByteSize.FromGiB(Range(seed, zone, "host-memory", number, 96, 192)), true, 0));
        var machines = Enumerable.Range(1, MachinesInZone).Select(number => new Scenario.Machine(
            $"{zone}-vm-{number}", null, ByteSize.FromGiB(Pick(seed, zone, "memory", number, Memories)), 2, Range(seed, zone, "running", number, 0, 9) > 0,
            Pick(seed, zone, "priority", number, Priorities), (int)Range(seed, zone, "order", number, 0, 3), null, ByteSize.FromGiB(20), 0));
        Scenario.Volume[] storage =
        [
            new($"{zone}-disks", "FLASH - Standard", ByteSize.FromGiB(4096), true, 0), new($"{zone}-heartbeat", "FLASH - Standard", ByteSize.FromGiB(100), true, 0),
            new($"{zone}-replicas", "FLASH - Standard", ByteSize.FromGiB(4096), true, 0),
        ];
        return new Scenario.Zone(zone, [new Scenario.Cluster($"{zone}-pool", "STANDARD", $"{zone}-heartbeat", storage, [.. hosts], [.. machines], 0)], 0);
    }

    /// <summary>Every tenth machine by the first interval, four of ten by the second, five by the last.</summary>
    static Scenario.Policy Policy(Scenario.Zone from, Scenario.Zone to, ReplicationInterval interval, int at)
    {
        var machines = from.Pools[0].Machines.Where((_, number) => (number % 10) switch { 0 => at == 0, <= 4 => at == 1, _ => at == 2 }).Select(machine => machine.Name);
        return new Scenario.Policy($"{from.Name}-policy-{at}", interval, 3, null, $"{to.Name}-replicas", [.. machines], 0);
    }

    /// <summary>Something breaks, alone or with others, and is repaired some time later; or a host is maintained, or snapshots are taken and deleted. Which kinds of trouble there are at all is drawn too.</summary>
    static IEnumerable<Scenario.Happening> Trouble(long seed, int number, TimeSpan until)
    {
        var key = $"trouble-{number}";
        var zone = Pick(seed, key, "zone", 0, ["a", "b"]);
        var (verb, broken) = Broken(seed, key, zone);
        var at = Moment(seed, key, "at", until * 0.9);
        // What takes a whole zone down does not last: hours of it would be nothing but restarts tried in vain.
        var longest = broken.Any(name => name.Contains("chassis", StringComparison.Ordinal) || name.Contains("fabric", StringComparison.Ordinal) || name.Contains("heartbeat", StringComparison.Ordinal)) ? 900 : 2 * 3600;
        var mended = at + TimeSpan.FromSeconds(Range(seed, key, "lasts", 0, 20, longest));
        if (mended > until) mended = until;
        var undo = verb switch { Scenario.Verb.Maintain => Scenario.Verb.Resume, Scenario.Verb.Snapshot => Scenario.Verb.DeleteSnapshot, _ => Scenario.Verb.Recover };
        yield return Of(at, verb);
        yield return Of(mended, undo);
        // Two troubles may meet on one thing: at the end everything is whole.
        yield return Of(until, undo);

        Scenario.Happening Of(TimeSpan moment, Scenario.Verb what) => new(moment, [.. broken.Distinct().Select(name => new Scenario.Step(what, name, 0)
        {
            Factor = what == Scenario.Verb.Slow ? Range(seed, key, "factor", 0, 2, 20) : null,
            Hosts = what == Scenario.Verb.Partition ? [.. Enumerable.Range(1, (int)Range(seed, key, "apart", 0, 1, HostsInZone - 1)).Select(host => $"{zone}-host-{host}")] : [],
            Loss = what == Scenario.Verb.Degrade && name == Link ? Range(seed, key, "loss", 0, 1, 60) : null,
        })], 0);
    }

    static (Scenario.Verb Verb, string[] Broken) Broken(long seed, string key, string zone)
    {
        // Hosts break on every day; each of the other kinds exists on half of the days.
        var kind = Range(seed, key, "kind", 0, 0, 28);
        if (kind > 7 && Draw.Unit(seed, $"kind-{kind}", "exists", 0) < 0.5) kind = 0;
        return kind switch
        {
            <= 6 => (Scenario.Verb.Fail, [Host(0)]),
            7 => (Scenario.Verb.Fail, [Host(0), Host(1)]),
            8 => (Scenario.Verb.Fail, [$"{zone}-replicas"]),
            9 => (Scenario.Verb.Fail, [$"{zone}-disks"]),
            10 => (Scenario.Verb.Fail, [Link]),
            11 => (Scenario.Verb.Fail, [$"{zone} fabric A"]),
            12 => (Scenario.Verb.Fail, [$"{zone} fabric A", $"{zone} fabric B"]),
            13 => (Scenario.Verb.Fail, [$"{zone}-pool chassis 1"]),
            14 => (Scenario.Verb.Fail, [$"{zone} canister {Range(seed, key, "canister", 0, 1, 2)}"]),
            15 => (Scenario.Verb.Fail, [Drive(0)]),
            16 => (Scenario.Verb.Fail, [Drive(0), Drive(1), Drive(2), Drive(3)]),
            17 => (Scenario.Verb.Fill, [$"{zone}-replicas"]),
            18 => (Scenario.Verb.Freeze, [Machine(0)]),
            19 => (Scenario.Verb.Slow, [Pick(seed, key, "slow", 0, [Link, $"{zone}-replicas"])]),
            20 => (Scenario.Verb.Maintain, [Host(0)]),
            21 => (Scenario.Verb.CutHeartbeat, [Host(0)]),
            22 => (Scenario.Verb.Degrade, [$"{zone} fabric B", $"{zone} canister {Range(seed, key, "canister", 0, 1, 2)}"]),
            23 => (Scenario.Verb.Degrade, [Link]),
            24 => (Scenario.Verb.Partition, [$"{zone}-pool"]),
            25 => (Scenario.Verb.Fail, [$"{zone}-heartbeat"]),
            26 => (Scenario.Verb.Fail, [$"{zone}-heartbeat", Host(0)]),
            _ => (Scenario.Verb.Snapshot, [Machine(0), Machine(1), Machine(2)]),
        };

        string Machine(int which) => $"{zone}-vm-{Range(seed, key, "machine", which, 1, MachinesInZone)}";
        string Host(int which) => $"{zone}-host-{Range(seed, key, "host", which, 1, HostsInZone)}";
        string Drive(int which) => $"{zone} drive {Range(seed, key, "drive", which, 1, DistributedRaid.FewestDrives)}";
    }

    /// <summary>A user powers a machine on or off, or changes its priority.</summary>
    static Scenario.Happening Wish(long seed, int number, TimeSpan until)
    {
        var key = $"wish-{number}";
        var machine = $"{Pick(seed, key, "zone", 0, ["a", "b"])}-vm-{Range(seed, key, "machine", 0, 1, MachinesInZone)}";
        var verb = Pick(seed, key, "verb", 0, [Scenario.Verb.Start, Scenario.Verb.Stop, Scenario.Verb.SetPriority]);
        return new(Moment(seed, key, "at", until), [new(verb, machine, 0) { Priority = verb == Scenario.Verb.SetPriority ? Pick(seed, key, "priority", 0, Priorities) : null }], 0);
    }

    static TimeSpan Moment(long seed, string key, string purpose, TimeSpan until) => TimeSpan.FromSeconds(Range(seed, key, purpose, 0, 60, (long)until.TotalSeconds));

    static long Range(long seed, string key, string purpose, int ordinal, long least, long most) => Draw.Range(seed, key, purpose, ordinal, least, most);

    static T Pick<T>(long seed, string key, string purpose, int ordinal, IReadOnlyList<T> of) => of[(int)Draw.Range(seed, key, purpose, ordinal, 0L, of.Count - 1)];
}
