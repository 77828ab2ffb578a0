using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>
/// A machine hands over in good order: it is copied while it runs, shut down, and what changed meanwhile is copied too. The copies are runs of replication as any others; each step
/// is noted before the next, so that whoever takes this up after a crash goes on where it was.
/// </summary>
public sealed class Handover(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, CopyWork copies, TimeProvider clock)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async Task<Result> RunAsync(Id<Failover> failover, ActivityProgress progress, CancellationToken stop)
    {
        var row = await FindAsync(failover, stop);
        if (row.PointId is not null) return Result.Success;
        var synced = await SyncAsync(row, row.OrderedAt, progress, stop);
        if (!synced.Ok) return synced;
        await progress.NoteAsync(20, stop);
        if (row.YieldedAt is null)
        {
            var down = await ShutDownAsync(row, progress, stop);
            if (!down.Ok) return down;
            row = await FindAsync(failover, stop);
        }

        synced = await SyncAsync(row, row.YieldedAt!.Value, progress, stop);
        return synced.Ok ? await TakePointAsync(failover, stop) : synced;
    }

    /// <summary>Starts a machine again that was shut down to hand over.</summary>
    /// <returns>What became of it, for the reason of the failure; null when it had not been shut down.</returns>
    public async Task<Problem?> TakeBackAsync(Id<Failover> failover, ActivityProgress progress, CancellationToken stop)
    {
        var row = await FindAsync(failover, stop);
        if (await copies.SeenAsync(row.MachineId, stop) is not { Power: PowerState.Halted } || await WasStoppedAsync(progress, stop) is false) return null;
        var starting = await hypervisor.StartAsync(progress.Key("start-source"), row.MachineId, null, stop);
        var started = await progress.FollowAsync(starting, hypervisor.TaskAsync, stop, 95, 100);
        return started.Ok
            ? Problem.Conflict("failover.source-back", $"{row.Machine} was started again where it was; nothing changed.")
            : Problem.Conflict("failover.source-off", $"{row.Machine} could not be started again where it was, and is off: {string.Join(" ", started.Problems)}");
    }

    /// <summary>Whether the machine was shut down by this: one that was off before stays off.</summary>
    async Task<bool> WasStoppedAsync(ActivityProgress progress, CancellationToken stop) => await hypervisor.TaskAsync(progress.Key("stop-source"), stop) is { State: HardwareTaskState.Succeeded };

    async Task<Result> ShutDownAsync(Failover row, ActivityProgress progress, CancellationToken stop)
    {
        if (await copies.SeenAsync(row.MachineId, stop) is { Power: PowerState.Running })
        {
            var stopping = await hypervisor.StopAsync(progress.Key("stop-source"), row.MachineId, force: false, stop);
            var stopped = await progress.FollowAsync(stopping, hypervisor.TaskAsync, stop, 20, 30);
            if (!stopped.Ok) return Result.From(stopped.Problems);
        }

        return await Retried.SaveAsync(databases, async database =>
        {
            (await database.Failovers.SingleAsync(it => it.Id == row.Id, stop)).Yield(clock.GetUtcNow());
            (await database.VirtualMachines.SingleAsync(it => it.Id == row.MachineId, stop)).GoDown();
            return Result.Success;
        }, stop);
    }

    /// <summary>Waits for a whole point that shows the machine at a moment or after it, and asks for its run.</summary>
    async Task<Result> SyncAsync(Failover row, DateTimeOffset since, ActivityProgress progress, CancellationToken stop)
    {
        while (true)
        {
            var synced = await Retried.SaveAsync(databases, async database =>
            {
                if (await database.Replicas.SingleOrDefaultAsync(it => it.Id == row.ReplicaId, stop) is not { EndingSince: null } replica)
                    return Problem.Conflict("replica.ending", $"The replica of {row.Machine} is being removed already.");
                var found = replica.SyncedSince(since);
                if (found is { Ok: true, Value: false }) replica.OrderRun(clock.GetUtcNow());
                return found;
            }, stop);
            if (!synced.Ok) return Result.From(synced.Problems);
            if (synced.Value) return Result.Success;
            await progress.WaitAsync(LookEvery, stop);
        }
    }

    Task<Result> TakePointAsync(Id<Failover> failover, CancellationToken stop) => Retried.SaveAsync(databases, async database =>
    {
        var row = await database.Failovers.SingleAsync(it => it.Id == failover, stop);
        var replica = await database.Replicas.SingleAsync(it => it.Id == row.ReplicaId, stop);
        if (replica.EndingSince is not null) return Problem.Conflict("replica.ending", $"The replica of {row.Machine} is being removed already.");
        row.Use(await database.RecoveryPoints.Where(point => point.ReplicaId == replica.Id).OrderByDescending(point => point.CapturedAt).FirstAsync(stop));
        FailOverMachine.Rest(database, replica, await database.VirtualMachines.SingleAsync(it => it.Id == row.MachineId, stop), clock.GetUtcNow());
        return Result.Success;
    }, stop);

    async Task<Failover> FindAsync(Id<Failover> failover, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Failovers.AsNoTracking().SingleAsync(row => row.Id == failover, stop);
    }
}
