namespace OpenIaaS.Domain.Compute;

/// <summary>How a part of the hardware is.</summary>
public enum HardwareHealth
{
    /// <summary>It works.</summary>
    Healthy,

    /// <summary>It has failed. A drive that waits for a replacement, because no spare space is left, counts as failed.</summary>
    Failed,

    /// <summary>It works, but not as it should: an interconnect or a canister at half its throughput, a link that loses packets.</summary>
    Degraded,

    /// <summary>A drive whose content is being rebuilt, into the spare space or onto its replacement.</summary>
    Rebuilding,

    /// <summary>A drive that has failed and whose content lies in the spare space: nothing is missing, but it must be replaced before the next one fails.</summary>
    Replace,
}
