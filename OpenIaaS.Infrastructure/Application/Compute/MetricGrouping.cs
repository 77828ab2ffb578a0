namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What metrics are summed over (Console specification 2.20, Group by).</summary>
public enum MetricGrouping
{
    /// <summary>Everything the tenant has.</summary>
    All,

    /// <summary>Each availability zone.</summary>
    Zone,

    /// <summary>Each host, or each block storage.</summary>
    Each,
}
