using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>A promise while somebody fills it in.</summary>
public sealed class PromiseDraft(Criticality criticality, ReplicationInterval interval)
{
    public Criticality Criticality { get; private set; } = criticality;

    public int? Count { get; set; } = interval.Count;

    public IntervalUnit Unit { get; set; } = interval.Unit;

    public ReplicationInterval Interval => new(Count ?? 0, Unit);

    /// <summary>Another workload proposes its own interval where the present one was only the proposal of the last.</summary>
    public void Protect(Criticality chosen)
    {
        if (Interval == Criticality.Proposed()) (Count, Unit) = (chosen.Proposed().Count, chosen.Proposed().Unit);
        Criticality = chosen;
    }
}
