namespace OpenIaaS.Domain.Activities;

/// <summary>Where an activity stands. Waiting and running go on; the other two are final.</summary>
public enum ActivityState
{
    /// <summary>Accepted, not yet begun.</summary>
    Waiting,

    /// <summary>A worker is carrying it out.</summary>
    Running,

    /// <summary>Done: a read already shows the change.</summary>
    Completed,

    /// <summary>Not done, and nothing of it is left behind; the reason says why.</summary>
    Failed,
}
