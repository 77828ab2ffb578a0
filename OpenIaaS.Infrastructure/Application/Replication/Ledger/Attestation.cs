using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>What was kept of every promise of a tenant in a month, in whole days UTC: the same for whoever asks later.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="From">Where it begins, UTC.</param>
/// <param name="Until">Where it ends, UTC: with the month, or with yesterday while the month goes on.</param>
/// <param name="Policy">The policy it is limited to, or null.</param>
/// <param name="MadeBy">Who asked for it.</param>
/// <param name="MadeAt">When, UTC.</param>
public sealed record Attestation(
    DateOnly Month, DateTimeOffset From, DateTimeOffset Until, string Organization, string Tenant, string? Policy, string MadeBy, DateTimeOffset MadeAt,
    IReadOnlyList<AttestedMachine> Machines, IReadOnlyList<BreachRow> Breaches)
{
    public bool IsWhole => ReplicaDay.Of(Until) >= Month.AddMonths(1);

    public LedgerTime Total => Machines.Aggregate(LedgerTime.None, (sum, machine) => sum + machine.Time);

    public TimeSpan Length => Until - From;
}

/// <summary>One machine of an attestation.</summary>
/// <param name="Promises">What was promised: until when the interval held, null for the last.</param>
/// <param name="Time">How the promise stood; the rest of the time is not counted.</param>
/// <param name="Breaches">How many breaches touch the time.</param>
/// <param name="RemovedAt">When the replica was removed, UTC, or null.</param>
public sealed record AttestedMachine(
    Id<Replica> Replica, Id<VirtualMachine> MachineId, string Machine, Id<ReplicationPolicy> PolicyId, string Policy,
    IReadOnlyList<(ReplicationInterval Interval, DateTimeOffset? Until)> Promises, LedgerTime Time, int Breaches, DateTimeOffset? RemovedAt);
