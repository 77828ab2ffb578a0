using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One backup policy of a machine.</summary>
/// <param name="Schedule">When it runs, as cron in French time; empty for one that never runs.</param>
/// <param name="Remove">Why it cannot be taken off now; null when it can.</param>
public sealed record MachinePolicy(Id<BackupPolicy> Id, string Name, string Schedule, BackupRetention Retention, Problem? Remove)
{
    public bool Protects => Schedule.Length > 0;
}

/// <summary>The replica of a machine.</summary>
/// <param name="LastPointAt">The moment its newest whole recovery point shows, or null before the first.</param>
public sealed record MachineReplica(string Policy, string TargetZone, DateTimeOffset? LastPointAt, RecoveryPointStatus Status);
