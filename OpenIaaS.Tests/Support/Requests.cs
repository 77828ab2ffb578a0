using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

/// <summary>Tickets to test with, filed by the real use cases.</summary>
static class Requests
{
    public static FileBackupPolicyRequest.Input Policy { get; } =
        new("maya.lefort@horizon.example", "+33 1 44 00 00 00", "erp-7d-4w-12m", new BackupRetention(7, 4, 12), "The ERP goes live on 7 December.", "/backup?tab=policies");

    public static FileTicket.Input Question { get; } = new("How do I grow a disk?", "It is full to 91 %.", "/storage");

    public static async Task<long> FileAsync(this Cloud cloud, FileBackupPolicyRequest.Input input, Caller? caller = null) =>
        await NumberAsync(cloud, await cloud.Get<FileBackupPolicyRequest>().SubmitAsync(input, caller ?? cloud.World.Caller, default), caller);

    public static async Task<long> FileAsync(this Cloud cloud, FileTicket.Input input, Caller? caller = null) =>
        await NumberAsync(cloud, await cloud.Get<FileTicket>().SubmitAsync(input, caller ?? cloud.World.Caller, default), caller);

    /// <summary>Puts a ticket where the support side would put it.</summary>
    public static async Task MoveAsync(this Cloud cloud, long number, TicketStatus status)
    {
        await using var database = cloud.Database();
        var ticket = await database.Tickets.SingleAsync(row => row.Number == number);
        database.Entry(ticket).Property(row => row.Status).CurrentValue = status;
        await database.SaveChangesAsync();
    }

    public static async Task<List<Ticket>> TicketsAsync(this Cloud cloud)
    {
        await using var database = cloud.Database();
        return await database.Tickets.AsNoTracking().OrderBy(ticket => ticket.Number).ToListAsync();
    }

    /// <summary>Somebody else of the same tenant, who may file and see tickets of their own.</summary>
    public static Caller Colleague(this Cloud cloud) =>
        cloud.World.With(Permission.SupportRead, Permission.SupportWrite) with { UserId = cloud.Get<IdSource>().Next(), Name = "Lou" };

    static async Task<long> NumberAsync(Cloud cloud, Result<Id<Activity>> accepted, Caller? caller)
    {
        var activity = await cloud.CompleteAsync(accepted);
        return (await cloud.Get<TicketQueries>().NumberAsync(activity.Id, caller ?? cloud.World.Caller, default))!.Value;
    }
}
