using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Support;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>How activities name a ticket.</summary>
static class TicketTarget
{
    public const string Noun = "ticket";

    public static ActivityTarget Of(Ticket ticket) => new(Noun, ticket.Id.Value, ticket.Title);
}
