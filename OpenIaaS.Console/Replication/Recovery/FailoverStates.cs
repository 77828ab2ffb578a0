using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>What an address says of how far failovers are: one of their states, or one of two words for several.</summary>
static class FailoverStates
{
    public const string Open = "open";
    public const string Over = "over";

    public static IReadOnlyList<FailoverState> Ends { get; } = [FailoverState.Failed, FailoverState.FailedBack, FailoverState.Kept, FailoverState.CleanedUp];

    /// <summary>Whether those under way are meant, or those that are over; null for neither.</summary>
    public static bool? Standing(string? state) =>
        string.Equals(state, Open, StringComparison.OrdinalIgnoreCase) ? true : string.Equals(state, Over, StringComparison.OrdinalIgnoreCase) ? false : null;
}
