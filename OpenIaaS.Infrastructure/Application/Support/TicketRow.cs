using OpenIaaS.Domain.Support;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>A ticket in a list.</summary>
public sealed record TicketRow(long Number, string Title, TicketKind Kind, TicketStatus Status, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A ticket with everything that was filed.</summary>
/// <param name="Request">The backup policy asked for; null for every other kind.</param>
/// <param name="Page">The page it was filed from, or empty.</param>
public sealed record TicketDetail(
    long Number, string Title, TicketKind Kind, TicketStatus Status, string Author, string Description, BackupPolicyRequest? Request, string Page,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>How many tickets the caller sees, by where they stand.</summary>
public sealed record TicketCounts(int Open, int AnswerRequired, int ValidationRequired, int Closed)
{
    public int All => Open + AnswerRequired + ValidationRequired + Closed;

    public int NotClosed => All - Closed;
}
