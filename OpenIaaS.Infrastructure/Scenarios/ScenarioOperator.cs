using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>Does what the events of a scenario say: to the hardware directly, and what a user does through the same use cases as the pages.</summary>
sealed class ScenarioOperator(
    IDbContextFactory<ConsoleDbContext> databases, IBladeFabric fabric, IHardware hardware, Faults faults,
    StartVirtualMachine start, StopVirtualMachine stopMachine, RestartVirtualMachine restart, MigrateVirtualMachine migrate, TakeSnapshot takeSnapshot, DeleteSnapshot deleteSnapshot, RevertToSnapshot revert, RelocateVirtualMachine relocate, MoveDisks moveDisks, SetMachineHighAvailability prioritise, ScenarioRecovery recovery, EnterMaintenance maintain, LeaveMaintenance resume)
{
    /// <summary>The codes of refusals that pass by themselves: the machine is busy with something else, the host is being emptied.</summary>
    static readonly string[] Busy = ["vm.busy", "snapshot.busy", "host.evacuating"];

    readonly List<Scenario.Step> waiting = [];

    /// <summary>Takes over what a user waits for from the operator of a process that was killed: people are not.</summary>
    public void Continue(ScenarioOperator before) => waiting.AddRange(before.waiting);

    /// <summary>Whether the user still waits for a machine to be free.</summary>
    public bool IsWaiting => waiting.Count > 0;

    /// <summary>Whether a step is done to hardware, and not by a user.</summary>
    public static bool IsHardware(Scenario.Step step) =>
        step.Verb is Scenario.Verb.Connect or Scenario.Verb.Recover or Scenario.Verb.LosePoint || CanBeMended(step);

    /// <summary>Whether "recover" takes a step back.</summary>
    public static bool CanBeMended(Scenario.Step step) => step.Verb is Scenario.Verb.Fail or Scenario.Verb.CutHeartbeat or Scenario.Verb.Partition or Scenario.Verb.Fill or Scenario.Verb.Slow or Scenario.Verb.Degrade or Scenario.Verb.Freeze;

    /// <summary>Breaks, repairs or connects a thing.</summary>
    /// <returns>The kind of thing, and what came of it.</returns>
    public async Task<(string Kind, Result Done)> TouchAsync(ScenarioWorld world, Scenario.Step step, CancellationToken stop)
    {
        if (world.Hosts.TryGetValue(step.Subject, out var host)) return ("host", await TouchAsync(host.Id, step.Verb, stop));
        if (world.Parts.TryGetValue(step.Subject, out var part))
            return (ScenarioParts.Word(part.Kind), await TouchAsync(part.Id, step.Verb, stop));
        if (world.Storages.TryGetValue(step.Subject, out var storage)) return ("storage", await TouchAsync(storage.Id, step, stop));
        if (world.Links.TryGetValue(step.Subject, out var link)) return ("link", await TouchAsync(link, step, stop));
        if (world.Pools.TryGetValue(step.Subject, out var pool) && step.Verb != Scenario.Verb.Freeze)
        {
            return ("pool", step.Verb == Scenario.Verb.Partition
                ? await faults.SplitAsync(pool, [.. step.Hosts.Select(name => world.Hosts[name].Id)], stop)
                : await faults.MendNetworkAsync(pool, stop));
        }

        if (step.Verb == Scenario.Verb.LosePoint)
        {
            await faults.LoseBaseAsync(step.Subject, stop);
            return ("point", Result.Success);
        }

        await faults.FreezeAsync(step.Subject, step.Verb == Scenario.Verb.Freeze, stop);
        return ("snapshot", Result.Success);
    }

    Task<Result> TouchAsync(Id<Host> host, Scenario.Verb verb, CancellationToken stop) => verb switch
    {
        Scenario.Verb.Fail => fabric.FailAsync(host, stop),
        Scenario.Verb.CutHeartbeat => faults.CutHeartbeatAsync(host, stop),
        Scenario.Verb.Connect => faults.JoinAsync(host, stop),
        _ => fabric.RepairAsync(host, stop),
    };

    Task<Result> TouchAsync(Id<HardwarePart> part, Scenario.Verb verb, CancellationToken stop) => verb switch
    {
        Scenario.Verb.Fail => hardware.FailAsync(part, stop),
        Scenario.Verb.Degrade => faults.HalveAsync(part, stop),
        _ => hardware.RepairAsync(part, stop),
    };

    async Task<Result> TouchAsync(Id<StorageRepository> storage, Scenario.Step step, CancellationToken stop)
    {
        switch (step.Verb)
        {
            case Scenario.Verb.Fail:
                await faults.ConnectAsync(storage, connected: false, stop);
                break;
            case Scenario.Verb.Fill:
                await faults.FillAsync(storage, stop);
                break;
            case Scenario.Verb.Slow:
                await faults.SlowAsync(storage, step.Factor!.Value, stop);
                break;
            default:
                await faults.ConnectAsync(storage, connected: true, stop);
                await faults.DrainAsync(storage, stop);
                await faults.SlowAsync(storage, 1, stop);
                break;
        }

        return Result.Success;
    }

    async Task<Result> TouchAsync(Id<ZoneLink> link, Scenario.Step step, CancellationToken stop)
    {
        if (step.Verb == Scenario.Verb.Slow)
        {
            await faults.SlowAsync(link, step.Factor!.Value, stop);
            return Result.Success;
        }

        if (step.Verb == Scenario.Verb.Degrade)
        {
            await faults.LosePacketsAsync(link, step.Loss!.Value, stop);
            return Result.Success;
        }

        await faults.ConnectAsync(link, step.Verb != Scenario.Verb.Fail, stop);
        if (step.Verb == Scenario.Verb.Fail) return Result.Success;
        await faults.SlowAsync(link, 1, stop);
        await faults.LosePacketsAsync(link, 0, stop);
        return Result.Success;
    }

    /// <summary>Asks for what a user wants; when the machine or the host is busy, the user tries again as soon as it is not.</summary>
    /// <returns>The refusal that ends it, or null when it was accepted or the user waits.</returns>
    public async Task<Problem?> AskAsync(ScenarioWorld world, Scenario.Step step, CancellationToken stop)
    {
        var asked = await SubmitAsync(world, step, stop);
        if (asked.Ok) return null;
        if (asked.Problems.FirstOrDefault(problem => !Busy.Contains(problem.Code)) is { } refused) return refused;
        waiting.Add(step);
        return null;
    }

    /// <summary>Tries again what waits for a machine to be free.</summary>
    /// <returns>What was refused for good.</returns>
    public async Task<List<(Scenario.Step Step, Problem Problem)>> TryAgainAsync(ScenarioWorld world, CancellationToken stop)
    {
        List<(Scenario.Step, Problem)> refused = [];
        Scenario.Step[] steps = [.. waiting];
        waiting.Clear();
        foreach (var step in steps)
            if (await AskAsync(world, step, stop) is { } problem) refused.Add((step, problem));
        return refused;
    }

    Task<Result<Id<Activity>>> SubmitAsync(ScenarioWorld world, Scenario.Step step, CancellationToken stop) => step.Verb switch
    {
        Scenario.Verb.Maintain => maintain.SubmitAsync(new EnterMaintenance.Input(world.Hosts[step.Subject].Id, step.Knowingly), world.User, stop),
        Scenario.Verb.Resume => resume.SubmitAsync(new LeaveMaintenance.Input(world.Hosts[step.Subject].Id), world.User, stop),
        _ => SubmitForMachineAsync(world, step, stop),
    };

    async Task<Result<Id<Activity>>> SubmitForMachineAsync(ScenarioWorld world, Scenario.Step step, CancellationToken stop)
    {
        var id = world.Machines[step.Subject].Id;
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VirtualMachines.AsNoTracking().SingleAsync(row => row.Id == id, stop);
        return step.Verb switch
        {
            Scenario.Verb.Start => await start.SubmitAsync(new StartVirtualMachine.Input(id, EvenIfUnprotected: step.Knowingly), world.User, stop),
            Scenario.Verb.Stop => await stopMachine.SubmitAsync(new StopVirtualMachine.Input(id, Force: !machine.Tools.ManagementAgent), world.User, stop),
            Scenario.Verb.Restart or Scenario.Verb.ForceRestart => await restart.SubmitAsync(new RestartVirtualMachine.Input(id, step.Verb == Scenario.Verb.ForceRestart), world.User, stop),
            Scenario.Verb.Snapshot => await takeSnapshot.SubmitAsync(id, "snapshot", "", includesMemory: false, world.User, stop),
            Scenario.Verb.DeleteSnapshot => await database.Snapshots.Where(snapshot => snapshot.MachineId == id).OrderBy(snapshot => snapshot.CreatedAt).Select(snapshot => (Id<Snapshot>?)snapshot.Id).FirstOrDefaultAsync(stop) is { } oldest
                ? await deleteSnapshot.SubmitAsync(new DeleteSnapshot.Input(oldest, id), world.User, stop)
                : Problem.Conflict("snapshot.none", $"{step.Subject} has no snapshot."),
            Scenario.Verb.RevertSnapshot => await database.Snapshots.Where(snapshot => snapshot.MachineId == id).OrderByDescending(snapshot => snapshot.CreatedAt).Select(snapshot => (Id<Snapshot>?)snapshot.Id).FirstOrDefaultAsync(stop) is { } newest
                ? await revert.SubmitAsync(new RevertToSnapshot.Order(id, newest, Force: true), world.User, stop)
                : Problem.Conflict("snapshot.none", $"{step.Subject} has no snapshot."),
            Scenario.Verb.FailOver or Scenario.Verb.TestFailover or Scenario.Verb.FailBack => await recovery.SubmitAsync(machine, step, world.User, stop),
            Scenario.Verb.Relocate => await RelocateAsync(database, world, machine, step, stop),
            Scenario.Verb.Migrate => await migrate.SubmitAsync(new MigrateVirtualMachine.Input(id, world.Hosts[step.Host!].Id, step.Knowingly), world.User, stop),
            _ => await prioritise.SubmitAsync(new SetMachineHighAvailability.Input(id, machine.Version, step.Priority!.Value, machine.StartOrder, step.Knowingly), world.User, stop),
        };
    }

    /// <summary>Moves all disks of a machine to a storage: within its pool, or with the machine to the pool of that storage, under the backup policies of its zone.</summary>
    async Task<Result<Id<Activity>>> RelocateAsync(ConsoleDbContext database, ScenarioWorld world, VirtualMachine machine, Scenario.Step step, CancellationToken stop)
    {
        var storage = world.Storages[step.Storage!];
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).Select(disk => disk.Id).ToListAsync(stop);
        if (storage.PoolId == machine.PoolId) return await moveDisks.SubmitAsync(new MoveDisks.Input(machine.Id, [.. disks.Select(disk => new MoveDisks.Move(disk, storage.Id))]), world.User, stop);
        var zone = await database.Pools.Where(pool => pool.Id == storage.PoolId).Select(pool => pool.ZoneId).SingleAsync(stop);
        var policies = await database.BackupPolicies.Where(policy => policy.ZoneId == zone).Select(policy => policy.Id).ToListAsync(stop);
        Id<Host>? host = step.Host is { } named ? world.Hosts[named].Id : null;
        return await relocate.SubmitAsync(
            new RelocateVirtualMachine.Input(machine.Id, new Relocation(storage.PoolId, host, [.. disks.Select(disk => new Relocation.Disk(disk, storage.Id))], [], policies), step.Knowingly), world.User, stop);
    }
}
