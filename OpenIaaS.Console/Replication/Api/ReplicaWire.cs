using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>A replica and how its recovery point stands. Moments are UTC, RFC 3339.</summary>
/// <param name="IntervalSeconds">How often a copy is due.</param>
/// <param name="LastPointAt">When the newest whole point was taken; absent before the first.</param>
/// <param name="AgeSeconds">How old that is now; before the first, how long replication has been on.</param>
/// <param name="Status">Pending, Compliant, AtRisk or Breached.</param>
/// <param name="ExceedsAdvertised">Whether it is older than what the platform advertises for such an interval.</param>
/// <param name="Points">How many points can be recovered.</param>
/// <param name="Size">Bytes they take on the target.</param>
/// <param name="Progress">Percent of the run under way; 0 while none is.</param>
/// <param name="SkippedTicks">Due runs that were skipped because one was under way.</param>
/// <param name="BackedUp">Whether a backup is made of the machine; absent without the permission to see backups.</param>
/// <param name="LastProblem">Why the last run failed; absent when it did not.</param>
sealed record ReplicaWire(
    string Id, string VirtualMachineId, string VirtualMachine, string FromPool, string ToPool, string ToStorageRepository, string PolicyId, string Policy, long IntervalSeconds,
    DateTimeOffset? LastPointAt, long AgeSeconds, string Status, bool ExceedsAdvertised, int Points, long Size, int Progress, DateTimeOffset NextRunAt, int SkippedTicks, bool? BackedUp, string? LastProblem)
{
    public static ReplicaWire Of(ReplicaRow row, DateTimeOffset now) => new(
        $"{row.Id}", $"{row.MachineId}", row.Machine, row.FromPool, row.ToPool, row.ToStorage, $"{row.PolicyId}", row.Policy, (long)row.Interval.Every.TotalSeconds,
        row.LastPointAt, (long)row.AgeAt(now).TotalSeconds, $"{row.StatusAt(now)}", row.ExceedsAdvertisedAt(now), row.Points, row.Size.Bytes, row.ProgressAt(now), row.NextRunAt,
        row.SkippedTicks, row.BackedUp, row.LastProblem);
}

/// <summary>The move of a replica to another policy.</summary>
/// <param name="ConfigurationId">The replication policy its machine is to be replicated by.</param>
[Example("""{"configurationId":"0198c0de-0000-7000-8000-000000000006"}""")]
sealed record ReplicaMoveWire(string? ConfigurationId);
