using System.Globalization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support.Api;

/// <summary>Tickets, beyond the provider.</summary>
static class TicketEndpoints
{
    /// <param name="Title">What it is about.</param>
    /// <param name="Description">The whole of it.</param>
    /// <param name="Incident">Whether it reports an incident.</param>
    [Example("""{"title":"More block storage in AZ05","description":"We need 10 TB more of FLASH - Standard by the end of the month.","incident":false}""")]
    public sealed record NewTicketWire(string? Title, string? Description, bool Incident = false);

    public static void MapTickets(this IEndpointRouteBuilder app)
    {
        var tickets = new ApiGroup(app, "/support/v1/tickets", "Tickets");
        tickets.List<TicketWire>("", Permission.SupportRead, "Tickets: one's own, or the tenant's with support_management. Sort: number, title, status, created, updated.", ListAsync);
        tickets.Read<TicketDetailWire>("/{number}", Permission.SupportRead, "One ticket with its description.", ReadAsync);
        tickets.Write("POST", "", Permission.SupportWrite, "Files a ticket.", FileAsync);
    }

    static async Task<IResult> ListAsync([AsParameters] Paging paging, string? search, TicketStatus? status, TicketKind? kind, bool? mine, ApiCaller who, TicketQueries tickets, CancellationToken stop)
    {
        var filter = new TicketFilter { Search = search, Statuses = status is { } known ? [known] : [], Kinds = kind is { } only ? [only] : [], Mine = mine == true };
        return PagedAnswer.Of(await tickets.ListAsync(filter, paging.Query, who.Caller, stop), TicketWire.Of);
    }

    static async Task<IResult> ReadAsync(string number, ApiCaller who, TicketQueries tickets, CancellationToken stop) =>
        long.TryParse(number, CultureInfo.InvariantCulture, out var known)
            ? Answer.One(await tickets.FindAsync(known, who.Caller, stop), TicketDetailWire.Of)
            : Answer.NotFound("ticket", number);

    static async Task<IResult> FileAsync(NewTicketWire ticket, ApiCaller who, FileTicket file, CancellationToken stop) =>
        Answer.Accepted(await file.SubmitAsync(new FileTicket.Input(ticket.Title ?? "", ticket.Description ?? "", null, ticket.Incident), who.Caller, stop));
}
