namespace OpenIaaS.Domain.Support;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>With support.</summary>
    Open,

    /// <summary>Support waits for an answer.</summary>
    AnswerRequired,

    /// <summary>Support waits for the solution to be confirmed.</summary>
    ValidationRequired,

    /// <summary>Done.</summary>
    Closed,
}
