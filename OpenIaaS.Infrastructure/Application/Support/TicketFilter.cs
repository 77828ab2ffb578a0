using OpenIaaS.Domain.Support;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>Which tickets a list shows. Several values of one kind mean "one of these"; an empty kind filters nothing.</summary>
public sealed record TicketFilter
{
    public static TicketFilter None { get; } = new();

    /// <summary>Part of a title, or a whole number with or without its sign; upper and lower case are the same.</summary>
    public string? Search { get; init; }

    public IReadOnlyCollection<TicketStatus> Statuses { get; init; } = [];

    public IReadOnlyCollection<TicketKind> Kinds { get; init; } = [];

    /// <summary>Only what the caller filed, even for somebody who sees the whole tenant's.</summary>
    public bool Mine { get; init; }
}
