using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Moving running machines, and hosts that take none.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> MigrateAsync(string key, Id<VirtualMachine> machine, Id<Host> host, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Migrate, machine, PowerState.Running, async (database, row, _, now) =>
        {
            if (await ObstacleAsync(database, row, host, now, stop) is { } obstacle) return SimulatedTask.Refused(key, SimulatedWork.Migrate, now, obstacle);
            var (target, refusal) = await Admission.ChooseAsync(database, row, host, now, stop);
            if (target is null) return SimulatedTask.Refused(key, SimulatedWork.Migrate, now, refusal!);
            var source = await database.Set<SimulatedHost>().AsNoTracking().SingleAsync(known => known.Id == row.HostId, stop);
            var gigabits = await ShareAsync(database, source, target, now, stop);
            var verdict = await DecideAsync(database, SimulatedWork.Migrate, row, now, durations.ForMigration(new ByteSize(row.Memory), gigabits), stop);
            row.Migrate(target.Id, verdict.EndsAt);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.Migrate, MachineId = machine, HostId = source.Id, TargetHostId = target.Id, StartedAt = now,
                ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason, Result = target.Id.ToString(),
                Settled = !Settlement.IsNeeded(SimulatedWork.Migrate, verdict.Succeeds),
            };
        }, stop);

    public Task<Result> EnableAsync(Id<Host> host, bool enabled, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var found = await database.Set<SimulatedHost>().SingleOrDefaultAsync(row => row.Id == host, stop);
        if (found is null) return Problem.NotFound("host", host);
        found.Enable(enabled, now);
        return Result.Success;
    }, stop);

    async Task<string?> ObstacleAsync(ConsoleDbContext database, SimulatedMachine machine, Id<Host> host, DateTimeOffset now, CancellationToken stop)
    {
        if (machine.HostId == host) return $"{machine.Name} runs on that host already.";
        if (await CutAsync(database, machine, stop) is { } cut) return cut.Unreachable;
        if (!AnswersAt(machine, now) || !guest.Tools(machine).PvDrivers) return $"The PV drivers inside {machine.Name} are not seen, so that it cannot be moved while it runs.";
        var storages = machine.Disks.Select(disk => disk.Storage).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().AsNoTracking().Where(volume => storages.Contains(volume.Id)).OrderBy(volume => volume.Name).ToListAsync(stop);
        return volumes.Find(volume => volume.Array.Length == 0) is { } local ? $"{machine.Name} has a disk on {local.Name}, which only its host reaches." : null;
    }

    /// <summary>What is left for one more move on the slower of two hosts, in Gbit/s: each shares its links among the moves under way from and to it.</summary>
    static async Task<double> ShareAsync(ConsoleDbContext database, SimulatedHost source, SimulatedHost target, DateTimeOffset now, CancellationToken stop)
    {
        var moves = await database.Set<SimulatedTask>().AsNoTracking().Where(task => !task.Settled && task.EndsAt > now && (task.Work == SimulatedWork.Migrate || task.Work == SimulatedWork.Relocate))
            .Select(task => new { task.HostId, task.TargetHostId }).ToListAsync(stop);
        return Math.Min(Share(source), Share(target));

        double Share(SimulatedHost host) => host.Gigabits / (moves.Count(move => move.HostId == host.Id || move.TargetHostId == host.Id) + 1.0);
    }
}
