using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>The tickets of the caller, and with the permission to manage support those of the whole tenant.</summary>
public sealed class TicketQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>One page. Sort keys: number, title, status, kind, author, created, updated; without one the last touched comes first.</summary>
    public async Task<Result<TablePage<TicketRow>>> ListAsync(TicketFilter filter, TableQuery page, Caller caller, CancellationToken stop)
    {
        if (!MayRead(caller)) return Problem.Forbidden(Permission.SupportRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var tickets = Found(database, filter, caller);
        var total = await tickets.CountAsync(stop);
        var rows = await Rows(Sorted(tickets, page.Sort, page.Descending).Skip(page.Offset).Take(Math.Min(page.Count, TableQuery.Most))).ToListAsync(stop);
        return new TablePage<TicketRow>(rows, total);
    }

    /// <summary>Every row that passes the filter, the last touched first; nothing without the permission.</summary>
    public async IAsyncEnumerable<TicketRow> StreamAsync(TicketFilter filter, Caller caller, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!MayRead(caller)) yield break;
        await using var database = await databases.CreateDbContextAsync(stop);
        await foreach (var row in Rows(Sorted(Found(database, filter, caller), null, false)).AsAsyncEnumerable().WithCancellation(stop)) yield return row;
    }

    /// <summary>How many there are by where they stand.</summary>
    public async Task<Result<TicketCounts>> CountsAsync(bool mine, Caller caller, CancellationToken stop)
    {
        if (!MayRead(caller)) return Problem.Forbidden(Permission.SupportRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var counts = await Found(database, new TicketFilter { Mine = mine }, caller)
            .GroupBy(ticket => ticket.Status).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stop);
        return new TicketCounts(
            counts.GetValueOrDefault(TicketStatus.Open), counts.GetValueOrDefault(TicketStatus.AnswerRequired),
            counts.GetValueOrDefault(TicketStatus.ValidationRequired), counts.GetValueOrDefault(TicketStatus.Closed));
    }

    /// <summary>How many of the caller's own tickets wait for an answer: the badge of the buoy. None without the permission.</summary>
    public async Task<int> WaitingAsync(Caller caller, CancellationToken stop)
    {
        if (!MayRead(caller)) return 0;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, new TicketFilter { Mine = true, Statuses = [TicketStatus.AnswerRequired] }, caller).CountAsync(stop);
    }

    /// <summary>One ticket with everything filed.</summary>
    public async Task<Result<TicketDetail>> FindAsync(long number, Caller caller, CancellationToken stop)
    {
        if (!MayRead(caller)) return Problem.Forbidden(Permission.SupportRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var ticket = await Seen(database, caller).SingleOrDefaultAsync(it => it.Number == number, stop);
        if (ticket is null) return Problem.NotFound(TicketTarget.Noun, number);
        return new TicketDetail(
            ticket.Number, ticket.Title, ticket.Kind, ticket.Status, ticket.Author, ticket.Description, ticket.Request, ticket.Page, ticket.CreatedAt, ticket.UpdatedAt);
    }

    /// <summary>The number the database gave to the ticket that one of the caller's activities filed; null when there is none.</summary>
    public async Task<long?> NumberAsync(Id<Activity> activity, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var target = await database.VisibleTo<Activity>(caller)
            .Where(it => it.Id == activity && it.TargetNoun == TicketTarget.Noun).Select(it => (Guid?)it.TargetId).SingleOrDefaultAsync(stop);
        if (target is not { } filed) return null;
        var id = new Id<Ticket>(filed);
        return await database.VisibleTo<Ticket>(caller).Where(ticket => ticket.Id == id).Select(ticket => (long?)ticket.Number).SingleOrDefaultAsync(stop);
    }

    /// <summary>The number of a ticket that the caller may read; null when there is none.</summary>
    public async Task<long?> NumberAsync(Id<Ticket> id, Caller caller, CancellationToken stop)
    {
        if (!MayRead(caller)) return null;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Seen(database, caller).Where(ticket => ticket.Id == id).Select(ticket => (long?)ticket.Number).SingleOrDefaultAsync(stop);
    }

    internal static bool MayRead(Caller caller) => caller.May(Permission.SupportRead) || caller.May(Permission.SupportManagement);

    /// <summary>The tickets the caller may read.</summary>
    internal static IQueryable<Ticket> Seen(ConsoleDbContext database, Caller caller)
    {
        var tickets = database.VisibleTo<Ticket>(caller).AsNoTracking();
        var author = caller.UserId.GetValueOrDefault();
        return caller.May(Permission.SupportManagement) ? tickets : tickets.Where(ticket => ticket.AuthorId == author);
    }

    static IQueryable<Ticket> Found(ConsoleDbContext database, TicketFilter filter, Caller caller)
    {
        var tickets = Seen(database, caller);
        var author = caller.UserId.GetValueOrDefault();
        if (filter.Mine) tickets = tickets.Where(ticket => ticket.AuthorId == author);
        if (filter.Statuses.Count > 0) tickets = tickets.Where(ticket => filter.Statuses.Contains(ticket.Status));
        if (filter.Kinds.Count > 0) tickets = tickets.Where(ticket => filter.Kinds.Contains(ticket.Kind));
        if (string.IsNullOrWhiteSpace(filter.Search)) return tickets;
        var text = filter.Search.Trim();
        var key = Ticket.KeyOf(text);
        return long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? tickets.Where(ticket => ticket.Number == number || ticket.TitleKey.Contains(key))
            : tickets.Where(ticket => ticket.TitleKey.Contains(key));
    }

    static IOrderedQueryable<Ticket> Sorted(IQueryable<Ticket> tickets, string? sort, bool descending)
    {
        var sorted = sort switch
        {
            "number" => By(ticket => ticket.Number),
            "title" => By(ticket => ticket.TitleKey),
            // What asks for the reader comes first.
            "status" => By(ticket => ticket.Status == TicketStatus.AnswerRequired ? 0 : ticket.Status == TicketStatus.ValidationRequired ? 1 : ticket.Status == TicketStatus.Open ? 2 : 3),
            "kind" => By(ticket => ticket.Kind),
            "author" => By(ticket => ticket.Author),
            "created" => By(ticket => ticket.CreatedAt),
            "updated" => By(ticket => ticket.UpdatedAt),
            _ => tickets.OrderByDescending(ticket => ticket.UpdatedAt),
        };
        return sorted.ThenByDescending(ticket => ticket.Number);

        IOrderedQueryable<Ticket> By<TKey>(Expression<Func<Ticket, TKey>> key) => descending ? tickets.OrderByDescending(key) : tickets.OrderBy(key);
    }

    static IQueryable<TicketRow> Rows(IQueryable<Ticket> tickets) => tickets.Select(ticket =>
        new TicketRow(ticket.Number, ticket.Title, ticket.Kind, ticket.Status, ticket.Author, ticket.CreatedAt, ticket.UpdatedAt));
}
