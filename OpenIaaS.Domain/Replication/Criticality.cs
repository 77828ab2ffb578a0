using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>What a policy protects (Concepts, Recommendations by workload type).</summary>
public enum Criticality
{
    /// <summary>"Hourly or bi-hourly replication depending on requirements".</summary>
    Business,

    /// <summary>"Replication every 1-30 minutes to minimize data loss".</summary>
    Critical,

    /// <summary>"Daily replication typically sufficient".</summary>
    Development,
}

/// <summary>Which intervals are recommended for what (Concepts, Recommendations by workload type).</summary>
public static class Criticalities
{
    static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);
    static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);

    /// <summary>Every one, the most critical first.</summary>
    public static IReadOnlyList<Criticality> All { get; } = [Criticality.Critical, Criticality.Business, Criticality.Development];

    /// <summary>The interval that is proposed for it.</summary>
    public static ReplicationInterval Proposed(this Criticality criticality) => criticality switch
    {
        Criticality.Critical => new ReplicationInterval(15, IntervalUnit.Minutes),
        Criticality.Business => new ReplicationInterval(1, IntervalUnit.Hours),
        Criticality.Development => new ReplicationInterval(24, IntervalUnit.Hours),
    };

    /// <summary>What is recommended instead of an interval that is longer than its workloads should have; null where it is short enough.</summary>
    /// <returns><c>interval.critical</c> or <c>interval.business</c>.</returns>
    public static Notice? Advice(this Criticality criticality, ReplicationInterval interval) => criticality switch
    {
        Criticality.Critical when interval.Every > HalfAnHour =>
            Notice.Of("interval.critical", $"Critical applications are replicated every 1 to {(int)HalfAnHour.TotalMinutes} minutes, to lose as little as possible."),
        Criticality.Business when interval.Every > TwoHours =>
            Notice.Of("interval.business", $"Business applications are replicated every hour or every {(int)TwoHours.TotalHours} hours."),
        Criticality.Critical or Criticality.Business or Criticality.Development => null,
    };
}
