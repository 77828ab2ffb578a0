namespace OpenIaaS.Domain.Compute;

/// <summary>What an outage takes from a tenant, and with it which promise it counts against.</summary>
public enum OutageScope
{
    /// <summary>A pool without any connected host: nothing runs there and nothing can be started.</summary>
    Platform,

    /// <summary>A failed host.</summary>
    Compute,

    /// <summary>A block storage that its hosts do not reach.</summary>
    Storage,
}
