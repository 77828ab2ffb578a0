using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>How a promise stood, in whole seconds.</summary>
/// <param name="PendingSeconds">No point yet, and not yet one interval since activation.</param>
/// <param name="CompliantSeconds">The newest point was no older than the interval.</param>
/// <param name="AtRiskSeconds">Older than that, no older than twice.</param>
/// <param name="BreachedSeconds">Older than twice the interval.</param>
/// <param name="KeptPercent">100 less the share of the time in breach; absent where nothing was counted.</param>
sealed record LedgerTimeWire(long PendingSeconds, long CompliantSeconds, long AtRiskSeconds, long BreachedSeconds, double? KeptPercent)
{
    public static LedgerTimeWire Of(LedgerTime time) => new(Seconds(time.Pending), Seconds(time.Compliant), Seconds(time.AtRisk), Seconds(time.Breached), time.Kept * 100);

    public static long Seconds(TimeSpan span) => (long)Math.Round(span.TotalSeconds);
}

/// <summary>What all that match came to.</summary>
/// <param name="From">The first day counted, UTC.</param>
/// <param name="Replicas">How many match.</param>
sealed record FleetWire(string From, int Replicas, LedgerTimeWire Total)
{
    public static FleetWire Of(FleetLedger fleet, DateOnly first) => new($"{first:yyyy-MM-dd}", fleet.Page.Total, LedgerTimeWire.Of(fleet.Total));
}

/// <summary>The last 30 days of one replica.</summary>
/// <param name="ReplicaId">The replica.</param>
/// <param name="IntervalSeconds">What is promised now.</param>
/// <param name="Status">Pending, Compliant, AtRisk or Breached, now.</param>
/// <param name="Days">Days UTC on which something was counted, the oldest first.</param>
sealed record LedgerWire(string ReplicaId, string VirtualMachineId, string VirtualMachine, string PolicyId, string Policy, long IntervalSeconds, string Status, LedgerTimeWire Total, LedgerWire.DayPart[] Days)
{
    public static LedgerWire Of(LedgerRow row, DateOnly first) => new(
        $"{row.Replica}", $"{row.MachineId}", row.Machine, $"{row.PolicyId}", row.Policy, (long)row.Interval.Every.TotalSeconds, $"{row.Status}", LedgerTimeWire.Of(row.Ledger.Total),
        [.. row.Ledger.Days.Index().Where(day => day.Item is not null).Select(day => new DayPart($"{first.AddDays(day.Index):yyyy-MM-dd}", LedgerTimeWire.Of(day.Item!)))]);

    /// <summary>One day.</summary>
    /// <param name="Day">The day, UTC.</param>
    public sealed record DayPart(string Day, LedgerTimeWire Time);
}

/// <summary>A breach of a promise.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="Until">Until when, UTC; absent while it goes on.</param>
/// <param name="Cause"><c>no_run</c>, <c>link_down</c>, <c>target_full</c>, <c>storage_unreachable</c>, <c>snapshot_frozen</c>, <c>change_rate</c>, <c>run_skipped</c>, <c>first_copy</c> or <c>run_failed</c>.</param>
/// <param name="Detail">What was said of it last; absent when nothing was.</param>
/// <param name="RunBeganAt">When the run began that tells more, UTC; absent when there is none.</param>
sealed record BreachWire(
    string ReplicaId, string VirtualMachineId, string VirtualMachine, string PolicyId, string Policy, DateTimeOffset From, DateTimeOffset? Until, string Cause, string? Detail, DateTimeOffset? RunBeganAt)
{
    public static BreachWire Of(BreachRow row) => new(
        $"{row.Replica}", $"{row.MachineId}", row.Machine, $"{row.PolicyId}", row.Policy, row.From, row.Until, row.Cause.Wire(), row.Detail, row.RunBeganAt);
}

/// <summary>A run of replication. Moments are UTC, RFC 3339.</summary>
/// <param name="Tick">The tick it was for, or since when it had been waiting.</param>
/// <param name="Since">The point from which changes were copied; absent for a full copy.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="EndedAt">When it ended; absent while it copies.</param>
/// <param name="CapturedAt">What its point shows; absent while there is none.</param>
/// <param name="State">Copying, Whole or Failed.</param>
/// <param name="Progress">Percent; 100 once it has ended well.</param>
/// <param name="Size">Bytes that went over the link.</param>
/// <param name="Reason">Why it failed; absent when it did not.</param>
sealed record RunWire(
    string ReplicaId, string VirtualMachineId, string VirtualMachine, string PolicyId, string Policy, string StorageRepository, DateTimeOffset Tick, DateTimeOffset? Since, DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt, DateTimeOffset? CapturedAt, string State, int Progress, long Size, bool IsFull, string? Reason)
{
    public static RunWire Of(RunRow run, DateTimeOffset now) => new(
        $"{run.Replica}", $"{run.MachineId}", run.Machine, $"{run.PolicyId}", run.Policy, run.Storage, run.Tick, run.Since, run.BeganAt, run.EndedAt, run.CapturedAt, $"{run.State}",
        run.State == RunState.Whole ? 100 : Domain.Replication.ReplicationRun.ProgressAt(run.BeganAt, run.ExpectedAt, run.EndedAt ?? now), run.Size.Bytes, run.IsFull, run.Reason);
}
