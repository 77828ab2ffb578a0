namespace OpenIaaS.Domain.Support;

/// <summary>What a ticket asks for.</summary>
public enum TicketKind
{
    /// <summary>A question or a request to support.</summary>
    Question,

    /// <summary>The service request for a new backup policy (Concepts, Creating a Backup Policy).</summary>
    BackupPolicy,

    /// <summary>An incident. Requests that concern a promised availability are reported by one (Concepts, Compute, Infrastructure availability).</summary>
    Incident,
}
