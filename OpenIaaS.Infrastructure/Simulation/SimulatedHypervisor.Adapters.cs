using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>Network adapters and ISOs that come, go and change. They are not kept here: a guest reports an address for each position.</content>
sealed partial class SimulatedHypervisor
{
    public Task<HardwareTask> PutAdapterAsync(string key, Id<VirtualMachine> machine, AdapterOrder adapter, CancellationToken stop) => PlugAdapterAsync(key, machine, adapter.Adapter, stop);

    public Task<HardwareTask> RemoveAdapterAsync(string key, Id<VirtualMachine> machine, Id<NetworkAdapter> adapter, CancellationToken stop) => PlugAdapterAsync(key, machine, adapter, stop);

    public Task<HardwareTask> InsertAsync(string key, Id<VirtualMachine> machine, Id<DiskImage>? image, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.Insert, machine, null, async (database, row, failedAt, now) =>
        {
            var verdict = await DecideAsync(database, SimulatedWork.Insert, row, now, durations.ForInsert(row.Key, row.Works), stop);
            row.WorkUntil(verdict.EndsAt, row.PowerAt(now, failedAt));
            return Task(key, SimulatedWork.Insert, machine, null, now, verdict);
        }, stop);

    Task<HardwareTask> PlugAdapterAsync(string key, Id<VirtualMachine> machine, Id<NetworkAdapter> adapter, CancellationToken stop) =>
        WorkAsync(key, SimulatedWork.PlugAdapter, machine, null, async (database, row, failedAt, now) =>
        {
            if (CannotPlug(row, failedAt, now) is { } obstacle) return SimulatedTask.Refused(key, SimulatedWork.PlugAdapter, now, obstacle);
            var verdict = await DecideAsync(database, SimulatedWork.PlugAdapter, row, now, durations.ForPlugAdapter(row.Key, row.Works), stop);
            row.WorkUntil(verdict.EndsAt, row.PowerAt(now, failedAt));
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.PlugAdapter, MachineId = machine, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt,
                Succeeds = verdict.Succeeds, Reason = verdict.Reason, Result = adapter.ToString(), Settled = true,
            };
        }, stop);
}
