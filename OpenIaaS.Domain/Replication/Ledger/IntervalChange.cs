using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>From when on a policy promised something else: without it no past day could be counted again.</summary>
public sealed class IntervalChange : IOwned
{
    IntervalChange() => (Before, After) = (new ReplicationInterval(1, IntervalUnit.Hours), new ReplicationInterval(1, IntervalUnit.Hours));

    /// <summary>Notes that the interval of a policy changes.</summary>
    public IntervalChange(ReplicationPolicy policy, ReplicationInterval before, ReplicationInterval after, DateTimeOffset at) =>
        (PolicyId, TenantId, Before, After, At) = (policy.Id, policy.TenantId, before, after, at);

    /// <summary>The policy; with <see cref="At"/>, its key.</summary>
    public Id<ReplicationPolicy> PolicyId { get; private set; }

    /// <summary>When it changed, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>What was promised until then.</summary>
    public ReplicationInterval Before { get; private set; }

    /// <summary>What is promised since then.</summary>
    public ReplicationInterval After { get; private set; }
}
