using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>The hardware side of a copy: made out of its point, started, asked whether it answers, and taken away.</summary>
public sealed class CopyWork(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, TimeProvider clock)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What is seen of the disks of a machine now.</summary>
    public Task<DiskStall?> StallAsync(VirtualMachine machine, CancellationToken stop) => MachineTarget.StallAsync(hypervisor, machine, stop);

    /// <summary>Makes the copy and starts it, and notes in its failover when it ran and when its tools answered. When it cannot be started nothing of it is left.</summary>
    /// <param name="failover">The failover, with its point.</param>
    /// <param name="progress">Its activity.</param>
    /// <param name="from">The percentage at which this begins.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Result<string>> MakeAsync(Id<Failover> failover, ActivityProgress progress, int from, CancellationToken stop)
    {
        var (copy, order) = await OrderAsync(failover, stop);
        var restoring = await hypervisor.RestoreAsync(progress.Key("restore"), order, stop);
        var restored = await progress.FollowAsync(restoring, hypervisor.TaskAsync, stop, from, 80);
        if (!restored.Ok) return restored;
        var starting = await hypervisor.StartAsync(progress.Key("start"), copy, null, stop);
        var started = await progress.FollowAsync(starting, hypervisor.TaskAsync, stop, 80, 90);
        if (!started.Ok)
        {
            var gone = await DiscardAsync(copy, "discard", progress, 90, stop);
            return gone.Ok ? started : Result<string>.Refused([.. started.Problems, .. gone.Problems]);
        }

        await NoteAsync(failover, row => row.Started(clock.GetUtcNow()), stop);
        if (await AnswersAsync(copy, progress, stop)) await NoteAsync(failover, row => row.Answered(clock.GetUtcNow()), stop);
        return copy.ToString();
    }

    /// <summary>Cuts the power of a copy and deletes it. One that is not there, or not any more, is gone already.</summary>
    public async Task<Result<string>> DiscardAsync(Id<VirtualMachine> copy, string step, ActivityProgress progress, int from, CancellationToken stop)
    {
        if (await SeenAsync(copy, stop) is not { } seen) return copy.ToString();
        if (seen.Power == PowerState.Running)
        {
            var stopping = await hypervisor.StopAsync(progress.Key($"{step}/stop"), copy, force: true, stop);
            var stopped = await progress.FollowAsync(stopping, hypervisor.TaskAsync, stop, from, from);
            if (!stopped.Ok) return stopped;
        }

        var deleting = await hypervisor.DeleteAsync(progress.Key($"{step}/delete"), copy, stop);
        return await progress.FollowAsync(deleting, hypervisor.TaskAsync, stop, from);
    }

    /// <summary>The copy of a failover.</summary>
    public async Task<Id<VirtualMachine>> CopyOfAsync(Id<Failover> failover, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Failovers.Where(row => row.Id == failover).Select(row => row.CopyId).SingleAsync(stop);
    }

    public async Task<MachineObservation?> SeenAsync(Id<VirtualMachine> machine, CancellationToken stop) => (await hypervisor.ObserveAsync([machine], stop)).SingleOrDefault();

    /// <summary>The host a machine is seen running on, or null.</summary>
    public async Task<Id<Host>?> HostAsync(Id<VirtualMachine> machine, CancellationToken stop) => await SeenAsync(machine, stop) is { Power: PowerState.Running, Host: { } host } ? host : null;

    public Task<bool> NoteAsync(Id<Failover> failover, Action<Failover> note, CancellationToken stop) => Retried.SaveAsync(
        databases,
        async database =>
        {
            note(await database.Failovers.SingleAsync(row => row.Id == failover, stop));
            return true;
        },
        stop);

    async Task<(Id<VirtualMachine> Copy, RestoreOrder Order)> OrderAsync(Id<Failover> failover, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Failovers.AsNoTracking().SingleAsync(row => row.Id == failover, stop);
        return (row.CopyId, await CopyRows.OrderAsync(database, row.CopyId, row.MachineId, row.CapturedAt!.Value, stop));
    }

    /// <summary>Waits until the tools inside answer, but not for ever: a system without them runs all the same.</summary>
    async Task<bool> AnswersAsync(Id<VirtualMachine> copy, ActivityProgress progress, CancellationToken stop)
    {
        var until = clock.GetUtcNow() + Failover.Patience;
        while (await SeenAsync(copy, stop) is { Power: PowerState.Running } seen)
        {
            if (seen.Tools.ManagementAgent) return true;
            if (clock.GetUtcNow() >= until) return false;
            await progress.NoteAsync(95, stop);
            await progress.WaitAsync(LookEvery, stop);
        }

        return false;
    }
}
