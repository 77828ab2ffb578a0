using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Empties a host. Each move is an activity of its own, and what is left to do is read from the tables each time: taken up again after a crash, it
/// goes on from what is there. What is planned is the placement of all that is left, so that a complete one is never spoilt on the way.
/// </summary>
public sealed class HostEvacuation(IDbContextFactory<ConsoleDbContext> databases, MigrateVirtualMachine migrate, TimeProvider clock)
{
    /// <summary>How many machines move at once: they share the host's links, so that more of them end no sooner.</summary>
    const int MostAtOnce = 4;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a machine may be busy, or have just booted without its PV drivers seen, before it counts as an obstacle.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The refusals that pass by themselves.</summary>
    static readonly string[] Passing = ["vm.busy", "vm.needs-pv-drivers"];

    /// <summary>Moves everything away.</summary>
    /// <returns>The identity of the host, or why it could not be emptied; nothing is being moved from it any more then.</returns>
    public async Task<Result<string>> RunAsync(Id<Host> id, ActivityProgress progress, CancellationToken stop)
    {
        Dictionary<Id<VirtualMachine>, DateTimeOffset> since = [];
        Problem? obstacle = null;
        while (true)
        {
            var (seen, moves) = await LookAsync(id, progress, since, stop);
            obstacle ??= seen.Obstacle;
            if (obstacle is not null && seen.UnderWay == 0) return GivenUp(obstacle, seen);
            if (obstacle is null && seen.Left == 0) return id.ToString();
            if (obstacle is null) obstacle = await BeginAsync(moves.Take(MostAtOnce - seen.UnderWay), seen.Caller, stop);
            await progress.NoteAsync(100 * seen.Moved / Math.Max(1, seen.Moved + seen.Left), stop);
            await progress.WaitAsync(LookEvery, stop);
        }
    }

    async Task<(Sight Sight, IReadOnlyList<EvacuationMove> Moves)> LookAsync(Id<Host> id, ActivityProgress progress, Dictionary<Id<VirtualMachine>, DateTimeOffset> since, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var host = await database.Hosts.SingleAsync(row => row.Id == id, stop);
        var here = await database.VirtualMachines.Where(machine => machine.HostId == id).OrderBy(machine => machine.Id).ToListAsync(stop);
        var moving = here.Count(machine => machine.Pending == PendingAction.Migrating);
        // A start or a move accepted before the host was shut may still end here.
        var coming = await database.VirtualMachines.CountAsync(
            machine => machine.PoolId == host.PoolId && (machine.ScheduledHostId == id || (machine.Pending == PendingAction.Starting && machine.ScheduledHostId == null)), stop)
            + await PoolFacts.Coming(database, [host]).CountAsync(stop);
        var rooms = (await PoolFacts.RoomAsync(database, host.PoolId, stop)).FindAll(room => room.Host != id);
        var plan = Evacuation.Plan(here.Where(machine => machine.Pending != PendingAction.Migrating), await PoolFacts.TiedToAsync(database, host.PoolId, stop), rooms);
        var own = await database.Activities.SingleAsync(row => row.Id == progress.Activity, stop);
        var caller = Caller.System($"Maintenance of {own.TargetName}", own.TenantId);
        var ended = await database.Activities
            .Where(row => row.Sequence > own.Sequence && row.Type == ActivityTypes.VirtualMachineMigrate && row.Actor == caller.Name && row.TenantId == own.TenantId && row.EndedAt != null)
            .OrderBy(row => row.Sequence).Select(row => new { row.State, row.Reason }).ToListAsync(stop);
        var failed = ended.Find(move => move.State == ActivityState.Failed);
        var obstacle = host.Status == HostStatus.Failed ? Problem.Conflict("evacuation.host-failed", $"{host.Name} failed while it was being emptied.")
            : failed is not null ? Problem.Conflict("evacuation.move-failed", $"{failed.Reason}")
            : Lasting(plan, since)
            ?? (rooms.Exists(room => room.Status == HostStatus.Connected) ? null : Host.CanBeginMaintenance(host.Name, HostStatus.Connected, 0).Problems[0]);
        return (new Sight(host.Name, caller, obstacle, moving, here.Count + coming, ended.Count(move => move.State == ActivityState.Completed)), plan.Moves);
    }

    Problem? Lasting(Evacuation plan, Dictionary<Id<VirtualMachine>, DateTimeOffset> since)
    {
        var now = clock.GetUtcNow();
        foreach (var gone in since.Keys.Except(plan.Obstacles.Select(obstacle => obstacle.Machine)).ToList()) since.Remove(gone);
        return plan.Obstacles.FirstOrDefault(obstacle =>
            !Passing.Contains(obstacle.Reason.Code) || (!since.TryAdd(obstacle.Machine, now) && now - since[obstacle.Machine] >= Patience))?.Reason;
    }

    /// <returns>Why one of them cannot move after all; one that became busy in between is looked at again.</returns>
    async Task<Problem?> BeginAsync(IEnumerable<EvacuationMove> moves, Caller caller, CancellationToken stop)
    {
        foreach (var move in moves)
        {
            var asked = await migrate.SubmitAsync(new MigrateVirtualMachine.Input(move.Machine, move.Host, EvenIfUnprotected: true), caller, stop);
            if (asked.Problems.FirstOrDefault(problem => !Passing.Contains(problem.Code)) is { } refused) return refused;
        }

        return null;
    }

    static Problem GivenUp(Problem obstacle, Sight seen) => Problem.Conflict(
        "evacuation.given-up", $"{obstacle.Message} {seen.Host} was not taken into maintenance and is as it was before; machines moved before that stay where they are: {seen.Moved}.");

    /// <param name="UnderWay">How many of its machines are being moved.</param>
    /// <param name="Left">How many machines are on it, or may still come.</param>
    /// <param name="Moved">How many were moved.</param>
    sealed record Sight(string Host, Caller Caller, Problem? Obstacle, int UnderWay, int Left, int Moved);
}
