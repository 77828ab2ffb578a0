using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Blades that can be broken and repaired.</summary>
sealed class SimulatedBladeFabric(SimulationStore store, SimulationOptions options, Durations durations, Wiring wiring) : IBladeFabric
{
    public TimeSpan HeartbeatTimeOut => durations.HeartbeatTimeOut;

    public Task<IReadOnlyList<HostObservation>> ObserveAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<HostObservation>>(async (database, now) =>
            [.. (await database.Set<SimulatedHost>().OrderBy(host => host.Id).ToListAsync(stop)).Select(host => host.At(now))], stop);

    public Task<IReadOnlyDictionary<Id<Host>, ServiceProfile>> ProfilesAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyDictionary<Id<Host>, ServiceProfile>>(async (database, _) => ServiceProfiles.Of(
            await database.Set<SimulatedHost>().OrderBy(host => host.Id).ToListAsync(stop),
            await database.Set<SimulatedPart>().Where(part => part.Capacity == null).ToListAsync(stop), options.Seed), stop);

    public Task<Result> FailAsync(Id<Host> host, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var blade = await database.Set<SimulatedHost>().SingleOrDefaultAsync(row => row.Id == host, stop);
        if (blade is null) return Problem.NotFound("host", host);
        if (blade.IsFaulty) return Problem.Conflict("blade.already-failed", $"The blade {blade.Name} has failed already; repair it first.");
        blade.SetFaulty(true);
        await wiring.ApplyAsync(database, blade, now, stop);
        return Result.Success;
    }, stop);

    public Task<Result> RepairAsync(Id<Host> host, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var blade = await database.Set<SimulatedHost>().SingleOrDefaultAsync(row => row.Id == host, stop);
        if (blade is null) return Problem.NotFound("host", host);
        if (blade is { IsFaulty: false, HeartbeatCutAt: null, SilentSince: null }) return Problem.Conflict("blade.not-failed", $"The blade {blade.Name} has not failed; there is nothing to repair.");
        var isRepaired = blade.IsFaulty || blade.HeartbeatCutAt is not null;
        blade.SetFaulty(false);
        blade.JoinHeartbeat();
        await wiring.ApplyAsync(database, blade, now, stop);
        // What keeps it out is not on the blade: the network of its pool, or the heartbeat storage.
        return isRepaired || blade.SilentSince is null ? Result.Success : SimulatedHost.Fenced(blade.Name, blade.Standing);
    }, stop);
}
