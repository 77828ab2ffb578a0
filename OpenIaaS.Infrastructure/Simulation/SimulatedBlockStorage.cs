using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Volumes that fill up.</summary>
sealed class SimulatedBlockStorage(SimulationStore store) : IBlockStorage
{
    public Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<VolumeObservation>>(async (database, _) =>
            [.. (await database.Set<SimulatedVolume>().OrderBy(volume => volume.Id).ToListAsync(stop))
                .Select(volume => new VolumeObservation(volume.Id, volume.Capacity, volume.Used, volume.Connected))], stop);

    public Task ReleaseAsync(IReadOnlyCollection<SpaceRelease> releases, CancellationToken stop) => store.BeginAsync(releases, release => release.Key, async (database, now, fresh) =>
    {
        var storages = fresh.Select(release => release.Storage).Distinct().ToList();
        var volumes = await database.Set<SimulatedVolume>().Where(row => storages.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        return [.. fresh.Select(release => Release(release, volumes.GetValueOrDefault(release.Storage), now))];
    }, stop);

    public Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken stop) => store.ForgetAsync(keys, stop);

    static SimulatedTask Release(SpaceRelease release, SimulatedVolume? volume, DateTimeOffset now)
    {
        if (volume is null) return SimulatedTask.Refused(release.Key, SimulatedWork.Release, now, $"There is no block storage {release.Storage}.");
        volume.GiveBack(release.Size);
        return new SimulatedTask
        {
            Key = release.Key, Work = SimulatedWork.Release, VolumeId = release.Storage, Size = release.Size,
            StartedAt = now, ExpectedAt = now, EndsAt = now, Succeeds = true, Settled = true,
        };
    }
}
