using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Support;

/// <summary>A request to support, filed with the buoy.</summary>
public sealed class Ticket : IOwned, IVersioned
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 200;

    /// <summary>The longest description, in characters.</summary>
    public const int LongestDescription = 10000;

    /// <summary>The longest address of a page that is kept, in characters.</summary>
    public const int LongestPage = 300;

    Ticket() => (Title, TitleKey, Description, Author, Page) = ("", "", "", "", "");

    /// <summary>Files a ticket whose text has passed <see cref="Check"/>.</summary>
    public Ticket(Id<Ticket> id, Id<Tenant> tenantId, Guid authorId, string author, TicketKind kind, string title, string description, DateTimeOffset now) =>
        (Id, TenantId, AuthorId, Author, Kind, Title, TitleKey, Description, Page, CreatedAt, UpdatedAt) =
        (id, tenantId, authorId, author, kind, title, KeyOf(title), description, "", now, now);

    /// <summary>Its identity.</summary>
    public Id<Ticket> Id { get; private set; }

    /// <summary>The number people say on the phone; grows, never given twice.</summary>
    public long Number { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Who filed it.</summary>
    public Guid AuthorId { get; private set; }

    /// <summary>The name of who filed it.</summary>
    public string Author { get; private set; }

    /// <summary>What it asks for.</summary>
    public TicketKind Kind { get; private set; }

    /// <summary>Where it stands.</summary>
    public TicketStatus Status { get; private set; }

    /// <summary>What it is about, in one line.</summary>
    public string Title { get; private set; }

    /// <summary>The title in one case: what searches and sorts compare.</summary>
    public string TitleKey { get; private set; }

    /// <summary>What it says.</summary>
    public string Description { get; private set; }

    /// <summary>The backup policy asked for; null for every other kind.</summary>
    public BackupPolicyRequest? Request { get; private set; }

    /// <summary>The page of the console it was filed from, as an address that begins with a slash; empty when that is not known.</summary>
    public string Page { get; private set; }

    /// <summary>When it was filed, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Files the service request for a backup policy, which has passed <see cref="BackupPolicyRequest.Check"/>.</summary>
    public static Ticket For(BackupPolicyRequest request, Id<Ticket> id, Id<Tenant> tenantId, Guid authorId, string author, DateTimeOffset now) =>
        new(id, tenantId, authorId, author, TicketKind.BackupPolicy, $"New backup policy {request.PolicyName}", request.Comment, now) { Request = request };

    /// <summary>Notes the page it was filed from. What is no address inside the console, or longer than <see cref="LongestPage"/>, is left out.</summary>
    public Ticket FiledFrom(string? page)
    {
        if (page is ['/', ..] and not ['/', '/' or '\\', ..] && page.Length <= LongestPage && !page.Any(char.IsControl)) Page = page;
        return this;
    }

    /// <summary>A text in the form in which titles are compared.</summary>
    public static string KeyOf(string text) => text.ToUpperInvariant();

    /// <summary>Whether a plain ticket may be filed so.</summary>
    /// <returns><c>ticket.title</c>, <c>ticket.description</c>, <c>text.too-long</c>: every reason at once.</returns>
    public static Result Check(string title, string description)
    {
        List<Problem> found = [];
        if (string.IsNullOrWhiteSpace(title)) found.Add(Problem.Invalid("ticket.title", $"A ticket needs a title.", "Title"));
        if (string.IsNullOrWhiteSpace(description)) found.Add(Problem.Invalid("ticket.description", $"A ticket needs a description of what you need.", "Description"));
        if (title.Length > LongestTitle) found.Add(Problem.Invalid("text.too-long", $"A title has at most {LongestTitle} characters; this one has {title.Length}.", "Title"));
        if (description.Length > LongestDescription)
            found.Add(Problem.Invalid("text.too-long", $"A description has at most {LongestDescription} characters; this one has {description.Length}.", "Description"));
        return found;
    }
}
