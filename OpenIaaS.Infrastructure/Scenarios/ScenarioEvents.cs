using System.Text.Json;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// Reads the events of a scenario. One that comes with a chance is drawn here, and one that comes and goes or again and again is written out, so
/// that what is played is a plain list of moments.
/// </summary>
static class ScenarioEvents
{
    const int MostFlaps = 10_000;
    const int MostRepeats = 10_000;
    const double MostFactor = 1000;
    const double LeastLoss = 0.0001;
    const double MostLoss = 50;

    static readonly (string Name, Scenario.Verb Verb)[] Verbs =
    [
        ("fail", Scenario.Verb.Fail), ("recover", Scenario.Verb.Recover), ("connect", Scenario.Verb.Connect), ("cutHeartbeat", Scenario.Verb.CutHeartbeat), ("fill", Scenario.Verb.Fill), ("freeze", Scenario.Verb.Freeze), ("losePoint", Scenario.Verb.LosePoint),
        ("start", Scenario.Verb.Start), ("stop", Scenario.Verb.Stop), ("restart", Scenario.Verb.Restart), ("forceRestart", Scenario.Verb.ForceRestart), ("snapshot", Scenario.Verb.Snapshot), ("testFailover", Scenario.Verb.TestFailover), ("failback", Scenario.Verb.FailBack), ("deleteSnapshot", Scenario.Verb.DeleteSnapshot), ("revertSnapshot", Scenario.Verb.RevertSnapshot), ("maintain", Scenario.Verb.Maintain), ("resume", Scenario.Verb.Resume),
    ];

    static readonly Dictionary<string, bool> Failovers = new() { ["planned"] = true, ["unplanned"] = false };

    public static List<Scenario.Happening> Read(ScenarioNode node, int number, long seed, TimeSpan duration)
    {
        var fields = new ScenarioFields(node, "An event");
        var at = fields.Time("at");
        var chance = fields.Number("chance", 1, 0, 1);
        List<Scenario.Step> steps = [];
        foreach (var (name, verb) in Verbs)
            steps.AddRange(fields.Names(name).Select(subject => new Scenario.Step(verb, subject.Name, subject.Line)));
        if (fields.Find("slow") is { } slow)
            steps.AddRange(Members(slow, "slow", "storages or links and how many times slower they become").Select(member => new Scenario.Step(Scenario.Verb.Slow, member.Key, member.Value.Line)
            {
                Factor = Factor(member.Key, slow),
            }));
        if (fields.Find("degrade") is { } degrade)
            steps.AddRange(Members(degrade, "degrade", "links with their loss and parts that run at half").Select(member => new Scenario.Step(Scenario.Verb.Degrade, member.Key, member.Value.Line)
            {
                Loss = Loss(member.Key, member.Value),
            }));
        if (fields.Find("partition") is { } partition)
            steps.AddRange(Members(partition, "partition", "pools and the hosts that are split off in each").Select(member => new Scenario.Step(Scenario.Verb.Partition, member.Key, member.Value.Line)
            {
                Hosts = [.. new ScenarioFields(partition, "\"partition\"").Names(member.Key).Select(host => host.Name)],
            }));
        if (fields.Find("migrate") is { } migrate)
            steps.AddRange(Members(migrate, "migrate", "machines and the hosts they move to").Select(member => new Scenario.Step(Scenario.Verb.Migrate, member.Key, member.Value.Line)
            {
                Host = new ScenarioFields(migrate, "\"migrate\"").Text(member.Key),
            }));
        if (fields.Find("relocate") is { } relocate)
            steps.AddRange(Members(relocate, "relocate", "machines and where they go").Select(member => Relocation(member.Key, member.Value)));
        if (fields.Find("failover") is { } over)
            steps.AddRange(Members(over, "failover", "machines and how they are failed over").Select(member => new Scenario.Step(Scenario.Verb.FailOver, member.Key, member.Value.Line)
            {
                Planned = ScenarioFields.Word(member.Key, member.Value, Failovers),
            }));
        if (fields.Find("setPriority") is { } set)
            steps.AddRange(Members(set, "setPriority", "machines and their priorities").Select(member => new Scenario.Step(Scenario.Verb.SetPriority, member.Key, member.Value.Line)
            {
                Priority = ScenarioFields.Word(member.Key, member.Value, ScenarioReader.Priorities),
            }));
        if (fields.Flag("knowingly", false)) steps = steps.ConvertAll(step => step with { Knowingly = true });
        var flaps = fields.Find("flap") is { } flap ? Flap(flap, at, duration) : [];
        var repeat = fields.Find("repeat");
        if (repeat is not null && flaps.Count > 0) throw new ScenarioException(repeat.Line, "An event is repeated or flaps, not both.");
        fields.End();
        if (steps.Count == 0 && flaps.Count == 0)
            throw new ScenarioException(fields.Line, "An event says what happens: fail, recover, connect, cutHeartbeat, partition, fill, freeze, losePoint, slow, degrade, flap, start, stop, restart, forceRestart, migrate, relocate, failover, testFailover, failback, snapshot, deleteSnapshot, revertSnapshot, maintain, resume or setPriority.");
        if (repeat is not null) return Repeated(repeat, new Scenario.Happening(at, steps, fields.Line), chance, number, seed, duration);
        if (Draw.Unit(seed, "event", "chance", number) >= chance) return [];
        return steps.Count == 0 ? flaps : [new Scenario.Happening(at, steps, fields.Line), .. flaps];
    }

    /// <summary>The storage a machine goes to with its disks, and for one that runs the host.</summary>
    static Scenario.Step Relocation(string machine, ScenarioNode given)
    {
        var fields = new ScenarioFields(given, $"\"{machine}\"");
        var step = new Scenario.Step(Scenario.Verb.Relocate, machine, given.Line) { Storage = fields.Text("storage"), Host = fields.Find("host") is null ? null : fields.Text("host") };
        fields.End();
        return step;
    }

    /// <summary>The loss of a link, or null for "half".</summary>
    static double? Loss(string name, ScenarioNode given)
    {
        if (given is { Kind: JsonTokenType.String, Text: "half" }) return null;
        if (given.Kind != JsonTokenType.StartObject) throw new ScenarioException(given.Line, $"\"{name}\" is \"half\" for a part, and an object with \"loss\" in percent for a link.");
        var fields = new ScenarioFields(given, $"\"{name}\"");
        if (fields.Find("loss") is null) throw new ScenarioException(given.Line, "\"loss\" is missing.");
        var loss = fields.Number("loss", 0, LeastLoss, MostLoss);
        fields.End();
        return loss;
    }

    static double Factor(string name, ScenarioNode among) => new ScenarioFields(among, "\"slow\"").Number(name, 1, 1, MostFactor);

    static IReadOnlyList<KeyValuePair<string, ScenarioNode>> Members(ScenarioNode node, string name, string what) =>
        node.Kind == JsonTokenType.StartObject
            ? [.. node.Members.Select(member => KeyValuePair.Create(member.Name, member.Value))]
            : throw new ScenarioException(node.Line, $"\"{name}\" is an object of {what}.");

    /// <summary>The same again in every interval in which it is drawn; each time with the chance of the event, and mended after a while if one is given.</summary>
    static List<Scenario.Happening> Repeated(ScenarioNode node, Scenario.Happening first, double chance, int number, long seed, TimeSpan duration)
    {
        var fields = new ScenarioFields(node, "\"repeat\"");
        var every = fields.Time("every");
        var until = fields.Find("until") is null ? duration : fields.Time("until");
        TimeSpan? lasts = fields.Find("lasts") is null ? null : fields.Time("lasts");
        fields.End();
        if (every <= TimeSpan.Zero) throw new ScenarioException(node.Line, "\"every\" is longer than nothing.");
        if (until < first.At || until > duration) throw new ScenarioException(node.Line, "\"until\" lies after the event and not after the end of the scenario.");
        if ((until - first.At) / every > MostRepeats) throw new ScenarioException(node.Line, $"An event is repeated at most {MostRepeats} times.");
        if (lasts is { } mended && (mended <= TimeSpan.Zero || mended >= every)) throw new ScenarioException(node.Line, "\"lasts\" is longer than nothing and shorter than \"every\".");
        var hardware = first.Steps.Where(ScenarioOperator.CanBeMended).ToList();
        if (lasts is not null && hardware.Count < first.Steps.Count) throw new ScenarioException(node.Line, "\"lasts\" is for what recovers: fail, cutHeartbeat, partition, fill, freeze, slow and degrade.");
        List<Scenario.Happening> happenings = [];
        var ordinal = 0;
        for (var next = first.At; next <= until; next += every, ordinal++)
        {
            if (Draw.Unit(seed, $"event-{number}", "chance", ordinal) >= chance) continue;
            happenings.Add(first with { At = next });
            if (lasts is { } after) happenings.Add(new Scenario.Happening(Least(next + after, duration), [.. hardware.Select(step => new Scenario.Step(Scenario.Verb.Recover, step.Subject, step.Line))], node.Line));
        }

        return happenings;
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Down and up again in turn, until a moment; then up.</summary>
    static List<Scenario.Happening> Flap(ScenarioNode node, TimeSpan at, TimeSpan duration)
    {
        var fields = new ScenarioFields(node, "\"flap\"");
        var subjects = fields.Names("names");
        var (down, up, until) = (fields.Time("down"), fields.Time("up"), fields.Time("until"));
        fields.End();
        if (subjects.Count == 0) throw new ScenarioException(node.Line, "\"names\" says what comes and goes.");
        if (down <= TimeSpan.Zero || up <= TimeSpan.Zero) throw new ScenarioException(node.Line, "\"down\" and \"up\" are longer than nothing.");
        if (until <= at || until > duration) throw new ScenarioException(node.Line, "\"until\" lies after the event and before the end of the scenario.");
        if ((until - at) / (down + up) > MostFlaps) throw new ScenarioException(node.Line, $"Something comes and goes at most {MostFlaps} times in one event.");
        List<Scenario.Happening> happenings = [];
        for (var next = at; next < until; next += down + up)
        {
            happenings.Add(Of(next, Scenario.Verb.Fail));
            happenings.Add(Of(next + down < until ? next + down : until, Scenario.Verb.Recover));
        }

        return happenings;

        Scenario.Happening Of(TimeSpan moment, Scenario.Verb verb) =>
            new(moment, [.. subjects.Select(subject => new Scenario.Step(verb, subject.Name, subject.Line))], node.Line);
    }
}
