using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>How ledgers, causes and runs are said.</summary>
static class LedgerWords
{
    /// <summary>The cause in a line, as a heading.</summary>
    public static string Word(this IStringLocalizer<ReplicationText> L, BreachCause cause) => cause switch
    {
        BreachCause.NoRun => L["No run was begun in time"],
        BreachCause.LinkDown => L["The link between the zones was down"],
        BreachCause.TargetFull => L["The target storage was full"],
        BreachCause.StorageUnreachable => L["A block storage could not be reached"],
        BreachCause.SnapshotFrozen => L["The snapshot froze"],
        BreachCause.ChangeRate => L["The link cannot carry what the machine writes"],
        BreachCause.RunSkipped => L["A run was skipped because the one before still copied"],
        BreachCause.FirstCopy => L["The first copy took longer than the interval"],
        BreachCause.RunFailed => L["Runs failed"],
    };

    /// <summary>The words of the API and of files, the same in every language.</summary>
    public static string Wire(this BreachCause cause) => cause switch
    {
        BreachCause.NoRun => "no_run",
        BreachCause.LinkDown => "link_down",
        BreachCause.TargetFull => "target_full",
        BreachCause.StorageUnreachable => "storage_unreachable",
        BreachCause.SnapshotFrozen => "snapshot_frozen",
        BreachCause.ChangeRate => "change_rate",
        BreachCause.RunSkipped => "run_skipped",
        BreachCause.FirstCopy => "first_copy",
        BreachCause.RunFailed => "run_failed",
    };

    public static string Word(this IStringLocalizer<ReplicationText> L, Criticality criticality) => criticality switch
    {
        Criticality.Critical => L["Critical applications"],
        Criticality.Business => L["Business applications"],
        Criticality.Development => L["Development environments"],
    };

    public static string Advised(this IStringLocalizer<ReplicationText> L, Criticality criticality) => criticality switch
    {
        Criticality.Critical => L["every 1 to 30 minutes"],
        Criticality.Business => L["every hour or two"],
        Criticality.Development => L["once a day is enough"],
    };

    public static string Word(this IStringLocalizer<ReplicationText> L, RunState state) => state switch
    {
        RunState.Copying => L["Copying"],
        RunState.Whole => L["Point made"],
        RunState.Failed => L["Failed"],
    };

    public static Tone Tone(this RunState state) => state switch
    {
        RunState.Copying => Shared.Tone.Info,
        RunState.Whole => Shared.Tone.Ok,
        RunState.Failed => Shared.Tone.Bad,
    };

    /// <summary>A share of a promise with two decimals, never rounded up to 100 %; a dash where nothing was counted.</summary>
    public static string Kept(LedgerTime time) => time.Kept is not { } kept ? "–" : kept >= 1 ? Units.Percent(1) : Units.Percent(kept, 2);

    public static LedgerDay Mark(LedgerTime? day) => day?.Mark switch
    {
        RecoveryPointStatus.Breached => LedgerDay.Breached,
        RecoveryPointStatus.AtRisk => LedgerDay.AtRisk,
        RecoveryPointStatus.Compliant => LedgerDay.Compliant,
        RecoveryPointStatus.Pending or null => LedgerDay.Pending,
    };

    /// <summary>The strip as a sentence: "30 days: 27 compliant, 2 at risk, 1 breached".</summary>
    public static string Strip(this IStringLocalizer<ReplicationText> L, LedgerDays days)
    {
        var marks = days.Days.CountBy(Mark).ToDictionary();
        return L["30 days: {0} compliant, {1} at risk, {2} breached", marks.GetValueOrDefault(LedgerDay.Compliant), marks.GetValueOrDefault(LedgerDay.AtRisk), marks.GetValueOrDefault(LedgerDay.Breached)];
    }

    /// <summary>One day as a sentence, for its tooltip.</summary>
    public static string Day(this IStringLocalizer<ReplicationText> L, DateOnly day, LedgerTime? time)
    {
        var date = day.ToString("ddd d MMM", CultureInfo.CurrentCulture);
        return time switch
        {
            null => L["{0}: nothing counted", date],
            { BreachedTicks: > 0 } => L["{0}: breached for {1}, at risk for {2}", date, Units.Age(time.Breached), Units.Age(time.AtRisk)],
            { AtRiskTicks: > 0 } => L["{0}: at risk for {1}", date, Units.Age(time.AtRisk)],
            _ => L["{0}: kept", date],
        };
    }

    /// <summary>The log of a run has an address of its own.</summary>
    public static string RunHref(Domain.Common.Id<Replica> replica, DateTimeOffset beganAt) =>
        string.Create(CultureInfo.InvariantCulture, $"/replication/runs/{replica}/{beganAt.UtcTicks}");

    /// <summary>All runs of a replica.</summary>
    public static string RunsHref(Domain.Common.Id<Replica> replica) => $"/replication/runs/{replica}";
}
