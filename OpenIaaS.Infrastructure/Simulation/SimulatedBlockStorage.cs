using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Volumes that fill up.</summary>
sealed class SimulatedBlockStorage(SimulationStore store) : IBlockStorage
{
    public Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<VolumeObservation>>(async (database, _) =>
            [.. (await database.Set<SimulatedVolume>().OrderBy(volume => volume.Id).ToListAsync(stop))
                .Select(volume => new VolumeObservation(volume.Id, volume.Capacity, volume.Used, volume.Connected))], stop);

    public Task ReleaseAsync(string key, Id<StorageRepository> storage, ByteSize size, CancellationToken stop) => store.BeginAsync(key, async (database, now) =>
    {
        var volume = await database.Set<SimulatedVolume>().SingleOrDefaultAsync(row => row.Id == storage, stop);
        if (volume is null) return SimulatedTask.Refused(key, SimulatedWork.Release, now, $"There is no block storage {storage}.");
        volume.GiveBack(size);
        return new SimulatedTask
        {
            Key = key, Work = SimulatedWork.Release, VolumeId = storage, Size = size, StartedAt = now, ExpectedAt = now, EndsAt = now, Succeeds = true, Settled = true,
        };
    }, stop);
}
