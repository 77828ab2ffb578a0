namespace OpenIaaS.Domain.Common;

/// <summary>Where a piece of work on hardware stands.</summary>
public enum HardwareTaskState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not done, and nothing of it is left on the hardware.</summary>
    Failed,
}

/// <summary>One piece of work on hardware, real or simulated, as it stands when it is read.</summary>
/// <param name="Key">The key it was asked for under; asking again under the same key gives the same task and starts nothing twice.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Progress">How far it is, 0 to 100 percent.</param>
/// <param name="Remaining">How long it is expected to take from now, or null when nobody can say.</param>
/// <param name="Result">What a success hands back; each port says what that is.</param>
/// <param name="Reason">Why it failed and what to do, in full sentences.</param>
public sealed record HardwareTask(string Key, HardwareTaskState State, int Progress, TimeSpan? Remaining, string? Result, string? Reason);
