namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>Why a promise was not kept.</summary>
public enum BreachCause
{
    /// <summary>No run was begun in time: nothing stood in its way, but nobody looked, or a copy ran in place of its source.</summary>
    NoRun,

    /// <summary>The link between the zones was down.</summary>
    LinkDown,

    /// <summary>The target storage had no room for the copy.</summary>
    TargetFull,

    /// <summary>A block storage of the machine or of its replica could not be reached.</summary>
    StorageUnreachable,

    /// <summary>The snapshot of the machine could not be taken.</summary>
    SnapshotFrozen,

    /// <summary>The machine writes more in an interval than its share of the link carries: a run took longer than the interval.</summary>
    ChangeRate,

    /// <summary>A run was skipped because the one before was still copying.</summary>
    RunSkipped,

    /// <summary>The first copy, which copies everything, took longer than an interval.</summary>
    FirstCopy,

    /// <summary>Runs failed for a reason of their own, which the breach tells.</summary>
    RunFailed,
}

/// <summary>Tells causes by the sentences in which ports and rules refuse copies.</summary>
public static class BreachCauses
{
    /// <summary>What a port says when there is no way between two zones.</summary>
    public const string LinkIsDown = "The link between the zones is down.";

    /// <summary>What it says when the way was lost while a copy was under way.</summary>
    public const string LinkWasLost = "The link between the zones was lost.";

    /// <summary>What it says when the snapshot of a machine could not be taken.</summary>
    /// <param name="machine">The name of the machine.</param>
    public static string SnapshotFroze(string machine) => $"The snapshot of {machine} froze: its system writes without pause.";

    /// <summary>The cause that a sentence tells; <see cref="BreachCause.RunFailed"/> when it tells another one.</summary>
    /// <param name="reason">Why a run failed, or what it waits for, in full sentences.</param>
    public static BreachCause Of(string reason) =>
        Tells(reason, "The link between the zones ") || Tells(reason, "No link joins ") ? BreachCause.LinkDown
        : Tells(reason, "The snapshot ") ? BreachCause.SnapshotFrozen
        : Tells(reason, "The block storage ") ? Says(reason, " free; ") || Says(reason, " nothing free") ? BreachCause.TargetFull : BreachCause.StorageUnreachable
        : BreachCause.RunFailed;

    static bool Tells(string reason, string beginning) => reason.StartsWith(beginning, StringComparison.Ordinal);

    static bool Says(string reason, string part) => reason.Contains(part, StringComparison.Ordinal);
}
