using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What hosts see of each other and of their heartbeat storage, and what they do about it: one that does not live fences itself after the time-out, and joins
/// again only those that live. Asked after every change of either.
/// </summary>
sealed class Heartbeats(Durations durations)
{
    /// <summary>The pools whose heartbeat is on a block storage.</summary>
    public static Task<List<Id<Pool>>> PoolsOnAsync(ConsoleDbContext database, Id<StorageRepository> storage, CancellationToken stop) =>
        database.Pools.Where(pool => pool.HeartbeatStorageId == storage).Select(pool => pool.Id).ToListAsync(stop);

    /// <summary>Judges the hosts of pools anew.</summary>
    public async Task ApplyAsync(ConsoleDbContext database, IReadOnlyCollection<Id<Pool>> pools, DateTimeOffset now, CancellationToken stop)
    {
        if (pools.Count == 0) return;
        var heartbeats = await database.Pools.AsNoTracking().Where(pool => pools.Contains(pool.Id) && pool.HeartbeatStorageId != null).ToDictionaryAsync(pool => pool.Id, pool => pool.HeartbeatStorageId!.Value, stop);
        var storages = heartbeats.Values.ToList();
        var volumes = await database.Set<SimulatedVolume>().Where(volume => storages.Contains(volume.Id)).ToDictionaryAsync(volume => volume.Id, stop);
        var hosts = await database.Set<SimulatedHost>().Where(host => pools.Contains(host.PoolId)).ToListAsync(stop);
        foreach (var pool in hosts.OrderBy(host => host.Key, StringComparer.Ordinal).GroupBy(host => host.PoolId))
        {
            // While it is off nobody watches the network or a storage.
            var sight = new Sight([.. pool], heartbeats.TryGetValue(pool.Key, out var storage) ? volumes.GetValueOrDefault(storage) : null, heartbeats.ContainsKey(pool.Key), durations.HeartbeatTimeOut, now);
            await FenceAsync(database, sight, stop);
            LetIn(sight);
        }
    }

    async Task FenceAsync(ConsoleDbContext database, Sight pool, CancellationToken stop)
    {
        foreach (var (host, standing) in pool.Standings)
        {
            if (standing == Standing.Lives && host.SilentSince is not null)
            {
                host.BeHeard();
                await database.Set<SimulatedTask>().Where(task => task.Work == SimulatedWork.Fence && task.HostId == host.Id && !task.Settled).ExecuteDeleteAsync(stop);
            }

            if (standing == Standing.Lives || host.SilentSince is not null) continue;
            host.FallSilent(pool.Now, standing);
            var fenced = pool.Now + durations.HeartbeatTimeOut;
            database.Add(new SimulatedTask
            {
                Key = $"fence/{host.Id}/{pool.Now.UtcTicks}", Work = SimulatedWork.Fence, HostId = host.Id, StartedAt = pool.Now, ExpectedAt = fenced, EndsAt = fenced, Succeeds = true, Settled = false,
            });
        }
    }

    /// <summary>Hosts that boot or wait join those that live; where nobody lives, the best partition of those that boot, or of those that wait, begins anew.</summary>
    void LetIn(Sight pool)
    {
        var booting = pool.Hosts.Where(host => !host.IsBroken && !host.IsUpAt(pool.Now)).ToList();
        var waiting = pool.Hosts.Where(host => host.IsBroken && host.SilentSince is not null && host.Cause == host.FenceCause).ToList();
        if (booting.Count + waiting.Count == 0) return;
        var first = new[] { pool.Living, booting, waiting }.FirstOrDefault(some => some.Count > 0)!;
        var open = pool.BestOf(first);
        foreach (var host in booting.Where(host => !open(host))) host.Wait(pool.Now, pool.Sees(host) ? Standing.OutsidePartition : pool.StorageIsLost ? Standing.StorageLost : Standing.PathLost);
        foreach (var host in waiting.Where(open))
        {
            host.BeHeard();
            host.Return(pool.Now, pool.Now + durations.ForBladeBoot(host.Key, host.Failures));
        }
    }

    /// <summary>A pool at one moment.</summary>
    sealed class Sight
    {
        readonly SimulatedVolume? storage;
        readonly bool watched;

        public Sight(List<SimulatedHost> hosts, SimulatedVolume? storage, bool watched, TimeSpan timeOut, DateTimeOffset now)
        {
            (Hosts, this.storage, this.watched, Now) = (hosts, storage, watched, now);
            var up = hosts.FindAll(host => host.IsUpAt(now));
            var standings = Liveness.Judge(Of(up), up.Count > 0 && IsMissing(up, timeOut));
            Standings = [.. up.Select(host => (host, standings[host.Id]))];
            Living = [.. Standings.Where(host => host.Standing == Standing.Lives).Select(host => host.Host)];
        }

        public List<SimulatedHost> Hosts { get; }

        public DateTimeOffset Now { get; }

        public List<(SimulatedHost Host, Standing Standing)> Standings { get; }

        public List<SimulatedHost> Living { get; }

        public bool StorageIsLost => storage is { Connected: false };

        public bool Sees(SimulatedHost host) => host.HeartbeatCutAt is null && !StorageIsLost;

        /// <summary>Whether a host is of the best partition of some hosts, or would be.</summary>
        public Func<SimulatedHost, bool> BestOf(List<SimulatedHost> some)
        {
            var best = Liveness.Best(Of(some));
            var segment = some.Find(host => best.Contains(host.Id)) is { } one ? SegmentOf(one) : -1;
            return host => Sees(host) && SegmentOf(host) == segment;
        }

        /// <summary>A host that went down after the storage was seen for the last time, or so shortly before that nobody had noticed.</summary>
        bool IsMissing(List<SimulatedHost> up, TimeSpan timeOut)
        {
            var lostAt = up.Max(host => host.HeartbeatCutAt ?? storage?.LostAt);
            return Hosts.Exists(host => !up.Contains(host) && host.FailedAt + timeOut > lostAt);
        }

        int SegmentOf(SimulatedHost host) => watched ? host.Segment : 0;

        List<HostSight> Of(List<SimulatedHost> some) => some.ConvertAll(host => new HostSight(
            host.Id, Sees(host), some.Where(other => SegmentOf(other) == SegmentOf(host)).Select(other => other.Id).ToHashSet()));
    }
}
