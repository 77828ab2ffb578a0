namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>What became of a machine that went down with its host (Concepts, High Availability; Reliability 3, rule 1).</summary>
public enum LossState
{
    /// <summary>It waits for its restart, or is being restarted.</summary>
    Waits,

    /// <summary>It runs again.</summary>
    Runs,

    /// <summary>It is best-effort, and its one attempt found no room or failed.</summary>
    StaysDown,

    /// <summary>Nobody restarts it: high availability is off for it or for its pool.</summary>
    NotRestarted,

    /// <summary>Its user gave the restart up by powering it off.</summary>
    GivenUp,

    /// <summary>Its copy in another zone runs in its place.</summary>
    CopyRuns,

    /// <summary>It was deleted.</summary>
    Deleted,
}
