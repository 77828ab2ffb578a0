namespace OpenIaaS.Domain.Compute;

/// <summary>How a part of the hardware is.</summary>
public enum HardwareHealth
{
    /// <summary>It works.</summary>
    Healthy,

    /// <summary>It has failed. A drive that waits for a replacement, because no spare space is left, counts as failed.</summary>
    Failed,

    /// <summary>A drive whose content is being rebuilt, into the spare space or onto its replacement.</summary>
    Rebuilding,

    /// <summary>A drive that has failed and whose content lies in the spare space: nothing is missing, but it must be replaced before the next one fails.</summary>
    Replace,
}
