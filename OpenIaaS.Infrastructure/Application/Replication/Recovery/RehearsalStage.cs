using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>
/// Plays a rehearsal. How far each machine is stands in its row, and each piece of hardware work has a key of its own: whoever takes it up after a crash goes on where it was. Machines of
/// one start order are recovered at once, as many as fit; when one finds no room, those that are done are removed for it.
/// </summary>
public sealed class RehearsalStage(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, CopyWork copies)
{
    /// <summary>How many are recovered at once: more would only share the same volume.</summary>
    const int AtOnce = 8;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async Task PlayAsync(RehearsePolicy.Input input, ActivityProgress progress, CancellationToken stop)
    {
        while (true)
        {
            var machines = await MachinesAsync(input.Rehearsal, stop);
            if (machines.TrueForAll(row => row.IsDone && !row.HasCopy)) return;
            foreach (var machine in machines.Where(row => row.Step is RehearsalStep.Restoring or RehearsalStep.Starting or RehearsalStep.Answering)) await LookAsync(input, machine, progress, stop);
            await BeginAsync(input, progress, stop);
            await progress.NoteAsync(machines.Count(row => row.IsDone) * 95 / machines.Count, stop);
            await progress.WaitAsync(LookEvery, stop);
        }
    }

    /// <summary>A copy the hypervisor still has stays as a machine of its own; of any other nothing is left.</summary>
    public async Task LeaveAsync(ConsoleDbContext database, RehearsedMachine machine, CancellationToken stop)
    {
        await CopyRows.UnpinAsync(database, machine.PointId, stop);
        await FailOverMachine.LeaveAsync(database, copies, machine.CopyId, stop);
    }

    /// <summary>Begins those whose turn it is; removes those that are done when one of these has no room, and all of them at the end.</summary>
    async Task BeginAsync(RehearsePolicy.Input input, ActivityProgress progress, CancellationToken stop)
    {
        var machines = await MachinesAsync(input.Rehearsal, stop);
        var crowded = machines.Exists(row => row is { Step: RehearsalStep.Starting, Tries: > 0 });
        var open = machines.Where(row => !row.IsDone).ToList();
        var turn = open.Count == 0 ? 0 : open.Min(row => row.StartOrder);
        var going = open.Count(row => row.Step != RehearsalStep.Waiting);
        var others = machines.Exists(row => row.HasCopy);
        foreach (var machine in open.Where(row => row.Step == RehearsalStep.Waiting && row.StartOrder == turn).Take(AtOnce - going))
        {
            if (!await BeginAsync(input, machine, others, stop))
            {
                crowded = true;
                break;
            }

            others = true;
        }

        if (!crowded && open.Count > 0) return;
        foreach (var done in machines.Where(row => row is { IsDone: true, HasCopy: true }).OrderBy(row => row.Position)) await RemoveAsync(done, progress, stop);
    }

    /// <summary>Takes space and writes the rows of a copy.</summary>
    /// <param name="others">Whether others are in the way that will go.</param>
    /// <returns>False when it waits for them to go.</returns>
    Task<bool> BeginAsync(RehearsePolicy.Input input, RehearsedMachine machine, bool others, CancellationToken stop) => Retried.SaveAsync(databases, async database =>
    {
        var row = await RowAsync(database, machine, stop);
        if (await database.Replicas.SingleOrDefaultAsync(it => it.Id == row.ReplicaId, stop) is not { } replica)
        {
            row.Fail("It is not replicated any more.");
            return true;
        }

        var of = await RecoveryCase.LoadAsync(database, replica, FailoverKind.Test, null, [], stop);
        // A test of the same machine is another copy, and none of this one's business.
        var refused = FailoverCheck.Check(of.Facts with { TestRuns = false }, knowsSourceRuns: true).Problems;
        if (refused.Count > 0 && others && refused.All(problem => problem.Code is "failover.memory" or "failover.storage")) return false;
        var added = refused.Count > 0 ? Result.From(refused) : CopyRows.Add(database, of, input.Copies[row.MachineId.Value], CopyRows.RehearsalSuffix, keepsMacAddresses: false, copies.Now);
        if (added.Ok) row.Begin(of.Point!, Domain.Replication.RecoveryPoint.ContentOf(of.Points, of.Point!), copies.Now);
        else row.Fail(string.Join(" ", added.Problems));
        return true;
    }, stop);

    async Task LookAsync(RehearsePolicy.Input input, RehearsedMachine machine, ActivityProgress progress, CancellationToken stop)
    {
        var key = progress.Key($"{machine.Position}/{machine.Step}/{machine.Tries}");
        switch (machine.Step)
        {
            case RehearsalStep.Restoring:
                var restoring = await hypervisor.TaskAsync(key, stop) ?? await hypervisor.RestoreAsync(key, await OrderAsync(machine, stop), stop);
                if (restoring.State == HardwareTaskState.Succeeded) await NoteAsync(machine, row => row.Restored(Content(restoring.Result)), stop);
                else if (restoring.State == HardwareTaskState.Failed) await NoteAsync(machine, row => row.Fail(restoring.Reason ?? ""), stop);
                break;
            case RehearsalStep.Starting:
                var starting = await hypervisor.TaskAsync(key, stop) ?? await hypervisor.StartAsync(key, machine.CopyId, null, stop);
                if (starting.State == HardwareTaskState.Succeeded) await StartedAsync(machine, stop);
                else if (starting.State == HardwareTaskState.Failed) await CannotStartAsync(input, machine, starting.Reason ?? "", stop);
                break;
            default:
                await AnswersAsync(input, machine, stop);
                break;
        }
    }

    /// <summary>A start that found no room is tried again once others have gone; when there are none, that is its failure.</summary>
    async Task CannotStartAsync(RehearsePolicy.Input input, RehearsedMachine machine, string reason, CancellationToken stop)
    {
        var others = (await MachinesAsync(input.Rehearsal, stop)).Exists(row => row.Position != machine.Position && row.HasCopy);
        await NoteAsync(machine, row =>
        {
            if (others) row.TryAgain();
            else row.Fail(reason);
        }, stop);
    }

    async Task StartedAsync(RehearsedMachine machine, CancellationToken stop)
    {
        var seen = await copies.SeenAsync(machine.CopyId, stop);
        await Retried.SaveAsync(databases, async database =>
        {
            (await RowAsync(database, machine, stop)).Started(copies.Now);
            if (seen?.Host is { } host) (await database.VirtualMachines.SingleAsync(row => row.Id == machine.CopyId, stop)).ObserveIsolated(host, seen.Tools);
            return true;
        }, stop);
    }

    async Task AnswersAsync(RehearsePolicy.Input input, RehearsedMachine machine, CancellationToken stop)
    {
        var seen = await copies.SeenAsync(machine.CopyId, stop);
        if (seen is not { Power: PowerState.Running }) await NoteAsync(machine, row => row.Fail("It went down before its tools answered."), stop);
        else if (seen.Tools.ManagementAgent) await NoteAsync(machine, row => row.Answered(input.Order.TargetMinutes, copies.Now), stop);
        else if (copies.Now - machine.StartedAt > Failover.Patience) await NoteAsync(machine, row => row.Fail(FormattableString.Invariant($"Its tools did not answer within {Failover.Patience.TotalMinutes} minutes.")), stop);
    }

    /// <summary>Removes a copy with all it took; one that cannot be removed now is tried again with the next look.</summary>
    async Task RemoveAsync(RehearsedMachine machine, ActivityProgress progress, CancellationToken stop)
    {
        // Each minute is a try of its own: a refusal is remembered under its key.
        var gone = await copies.DiscardAsync(machine.CopyId, $"{machine.Position}/discard/{copies.Now.UtcTicks / TimeSpan.TicksPerMinute}", progress, 95, stop);
        if (!gone.Ok) return;
        await Retried.SaveAsync(databases, async database =>
        {
            var row = await RowAsync(database, machine, stop);
            await CopyRows.UnpinAsync(database, row.PointId, stop);
            await CopyRows.RemoveAsync(database, row.CopyId, stop);
            row.Removed();
            return true;
        }, stop);
    }

    static long? Content(string? result) => long.TryParse(result, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var content) ? content : null;

    async Task<RestoreOrder> OrderAsync(RehearsedMachine machine, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await CopyRows.OrderAsync(database, machine.CopyId, machine.MachineId, machine.CapturedAt!.Value, stop);
    }

    async Task<List<RehearsedMachine>> MachinesAsync(Id<Rehearsal> rehearsal, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.RehearsedMachines.AsNoTracking().Where(row => row.RehearsalId == rehearsal).OrderBy(row => row.Position).ToListAsync(stop);
    }

    static Task<RehearsedMachine> RowAsync(ConsoleDbContext database, RehearsedMachine machine, CancellationToken stop) =>
        database.RehearsedMachines.SingleAsync(row => row.RehearsalId == machine.RehearsalId && row.Position == machine.Position, stop);

    Task<bool> NoteAsync(RehearsedMachine machine, Action<RehearsedMachine> note, CancellationToken stop) => Retried.SaveAsync(databases, async database =>
    {
        note(await RowAsync(database, machine, stop));
        return true;
    }, stop);
}
