using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>How failovers, tests and rehearsals are said.</summary>
static class RecoveryWords
{
    public static string Word(this IStringLocalizer<ReplicationText> L, FailoverRow row) => (row.State, row.Kind) switch
    {
        (FailoverState.Beginning, FailoverKind.Test) => L["Test begins"],
        (FailoverState.Beginning, _) => L["Failing over"],
        (FailoverState.Running, FailoverKind.Test) => L["Test runs"],
        (FailoverState.Running, _) => L["Runs at the target"],
        (FailoverState.Ending, FailoverKind.Test) => L["Being cleaned up"],
        (FailoverState.Ending, _) => L["Failing back"],
        (FailoverState.Failed, _) => L["Failed"],
        (FailoverState.FailedBack, _) => L["Failed back"],
        (FailoverState.Kept, _) => L["Copy kept"],
        (FailoverState.CleanedUp, _) => L["Cleaned up"],
    };

    /// <summary>One of the states in which something is over.</summary>
    public static string Word(this IStringLocalizer<ReplicationText> L, FailoverState state) => state switch
    {
        FailoverState.Failed => L["Failed"],
        FailoverState.FailedBack => L["Failed back"],
        FailoverState.Kept => L["Copy kept"],
        FailoverState.CleanedUp => L["Cleaned up"],
        _ => L["Under way"],
    };

    /// <summary>What was lost; a test loses nothing and is not asked.</summary>
    public static string Lost(this IStringLocalizer<ReplicationText> L, FailoverRow row) =>
        row.Kind == FailoverKind.Test || row.DataLost is not { } lost ? "–" : lost == TimeSpan.Zero ? L["none"] : Units.Age(lost);

    public static Tone Tone(this FailoverRow row) => row.State switch
    {
        FailoverState.Beginning or FailoverState.Ending => Shared.Tone.Info,
        FailoverState.Running => row.Kind == FailoverKind.Test ? Shared.Tone.Info : Shared.Tone.Warn,
        FailoverState.Failed => Shared.Tone.Bad,
        _ => Shared.Tone.Ok,
    };

    public static string Word(this IStringLocalizer<ReplicationText> L, FailoverKind kind) => kind switch
    {
        FailoverKind.Unplanned => L["Unplanned failover"],
        FailoverKind.Planned => L["Planned failover"],
        FailoverKind.Test => L["Failover test"],
    };

    public static string Word(this IStringLocalizer<ReplicationText> L, RehearsalStep step) => step switch
    {
        RehearsalStep.Waiting => L["Waits for its turn"],
        RehearsalStep.Restoring => L["Its disks are written"],
        RehearsalStep.Starting => L["Is powered on"],
        RehearsalStep.Answering => L["Its tools are waited for"],
        RehearsalStep.Passed => L["Passed"],
        RehearsalStep.Failed => L["Failed"],
    };

    public static Tone Tone(this RehearsalStep step) => step switch
    {
        RehearsalStep.Waiting => Shared.Tone.Off,
        RehearsalStep.Passed => Shared.Tone.Ok,
        RehearsalStep.Failed => Shared.Tone.Bad,
        _ => Shared.Tone.Info,
    };

    public static (Tone Tone, string Word) Result(this IStringLocalizer<ReplicationText> L, Rehearsal rehearsal) => rehearsal switch
    {
        { EndedAt: null } => (Shared.Tone.Info, L["Under way"]),
        { HasPassed: true } => (Shared.Tone.Ok, L["Passed"]),
        _ => (Shared.Tone.Bad, L["Failed"]),
    };

    /// <summary>A span, or a dash where there is none.</summary>
    public static string Span(TimeSpan? span) => span is { } known ? Units.Age(known) : "–";
}
