using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>The way back from a copy to its machine, step by step; each is asked for under a key of its own, so that whoever takes it up after a crash goes on where it was.</summary>
public sealed class Homecoming(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, IReplicationLink link, CopyWork copies)
{
    public async Task<Result<string>> RunAsync(Id<Failover> failover, ActivityProgress progress, CancellationToken stop)
    {
        var row = await FindAsync(failover, stop);
        var returned = await ReturnAsync(row, progress, stop);
        if (!returned.Ok) return Result<string>.Refused([.. returned.Problems, .. await StartAgainAsync(row, progress, stop)]);
        // The machine runs: a copy that cannot be removed is no reason to go back once more.
        await copies.DiscardAsync(row.CopyId, "discard", progress, 95, stop);
        return row.MachineId.ToString();
    }

    async Task<Result> ReturnAsync(Failover row, ActivityProgress progress, CancellationToken stop)
    {
        var since = row.CapturedAt!.Value;
        if (await hypervisor.TaskAsync(progress.Key("stop-copy"), stop) is not null || await copies.SeenAsync(row.CopyId, stop) is { Power: PowerState.Running })
        {
            var first = await CopyAsync(row, since, "back/1", progress, 0, 55, stop);
            if (!first.Ok) return Result.From(first.Problems);
            since = first.Value;
            var stopping = await hypervisor.ShutDownAsync(progress.Key("stop-copy"), row.CopyId, VirtualMachine.UsualForceDelay, stop);
            var stopped = await progress.FollowAsync(stopping, hypervisor.TaskAsync, stop, 55, 65);
            if (!stopped.Ok) return Result.From(stopped.Problems);
        }

        var last = await CopyAsync(row, since, "back/2", progress, 65, 80, stop);
        if (!last.Ok) return Result.From(last.Problems);
        var starting = await hypervisor.StartAsync(progress.Key("start-source"), row.MachineId, null, stop);
        return Result.From((await progress.FollowAsync(starting, hypervisor.TaskAsync, stop, 80, 95)).Problems);
    }

    /// <summary>Copies what changed since a moment.</summary>
    /// <returns>The moment since when the next one copies.</returns>
    async Task<Result<DateTimeOffset>> CopyAsync(Failover row, DateTimeOffset since, string step, ActivityProgress progress, int from, int to, CancellationToken stop)
    {
        var task = await link.CopyBackAsync(progress.Key(step), row.CopyId, row.MachineId, since, stop);
        var copied = await progress.FollowAsync(task, async (key, giveUp) => (await link.TasksAsync([key], giveUp)).GetValueOrDefault(key), stop, from, to);
        return copied.Ok ? JsonSerializer.Deserialize<TransferResult>(copied.Value, DomainJson.Options)!.CapturedAt : Result<DateTimeOffset>.Refused(copied.Problems);
    }

    /// <summary>Starts the copy again that was shut down for this.</summary>
    /// <returns>What became of it, when that is worth saying.</returns>
    async Task<IReadOnlyList<Problem>> StartAgainAsync(Failover row, ActivityProgress progress, CancellationToken stop)
    {
        if (await hypervisor.TaskAsync(progress.Key("stop-copy"), stop) is null || await copies.SeenAsync(row.CopyId, stop) is not { Power: PowerState.Halted }) return [];
        var starting = await hypervisor.StartAsync(progress.Key("start-copy"), row.CopyId, null, stop);
        var started = await progress.FollowAsync(starting, hypervisor.TaskAsync, stop, 95, 99);
        return started.Ok
            ? [Problem.Conflict("failback.copy-runs", $"The copy of {row.Machine} was started again; nothing changed.")]
            : [Problem.Conflict("failback.copy-off", $"The copy of {row.Machine} could not be started again, and is off: {string.Join(" ", started.Problems)}")];
    }

    async Task<Failover> FindAsync(Id<Failover> failover, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Failovers.AsNoTracking().SingleAsync(row => row.Id == failover, stop);
    }
}
