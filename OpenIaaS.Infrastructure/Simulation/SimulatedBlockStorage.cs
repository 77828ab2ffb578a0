using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Volumes that fill up.</summary>
sealed class SimulatedBlockStorage(SimulationStore store, Durations durations, Faults faults) : IBlockStorage
{
    public Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<VolumeObservation>>(async (database, _) =>
            [.. (await database.Set<SimulatedVolume>().OrderBy(volume => volume.Id).ToListAsync(stop))
                .Select(volume => new VolumeObservation(volume.Id, volume.Capacity, volume.Used, volume.Connected))], stop);

    public Task<HardwareTask> WriteAsync(string key, Id<StorageRepository> storage, ByteSize size, int? megabits, CancellationToken stop) => store.BeginAsync(key, async (database, now) =>
    {
        var volume = await database.Set<SimulatedVolume>().SingleOrDefaultAsync(row => row.Id == storage, stop);
        if ((volume is null ? $"There is no block storage {storage}." : volume.Refuses(size)) is { } refusal) return SimulatedTask.Refused(key, SimulatedWork.Write, now, refusal);
        // Keyed by what is written: a second attempt is other work, and may meet another fate.
        var verdict = await faults.DecideAsync(database, SimulatedWork.Write, key, volume!.Name, 0, now, durations.ForWrite(size, volume.ClassName, volume.Delay, megabits, key), stop);
        volume.Take(size);
        return new SimulatedTask
        {
            Key = key, Work = SimulatedWork.Write, VolumeId = storage, Size = size, StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt,
            Succeeds = verdict.Succeeds, Reason = verdict.Reason, Settled = !Settlement.IsNeeded(SimulatedWork.Write, verdict.Succeeds),
        };
    }, stop);

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) => store.TaskAsync(key, stop);

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
