using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What moving machines and taking hosts away would come to, before it is asked for.</summary>
public sealed class MaintenanceQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A host of a machine's pool with what it has left, and why the machine cannot be moved there now; null where it can.</summary>
    public sealed record Target(Id<Host> Id, string Name, HostStatus Status, ByteSize Free, Problem? Refused);

    /// <summary>What moves where when a host goes into maintenance, what stands in the way and what it leaves unprotected. The command asks the same.</summary>
    public async Task<Result<MaintenancePreview>> PreviewAsync(Id<Host> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.InfrastructureRead)) return Problem.Forbidden(Permission.InfrastructureRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var host = await database.FindVisibleAsync(id, caller, stop);
        return host is null ? Problem.NotFound(HostTarget.Noun, id) : await MaintenanceFacts.PreviewAsync(database, host, stop);
    }

    /// <summary>The hosts of a machine's pool, for the choice where it is moved.</summary>
    public async Task<Result<IReadOnlyList<Target>>> TargetsAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);
        var tiedTo = (await PoolFacts.TiedToAsync(database, machine.PoolId, stop)).GetValueOrDefault(id);
        return (await PoolFacts.RoomAsync(database, machine.PoolId, stop)).Select(room => new Target(
            room.Host, room.Name, room.Status, room.Free, machine.CanMigrateTo(tiedTo, room) is { Ok: false } refused ? refused.Problems[0] : null)).ToList();
    }
}
