using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>How the list of tickets is filtered in an address: the page's and the export's are the same.</summary>
static class TicketAddress
{
    public static TicketFilter Filter(string? search, string? kind, IReadOnlyCollection<string>? statuses, string? whose) => new()
    {
        Search = search,
        Mine = whose != "all",
        Kinds = kind is null ? [] : [Buoy.Kind(kind)],
        Statuses = [.. Enum.GetValues<TicketStatus>().Where(status => statuses?.Contains(Word(status)) == true)],
    };

    public static string Word(TicketStatus status) => status switch
    {
        TicketStatus.Open => "open",
        TicketStatus.AnswerRequired => "answer",
        TicketStatus.ValidationRequired => "validation",
        TicketStatus.Closed => "closed",
    };
}
