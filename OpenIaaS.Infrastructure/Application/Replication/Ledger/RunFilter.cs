using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>How far a run of replication came.</summary>
public enum RunState
{
    Copying,
    Whole,
    Failed,
}

/// <summary>Which runs are asked for; null asks for all. Without a replica or a machine those that ended within a day, unless <see cref="From"/> says otherwise.</summary>
/// <param name="From">Those that ended at this moment or later, UTC.</param>
/// <param name="Until">Those that ended before it, UTC.</param>
public sealed record RunFilter(
    Id<Replica>? Replica = null, Id<VirtualMachine>? Machine = null, Id<ReplicationPolicy>? Policy = null, RunState? State = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool Any => State is not null;
}
