namespace OpenIaaS.Domain.Compute;

/// <summary>What an outage takes from a tenant, and with it which promise it counts against.</summary>
public enum OutageScope
{
    /// <summary>A pool without any connected host: nothing runs there and nothing can be started.</summary>
    Platform,

    /// <summary>A failed host. One in maintenance was emptied by its tenant, and no machine stopped: it begins none, but counts among the hosts, and one that fails meanwhile does begin one.</summary>
    Compute,

    /// <summary>A block storage that its hosts do not reach.</summary>
    Storage,
}
