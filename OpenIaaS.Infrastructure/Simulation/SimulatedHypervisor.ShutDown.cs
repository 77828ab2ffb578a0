using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Shutting down cleanly with a limit.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> ShutDownAsync(string key, Id<VirtualMachine> machine, TimeSpan forceAfter, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Stop, machine, PowerState.Running, async (database, row, _, now) =>
        {
            // Whether the guest ends by itself is decided now, as everything is: one that waits for its storage does not, even if that should be back in time.
            var cleanly = await SilentAsync(database, row, now, stop) is null
                ? await DecideAsync(database, SimulatedWork.Stop, row, now, durations.ForStop(force: false, row.Key, row.Works), stop)
                : null;
            var clean = cleanly is { Succeeds: true } && cleanly.EndsAt <= now + forceAfter;
            var verdict = clean ? cleanly! : await DecideAsync(database, SimulatedWork.Stop, row, now, forceAfter + durations.ForStop(force: true, row.Key, row.Works), stop);
            row.Stop(verdict.EndsAt, verdict.Succeeds);
            if (verdict.Succeeds) await Stays.EndAsync(database, machine, now, verdict.EndsAt, stop);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.Stop, MachineId = machine, HostId = row.HostId,
                StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
                Result = $"{(clean ? ShutDownEnd.Clean : ShutDownEnd.Forced)}", Settled = !Settlement.IsNeeded(SimulatedWork.Stop, verdict.Succeeds),
            };
        }, stop);
}
