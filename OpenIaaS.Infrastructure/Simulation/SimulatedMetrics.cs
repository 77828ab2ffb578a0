using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Metrics as a function of the stays of machines and of their waveforms; nothing is sampled or stored.</summary>
sealed class SimulatedMetrics(SimulationStore store, SimulationOptions options, Durations durations, Guest guest) : IMetrics
{
    /// <summary>For so long an answer is given again: a page asks for hosts and storage apart, and several people look at the same pools.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<(Id<Pool>, DateTimeOffset, TimeSpan, int), (DateTimeOffset Now, PoolUse Use)> answered = new();

    public async Task<PoolUse> PoolAsync(Id<Pool> pool, UseWindow window, CancellationToken stop)
    {
        var key = (pool, window.From, window.Step, window.Count);
        if (answered.TryGetValue(key, out var known) && Math.Abs((window.Now - known.Now).Ticks) < Fresh.Ticks) return known.Use;
        var use = (await LoadAsync(pool, window, stop)).Over(window).Pool;
        foreach (var (old, answer) in answered)
            if (window.Now - answer.Now >= Fresh) answered.TryRemove(old, out _);
        answered[key] = (window.Now, use);
        return use;
    }

    public async Task<IReadOnlyList<Use>> MachineAsync(Id<VirtualMachine> machine, UseWindow window, CancellationToken stop)
    {
        var pool = await store.ReadAsync(async (database, _) => await database.Set<SimulatedMachine>().Where(row => row.Id == machine).Select(row => (Id<Pool>?)row.PoolId).SingleOrDefaultAsync(stop), stop);
        return pool is { } its ? (await LoadAsync(its, window, stop)).Over(window, machine).Watched : new Use[window.Count];
    }

    Task<PoolLoad> LoadAsync(Id<Pool> pool, UseWindow window, CancellationToken stop) => store.ReadAsync(async (database, _) =>
    {
        var hosts = await database.Set<SimulatedHost>().Where(host => host.PoolId == pool).OrderBy(host => host.Name).ToListAsync(stop);
        var stays = await database.Set<SimulatedStay>()
            .Where(stay => stay.PoolId == pool && stay.From <= window.Now && (stay.Until == null || stay.Until > window.From)).OrderBy(stay => stay.Id).ToListAsync(stop);
        var disks = stays.Select(stay => HardwareJson.Read<List<SimulatedDisk>>(stay.DisksJson)).ToList();
        var asked = disks.SelectMany(list => list).Select(disk => disk.Storage).Distinct().ToArray();
        var volumes = await database.Set<SimulatedVolume>().Where(volume => asked.Contains(volume.Id)).OrderBy(volume => volume.Name).ToListAsync(stop);
        var lost = volumes.Where(volume => volume.LostAt is not null).ToDictionary(volume => volume.Id);
        var boots = lost.Count == 0 ? [] : await database.Set<SimulatedMachine>().Where(machine => machine.PoolId == pool).ToDictionaryAsync(machine => machine.Id, machine => machine.BootedAt, stop);
        var frozen = (await database.Set<SimulatedMachine>().Where(machine => machine.PoolId == pool && machine.FrozenUntil > window.From).ToListAsync(stop))
            .ToDictionary(machine => machine.Id, machine => new Stalls.Silence(machine.FrozenFrom!.Value, machine.FrozenUntil!.Value, Reads: false));
        var zones = volumes.Select(volume => volume.ZoneId).Distinct().ToArray();
        var canisters = await database.Set<SimulatedPart>().Where(part => zones.Contains(part.ZoneId) && part.Kind == HardwarePartKind.Canister).ToListAsync(stop);
        var hostAt = hosts.Select((host, index) => (host.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        var volumeAt = volumes.Select((volume, index) => (volume.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        return new PoolLoad(
            stays.Zip(disks).Where(pair => hostAt.ContainsKey(pair.First.HostId)).Select(pair => Resident(pair.First, pair.Second, hostAt, volumeAt) with
            {
                Silences =
                [
                    .. Stalls.Of(pair.Second, lost, boots.GetValueOrDefault(pair.First.MachineId), durations.DiskPatience),
                    .. frozen.TryGetValue(pair.First.MachineId, out var still) ? [still] : Array.Empty<Stalls.Silence>(),
                ],
            }),
            hosts.Select(host => new PoolLoad.Capacity(host.Id, host.Threads)),
            volumes.Select(volume => new PoolLoad.Storage(
                volume.Id, StorageClass.Named(volume.ClassName).IopsOf(volume.Capacity), PartOf(canisters.FindAll(part => part.Group == volume.Array)))));
    }, stop);

    PoolLoad.Resident Resident(SimulatedStay stay, List<SimulatedDisk> disks, Dictionary<Id<Host>, int> hostAt, Dictionary<Id<StorageRepository>, int> volumeAt)
    {
        var total = Math.Max(1, disks.Sum(disk => disk.Capacity.Bytes));
        return new PoolLoad.Resident(
            stay.MachineId, hostAt[stay.HostId], stay.Memory, stay.From, stay.UpAt, stay.HasGuestSystem ? stay.UpAt + durations.ForTools(stay.Key) : null,
            stay.Until ?? DateTimeOffset.MaxValue,
            new Waveform(options.Seed, stay.Key, stay.VirtualCpus, stay.Memory, stay.HasGuestSystem, guest.WriteRate(stay.Key)),
            [.. disks.Where(disk => volumeAt.ContainsKey(disk.Storage)).GroupBy(disk => disk.Storage)
                .Select(on => (volumeAt[on.Key], on.Sum(disk => disk.Capacity.Bytes) / (double)total))]);
    }

    /// <summary>As far as the last failure and the last slowness of each canister tell.</summary>
    static Func<DateTimeOffset, double> PartOf(List<SimulatedPart> canisters) => canisters.Count == 0
        ? _ => 1
        : moment => canisters.Sum(part => part.ShareAt(moment)) / canisters.Count;
}
