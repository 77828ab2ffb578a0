using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Scenarios.Rehearsing;

namespace OpenIaaS.Console.Compute.Lab.Rehearsing;

/// <summary>How events of a scenario and lines of its log are said.</summary>
static class RehearsalWords
{
    static readonly HashSet<string> Bad = ["broken", "lost", "stopped", "failed", "filled", "frozen", "stalled", "degraded", "cut", "fenced", "partitioned"];
    static readonly HashSet<string> Good = ["repaired", "joined", "running", "connected", "migrated", "relocated", "point", "rebuilt", "resumed", "restart"];

    /// <summary>Whether what a line says is bad, good or neither.</summary>
    public static Tone Tone(ScenarioLine line) => line.Result is "failed" or "refused" ? Shared.Tone.Bad
        : Bad.Contains(Last(line.Kind)) ? Shared.Tone.Bad
        : Good.Contains(Last(line.Kind)) ? Shared.Tone.Ok : Shared.Tone.Plain;

    /// <summary>What a step does, as a word before the object's name.</summary>
    public static string Verb(IStringLocalizer<RehearsalText> L, Scenario.Verb verb) => verb switch
    {
        Scenario.Verb.Fail => L["Break"],
        Scenario.Verb.Recover => L["Repair"],
        Scenario.Verb.Fill => L["Fill"],
        Scenario.Verb.Slow => L["Slow down"],
        Scenario.Verb.Degrade => L["Degrade"],
        Scenario.Verb.CutHeartbeat => L["Cut the heartbeat path of"],
        Scenario.Verb.Partition => L["Split the management network of"],
        Scenario.Verb.Freeze => L["Freeze the snapshots of"],
        Scenario.Verb.LosePoint => L["Lose the newest point of"],
        Scenario.Verb.Connect => L["Connect"],
        Scenario.Verb.Start => L["Power on"],
        Scenario.Verb.Stop => L["Power off"],
        Scenario.Verb.Restart => L["Restart"],
        Scenario.Verb.ForceRestart => L["Restart by force"],
        Scenario.Verb.Migrate or Scenario.Verb.Relocate => L["Move"],
        Scenario.Verb.FailOver => L["Fail over"],
        Scenario.Verb.TestFailover => L["Test the failover"],
        Scenario.Verb.FailBack => L["Fail back"],
        Scenario.Verb.Snapshot => L["Take a snapshot of"],
        Scenario.Verb.RevertSnapshot => L["Bring back to its newest snapshot:"],
        Scenario.Verb.DeleteSnapshot => L["Delete the oldest snapshot of"],
        Scenario.Verb.Maintain => L["Begin maintenance of"],
        Scenario.Verb.Resume => L["End maintenance of"],
        Scenario.Verb.SetPriority => L["Set the priority of"],
    };

    /// <summary>The mark of an event on the line of time.</summary>
    public static (Tone Tone, string Icon) Mark(Scenario.Verb verb) => verb switch
    {
        Scenario.Verb.Fail or Scenario.Verb.Fill or Scenario.Verb.Slow or Scenario.Verb.Degrade or Scenario.Verb.CutHeartbeat or Scenario.Verb.Partition or Scenario.Verb.Freeze or Scenario.Verb.LosePoint => (Shared.Tone.Bad, Icons.Octagon),
        Scenario.Verb.Recover or Scenario.Verb.Connect or Scenario.Verb.Resume => (Shared.Tone.Ok, Icons.Wrench),
        Scenario.Verb.Start or Scenario.Verb.Stop or Scenario.Verb.Restart or Scenario.Verb.ForceRestart or Scenario.Verb.Migrate or Scenario.Verb.Relocate or Scenario.Verb.FailOver or Scenario.Verb.TestFailover or Scenario.Verb.FailBack or Scenario.Verb.Snapshot or Scenario.Verb.DeleteSnapshot or Scenario.Verb.RevertSnapshot or Scenario.Verb.Maintain or Scenario.Verb.SetPriority => (Shared.Tone.Info, Icons.Info),
    };

    static string Last(string kind) => kind[(kind.LastIndexOf('.') + 1)..];
}
