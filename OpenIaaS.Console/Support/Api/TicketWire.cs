using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support.Api;

/// <summary>A ticket in a list. Moments are UTC, RFC 3339.</summary>
sealed record TicketWire(long Number, string Title, string Kind, string Status, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static TicketWire Of(TicketRow row) => new(row.Number, row.Title, $"{row.Kind}", $"{row.Status}", row.Author, row.CreatedAt, row.UpdatedAt);
}

/// <summary>A ticket with everything that was filed. Moments are UTC, RFC 3339.</summary>
/// <param name="Page">The page it was filed from, or empty.</param>
sealed record TicketDetailWire(long Number, string Title, string Kind, string Status, string Author, string Description, string Page, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static TicketDetailWire Of(TicketDetail row) =>
        new(row.Number, row.Title, $"{row.Kind}", $"{row.Status}", row.Author, row.Description, row.Page, row.CreatedAt, row.UpdatedAt);
}
