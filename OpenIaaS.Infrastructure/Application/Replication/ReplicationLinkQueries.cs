using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>What the link does that the copies of a replica take.</summary>
/// <param name="Megabits">What it carries, in Mbit/s.</param>
/// <param name="LatencyMilliseconds">There and back.</param>
/// <param name="Loss">How much of what is sent is lost, 0 to 1.</param>
/// <param name="Fault">What is wrong with it, in a full sentence, or null.</param>
public sealed record ReplicaLink(long Megabits, double LatencyMilliseconds, HardwareHealth Health, double Loss, DateTimeOffset? Since, string? Fault);

/// <summary>Reads the links between zones for those who are copied over them.</summary>
public sealed class ReplicationLinkQueries(IDbContextFactory<ConsoleDbContext> databases, IHardware hardware)
{
    /// <summary>The link of one replica; null where none joins its zones.</summary>
    public async Task<Result<ReplicaLink?>> OfReplicaAsync(Id<Replica> replica, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await ReplicaRows.Of(database, caller).Where(row => row.Replica.Id == replica).Select(row => new { From = row.FromZone.Id, To = row.ToZone.Id }).SingleOrDefaultAsync(stop);
        if (row is null) return Problem.NotFound(ReplicaTarget.Noun, replica);
        var link = await database.ZoneLinks.AsNoTracking().FirstOrDefaultAsync(link => (link.FromId == row.From && link.ToId == row.To) || (link.FromId == row.To && link.ToId == row.From), stop);
        if (link is null) return null as ReplicaLink;
        var part = (await hardware.ObserveAsync([link.FromId], stop)).FirstOrDefault(part => part.Kind == HardwarePartKind.Link && part.Id.Value == link.Id.Value);
        return new ReplicaLink(link.Megabits, link.LatencyMilliseconds, part?.Health ?? HardwareHealth.Healthy, part?.Loss ?? 0, part?.Since, part?.Fault);
    }
}
