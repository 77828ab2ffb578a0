using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>Support over HTTP: the export of the tickets, by cookie or token.</summary>
public static class SupportEndpoints
{
    public static IEndpointRouteBuilder MapSupport(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/tickets.csv", ExportAsync), Permission.SupportRead, "Tickets as CSV.");
        return routes;
    }

    /// <summary>The tickets the page's address shows: the same names in the query.</summary>
    static async Task<IResult> ExportAsync(
        string? q, string? kind, string[]? status, string? whose, TicketQueries tickets, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        var caller = await current.GetAsync(stop);
        if (!caller.May(Permission.SupportRead) && !caller.May(Permission.SupportManagement)) return ProblemResponse.From([Problem.Forbidden(Permission.SupportRead)]);
        return CsvExport.Download("tickets", RowsAsync(tickets.StreamAsync(TicketAddress.Filter(q, kind, status, whose), caller, stop)), clock.GetUtcNow());
    }

    static async IAsyncEnumerable<TicketCsv> RowsAsync(IAsyncEnumerable<TicketRow> rows)
    {
        await foreach (var row in rows) yield return TicketCsv.Of(row);
    }
}
