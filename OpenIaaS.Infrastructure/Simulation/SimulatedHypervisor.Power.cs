using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Starting, stopping and restarting.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> StartAsync(string key, Id<VirtualMachine> machine, Id<Host>? host, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Start, machine, PowerState.Halted, async (database, row, _, now) =>
        {
            if (await CutAsync(database, row, stop) is { } cut) return SimulatedTask.Refused(key, SimulatedWork.Start, now, cut.Unreachable!);
            var (chosen, refusal) = await Admission.ChooseAsync(database, row, host, now, stop);
            if (chosen is null) return SimulatedTask.Refused(key, SimulatedWork.Start, now, refusal!);
            var verdict = await DecideAsync(database, SimulatedWork.Start, row, now, durations.ForStart(new ByteSize(row.Memory), row.Key, row.Works), stop);
            row.Place(chosen.Id, now, verdict.EndsAt, verdict.Succeeds);
            database.Add(SimulatedStay.Of(row));
            return Task(key, SimulatedWork.Start, machine, chosen.Id, now, verdict);
        }, stop);

    public TimeSpan UsualStart(ByteSize memory) => durations.Boots(memory);

    public Task<HardwareTask> StopAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Stop, machine, PowerState.Running, async (database, row, _, now) =>
        {
            if (!force && await SilentAsync(database, row, now, stop) is { } silent) return SimulatedTask.Refused(key, SimulatedWork.Stop, now, silent);
            var verdict = await DecideAsync(database, SimulatedWork.Stop, row, now, durations.ForStop(force, row.Key, row.Works), stop);
            row.Stop(verdict.EndsAt, verdict.Succeeds);
            if (verdict.Succeeds) await Stays.EndAsync(database, machine, now, verdict.EndsAt, stop);
            return Task(key, SimulatedWork.Stop, machine, row.HostId, now, verdict);
        }, stop);

    public Task<HardwareTask> RestartAsync(string key, Id<VirtualMachine> machine, bool force, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Restart, machine, PowerState.Running, async (database, row, _, now) =>
        {
            if (await SilentAsync(database, row, now, stop) is { } silent && (!force || await CutAsync(database, row, stop) is not null))
                return SimulatedTask.Refused(key, SimulatedWork.Restart, now, silent);
            var verdict = await DecideAsync(database, SimulatedWork.Restart, row, now, durations.ForRestart(force, new ByteSize(row.Memory), row.Key, row.Works), stop);
            row.Restart(verdict.EndsAt, verdict.Succeeds);
            return Task(key, SimulatedWork.Restart, machine, row.HostId, now, verdict);
        }, stop);

    /// <summary>The first of its volumes that cannot be reached, or null.</summary>
    static Task<SimulatedVolume?> CutAsync(ConsoleDbContext database, SimulatedMachine machine, CancellationToken stop)
    {
        var storages = machine.PluggedDisks.Select(disk => disk.Storage).Distinct().ToArray();
        return database.Set<SimulatedVolume>().AsNoTracking().Where(volume => storages.Contains(volume.Id) && !volume.Connected).OrderBy(volume => volume.Name).FirstOrDefaultAsync(stop);
    }

    /// <summary>Why its management agent does not answer, or null when it does.</summary>
    async Task<string?> SilentAsync(ConsoleDbContext database, SimulatedMachine machine, DateTimeOffset now, CancellationToken stop)
    {
        if (await CutAsync(database, machine, stop) is { } cut)
            return $"{machine.Name} stands still: it waits for its disk. {cut.Unreachable} Wait until it is back, or power off by force.";
        return AnswersAt(machine, now) ? null : NoAgent(machine);
    }

    static string NoAgent(SimulatedMachine machine) =>
        $"The management agent inside {machine.Name} does not answer, so that it cannot be shut down cleanly; wait for it, or use force.";
}
