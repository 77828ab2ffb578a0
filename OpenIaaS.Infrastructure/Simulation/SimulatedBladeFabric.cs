using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Blades that can be broken and repaired.</summary>
sealed class SimulatedBladeFabric(SimulationStore store, Durations durations) : IBladeFabric
{
    public TimeSpan HeartbeatTimeOut => durations.HeartbeatTimeOut;

    public Task<IReadOnlyList<HostObservation>> ObserveAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<HostObservation>>(async (database, now) =>
            [.. (await database.Set<SimulatedHost>().OrderBy(host => host.Id).ToListAsync(stop)).Select(host => host.At(now))], stop);

    public Task<Result> FailAsync(Id<Host> host, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var blade = await database.Set<SimulatedHost>().SingleOrDefaultAsync(row => row.Id == host, stop);
        if (blade is null) return Problem.NotFound("host", host);
        if (blade.IsBroken) return Problem.Conflict("blade.already-failed", $"The blade {blade.Name} has failed already; repair it first.");
        blade.Fail(now);
        await Settlement.BreakAsync(database, database.Set<SimulatedTask>().Where(task => task.HostId == host), $"The host {blade.Name} lost power.", now, stop);
        return Result.Success;
    }, stop);

    public Task<Result> RepairAsync(Id<Host> host, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var blade = await database.Set<SimulatedHost>().SingleOrDefaultAsync(row => row.Id == host, stop);
        if (blade is null) return Problem.NotFound("host", host);
        if (!blade.IsBroken) return Problem.Conflict("blade.not-failed", $"The blade {blade.Name} has not failed; there is nothing to repair.");
        blade.Repair(now, now + durations.ForBladeBoot(blade.Key, blade.Failures));
        return Result.Success;
    }, stop);
}
