using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Where a machine would be placed, before it is asked for.</summary>
public sealed class PlacementQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Free">What the host has left for machines now.</param>
    /// <param name="Left">What it would have left after that.</param>
    public sealed record Place(Id<Host> Host, string Name, ByteSize Free, ByteSize Left);

    /// <summary>The host of its pool that a machine would be powered on on, as the pool stands now: the rule of the start.</summary>
    /// <returns><c>placement.no-host</c> or <c>placement.no-room</c>.</returns>
    public async Task<Result<Place>> OnStartAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop);
        if (machine is null) return Problem.NotFound(MachineTarget.Noun, id);
        var rooms = await PoolFacts.RoomAsync(database, machine.PoolId, stop);
        var chosen = Placement.Choose(machine.Memory, rooms, machine.LastHostId);
        if (!chosen.Ok) return Result<Place>.Refused(chosen.Problems);
        var room = rooms.Single(host => host.Host == chosen.Value);
        return new Place(room.Host, room.Name, room.Free, room.Free - machine.Memory);
    }
}
