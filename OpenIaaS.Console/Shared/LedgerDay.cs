namespace OpenIaaS.Console.Shared;

/// <summary>How one day of a ledger stood; the height says it, the colour repeats it.</summary>
public enum LedgerDay
{
    /// <summary>Nothing to judge yet.</summary>
    Pending,
    Compliant,
    AtRisk,
    Breached,
}
