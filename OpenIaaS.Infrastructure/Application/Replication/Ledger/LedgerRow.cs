using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>One replica in the ledger of the fleet.</summary>
/// <param name="BreachedSince">Since when a breach goes on, UTC; null while none does.</param>
/// <param name="Rests">Whether nothing is counted now because its copy runs.</param>
public sealed record LedgerRow(
    Id<Replica> Replica, Id<VirtualMachine> MachineId, string Machine, Id<ReplicationPolicy> PolicyId, string Policy, ReplicationInterval Interval,
    RecoveryPointStatus Status, DateTimeOffset? BreachedSince, bool Rests, LedgerDays Ledger);

/// <summary>What the fleet came to in the last 30 days, and the rows asked for.</summary>
/// <param name="Total">Of all that match, with what was removed meanwhile where nothing is left out.</param>
public sealed record FleetLedger(LedgerTime Total, TablePage<LedgerRow> Page);

/// <summary>A breach of the last 30 days. Moments are UTC.</summary>
/// <param name="Until">When it ended; null while it goes on.</param>
/// <param name="Detail">What was said of it last; null when nobody said anything.</param>
/// <param name="RunBeganAt">The run that tells more; null when there is none.</param>
public sealed record BreachRow(
    Id<Replica> Replica, Id<VirtualMachine> MachineId, string Machine, Id<ReplicationPolicy> PolicyId, string Policy, DateTimeOffset From, DateTimeOffset? Until,
    BreachCause Cause, string? Detail, DateTimeOffset? RunBeganAt);
