namespace OpenIaaS.Domain.Activities;

/// <summary>What may be worth knowing of how an activity went.</summary>
public static class ActivityRemarks
{
    /// <summary>The guest ended by itself before its power would have been cut.</summary>
    public const string EndedInTime = "ended_in_time";

    /// <summary>The guest did not end in time, and its power was cut.</summary>
    public const string ForcedAfterDelay = "forced_after_delay";

    /// <summary>Whoever asked said that it was to be done even if high availability of the pool would not hold any more.</summary>
    public const string EvenIfUnprotected = "even_if_unprotected";
}
