using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>Turns what was accepted, begun and ended into lines of the log: it reads the activities and the runs, as whoever checks the promises would.</summary>
sealed partial class Witness(IDbContextFactory<ConsoleDbContext> databases, ScenarioWorld world, ScenarioLog log, Referee referee, Durations durations)
{
    readonly Dictionary<long, Activity> open = [];
    readonly Dictionary<Guid, string> machines = world.Machines.ToDictionary(machine => machine.Value.Id.Value, machine => machine.Key);
    readonly Dictionary<Id<Host>, string> hosts = world.Hosts.ToDictionary(host => host.Value.Id, host => host.Key);

    /// <summary>The machines that run or are being started, and where.</summary>
    readonly SortedDictionary<string, string> running = new(
        world.Machines.Where(machine => machine.Value.HostId is not null)
            .ToDictionary(machine => machine.Key, machine => world.Hosts.Single(host => host.Value.Id == machine.Value.HostId).Key), StringComparer.Ordinal);

    /// <summary>The machines that stand still, and the storage each waits for.</summary>
    readonly SortedDictionary<string, string> stalled = new(StringComparer.Ordinal);

    /// <summary>What is left of deleted snapshots, on which disk.</summary>
    readonly Dictionary<(Id<Snapshot> Snapshot, Id<VirtualDisk> Disk), SnapshotDisk> coalescing = [];

    readonly Dictionary<Id<StorageRepository>, string> storages = world.Storages.ToDictionary(storage => storage.Value.Id, storage => storage.Key);
    readonly Dictionary<Id<Pool>, string> pools = world.Rows.OfType<Pool>().ToDictionary(pool => pool.Id, pool => pool.Name);
    readonly HashSet<string> maintained = [];
    readonly HashSet<long> waiting = [];
    readonly HashSet<(Id<Replica> Replica, DateTimeOffset BeganAt, DateTimeOffset EndedAt)> told = [];
    long seen;
    DateTimeOffset runsSeenAt;

    /// <summary>Writes a line for each machine that stopped because its hardware did.</summary>
    /// <param name="on">Only of this host; null for every one.</param>
    public async Task SeeHardwareAsync(TimeSpan at, DateTimeOffset now, string reason, CancellationToken stop, string? on = null)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var alive = await (
            from machine in database.Set<SimulatedMachine>()
            join host in database.Set<SimulatedHost>() on machine.HostId equals (Id<Host>?)host.Id
            where (host.FailedAt == null || machine.PlacedAt > host.FailedAt) && (machine.ChangedAt > now || machine.To == PowerState.Running)
            select machine.Id).ToListAsync(stop);
        var left = alive.Select(id => machines.GetValueOrDefault(id.Value)).OfType<string>().ToHashSet();
        foreach (var name in running.Where(machine => !left.Contains(machine.Key) && (on is null || machine.Value == on)).Select(machine => machine.Key).ToList()) Stop(at, name, reason, byUser: false);
    }

    /// <summary>The hosts that lost their power at this moment, or were cut off, and why; one that fences itself is none of them.</summary>
    public async Task<Dictionary<Id<Host>, string>> LostAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var failed = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.FailedAt == now && host.RepairedAt == null).ToListAsync(stop);
        return failed.Where(host => host.Cause != host.FenceCause).ToDictionary(host => host.Id, host => host.Cause!);
    }

    /// <summary>Writes which hosts fenced themselves at this moment, and what stopped with them.</summary>
    public async Task SeeFencesAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var fenced = await database.Set<SimulatedHost>().AsNoTracking().Where(host => host.SilentSince != null && host.FailedAt == now).ToListAsync(stop);
        foreach (var host in fenced.Where(host => host.Cause == host.FenceCause).OrderBy(host => host.Name, StringComparer.Ordinal))
        {
            referee.HostBroken(host.Name);
            log.Write(at, "host.fenced", ("host", host.Name), ("reason", host.FenceCause));
            await SeeHardwareAsync(at, now, host.FenceCause, stop, host.Name);
        }
    }

    /// <summary>Writes which running machines stand still since now, because a storage of theirs cannot be reached, and which go on.</summary>
    public async Task SeeStallsAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var lost = await Stalls.LostAsync(database, stop);
        if (stalled.Count == 0 && lost.Values.All(volume => volume.Connected)) return;
        var seen = (await (
            from machine in database.Set<SimulatedMachine>().AsNoTracking()
            join host in database.Set<SimulatedHost>() on machine.HostId equals (Id<Host>?)host.Id
            where (host.FailedAt == null || machine.PlacedAt > host.FailedAt) && (machine.ChangedAt > now ? machine.From : machine.To) == PowerState.Running
            select machine).ToListAsync(stop)).Where(machine => machines.ContainsKey(machine.Id.Value)).ToDictionary(machine => machines[machine.Id.Value], machine => Stalls.Of(machine, lost, durations.DiskPatience, now), StringComparer.Ordinal);
        foreach (var name in stalled.Keys.Where(name => !seen.ContainsKey(name) || !running.ContainsKey(name)).ToList()) stalled.Remove(name);
        foreach (var (name, stall) in seen.Where(machine => running.ContainsKey(machine.Key)).OrderBy(machine => machine.Key, StringComparer.Ordinal))
        {
            if (stall is { IsUnreachable: true })
            {
                if (stalled.TryAdd(name, stall.Storage))
                    log.Write(at, "machine.stalled", ("machine", name), ("host", running[name]), ("storage", stall.Storage), ("reason", $"The block storage {stall.Storage} cannot be reached."));
            }
            else if (stalled.Remove(name, out var storage))
            {
                if (stall is null) log.Write(at, "machine.resumed", ("machine", name), ("host", running[name]), ("storage", storage), ("result", "done"));
                else log.Write(at, "machine.resumed", ("machine", name), ("host", running[name]), ("storage", storage), ("result", "read-only"), ("reason", "It was longer than its system waits for its disks; it must be restarted."));
            }
        }
    }

    /// <summary>Writes what of deleted snapshots is being merged since it last looked, and what is merged.</summary>
    public async Task SeeCoalescingAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var merging = await database.SnapshotDisks.AsNoTracking().Where(disk => disk.CoalescingSince != null).ToDictionaryAsync(disk => (disk.SnapshotId, disk.DiskId), stop);
        foreach (var (key, disk) in merging.Where(disk => !coalescing.ContainsKey(disk.Key)).OrderBy(disk => disk.Value.ExpectedAt).ThenBy(disk => disk.Key.DiskId.Value))
        {
            coalescing[key] = disk;
            (string, object?)[] line =
            [
                ("machine", machines[disk.MachineId.Value]), ("storage", storages[disk.StorageRepositoryId]), ("bytes", disk.Debt.Bytes), ("seconds", (long)Math.Ceiling((disk.ExpectedAt!.Value - now).TotalSeconds)),
            ];
            log.Write(at, "snapshot.coalescing", disk.FreezesMachine ? [.. line, ("reason", "It writes faster than its blocks are merged; it is frozen meanwhile.")] : line);
        }

        foreach (var (key, disk) in coalescing.Where(disk => !merging.ContainsKey(disk.Key)).OrderBy(disk => disk.Key.Disk.Value).ToList())
        {
            coalescing.Remove(key);
            log.Write(at, "snapshot.coalesced", ("machine", machines[disk.MachineId.Value]), ("storage", storages[disk.StorageRepositoryId]), ("result", "done"));
        }
    }

    /// <summary>Writes which drives are rebuilt at this moment.</summary>
    public async Task SeeRebuildsAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rebuilt = await database.Set<SimulatedPart>().AsNoTracking().Where(part => part.RebuiltAt == now).Select(part => part.Id).ToListAsync(stop);
        foreach (var (name, _) in world.Parts.Where(part => rebuilt.Contains(part.Value.Id))) log.Write(at, "drive.rebuilt", ("drive", name), ("result", "done"));
    }

    /// <summary>Writes which replication runs ended since it last looked.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> SeeRunsAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var ended = await database.ReplicationRuns.AsNoTracking().Where(run => run.EndedAt >= runsSeenAt).ToListAsync(stop);
        List<ReplicationRun> fresh = [.. ended.Where(run => told.Add((run.ReplicaId, run.BeganAt, run.EndedAt!.Value)))];
        foreach (var run in fresh.OrderBy(run => run.EndedAt).ThenBy(run => world.Replicas[run.ReplicaId].Machine, StringComparer.Ordinal).ThenBy(run => run.BeganAt)) Replicated(at, run);
        // Only those of this very moment are found again.
        told.RemoveWhere(run => run.EndedAt < now);
        runsSeenAt = now;
        return fresh.Count > 0;
    }

    /// <summary>Writes what activities began or ended since it last looked.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> SeeActivitiesAsync(TimeSpan at, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        List<long> known = [.. open.Keys, .. waiting];
        var rows = await database.Activities.AsNoTracking().Where(row => row.Sequence > seen || known.Contains(row.Sequence)).OrderBy(row => row.Sequence).ToListAsync(stop);
        var any = false;
        foreach (var row in rows)
        {
            seen = Math.Max(seen, row.Sequence);
            waiting.Remove(row.Sequence);
            if (row.State == ActivityState.Waiting)
            {
                // One that nobody has begun yet says nothing so far.
                waiting.Add(row.Sequence);
                continue;
            }

            var isNew = !open.ContainsKey(row.Sequence);
            if (isNew || row.IsEnded)
            {
                any = true;
                if (isNew) await BeginAsync(database, at, row, stop);
                if (row.IsEnded) End(at, row);
            }

            if (row.IsEnded) open.Remove(row.Sequence);
            else open[row.Sequence] = row;
        }

        return any;
    }

    async Task BeginAsync(ConsoleDbContext database, TimeSpan at, Activity row, CancellationToken stop)
    {
        if (row.Type == ActivityTypes.HostMaintain && row.State != ActivityState.Failed)
        {
            referee.HostTakes(hosts[new Id<Host>(row.TargetId)], machines: false);
            log.Write(at, "host.evacuating", ("host", hosts[new Id<Host>(row.TargetId)]), ("result", "started"));
        }

        if (row.Type == ActivityTypes.VirtualMachineMigrate && row.State != ActivityState.Failed)
        {
            referee.Placed(machines[row.TargetId], TargetOf(row));
            Moves(at, row, "machine.migrating", "started");
        }

        // A scenario takes no memory with its snapshots: the power is cut, and the machine stays off.
        if (row.Type == ActivityTypes.SnapshotRevert && running.ContainsKey(machines[row.TargetId])) Stop(at, machines[row.TargetId], "Its user brings it back to a snapshot.", byUser: true);
        if (row.Type == ActivityTypes.VirtualMachineRelocate && row.State != ActivityState.Failed)
        {
            if (GoalOf(row).Host is { } goal) referee.Placed(machines[row.TargetId], hosts[goal]);
            Relocates(at, row, "machine.relocating", "started");
        }

        if (row.Type is ActivityTypes.ReplicationFailOver or ActivityTypes.ReplicationTest or ActivityTypes.ReplicationFailBack) Recovers(at, row);
        if (row.Type != ActivityTypes.VirtualMachineRecover) return;
        var input = JsonSerializer.Deserialize<RecoverVirtualMachine.Input>(row.Input, DomainJson.Options)!;
        var known = await database.VirtualMachines.AsNoTracking().SingleAsync(machine => machine.Id == input.VirtualMachine, stop);
        var name = machines[row.TargetId];
        referee.Attempt(at, name, known.PoolId.ToString(), known.HighAvailability, running.ContainsKey(name));
        if (row.State == ActivityState.Failed)
        {
            log.Write(at, "ha.restart", ("machine", name), ("host", null), ("result", "failed"), ("reason", row.Reason));
            return;
        }

        running[name] = hosts[input.Host!.Value];
        referee.Placed(name, running[name]);
        log.Write(at, "ha.restart", ("machine", name), ("host", running[name]), ("result", "started"));
    }

    void End(TimeSpan at, Activity row)
    {
        var completed = row.State == ActivityState.Completed;
        switch (row.Type)
        {
            case ActivityTypes.VirtualMachineRecover or ActivityTypes.VirtualMachineStart when completed:
                var host = running[machines[row.TargetId]] = hosts[Id<Host>.Parse(row.Outcome!, null)];
                log.Write(at, "machine.running", ("machine", machines[row.TargetId]), ("host", host));
                break;
            case ActivityTypes.VirtualMachineRestart when completed:
                log.Write(at, "machine.restarted", ("machine", machines[row.TargetId]), ("host", running.GetValueOrDefault(machines[row.TargetId])));
                break;
            case ActivityTypes.VirtualMachineRestart:
                log.Write(at, "machine.restart", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
                break;
            case ActivityTypes.VirtualMachineRecover when running.ContainsKey(machines[row.TargetId]):
                Stop(at, machines[row.TargetId], row.Reason!, byUser: false);
                break;
            case ActivityTypes.VirtualMachineStop when completed:
                if (running.ContainsKey(machines[row.TargetId])) Stop(at, machines[row.TargetId], "Its user shut it down.", byUser: true);
                break;
            case ActivityTypes.VirtualMachineStart or ActivityTypes.VirtualMachineStop when !completed:
                log.Write(at, row.Type == ActivityTypes.VirtualMachineStart ? "machine.start" : "machine.stop", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
                break;
            case ActivityTypes.SnapshotTake or ActivityTypes.SnapshotDelete:
                var kind = row.Type == ActivityTypes.SnapshotTake ? "snapshot.taken" : "snapshot.deleted";
                if (completed) log.Write(at, kind, ("machine", machines[row.TargetId]), ("result", "done"));
                else log.Write(at, kind, ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
                break;
            case ActivityTypes.SnapshotRevert:
                if (completed) log.Write(at, "snapshot.reverted", ("machine", machines[row.TargetId]), ("result", "done"));
                else log.Write(at, "snapshot.reverted", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
                break;
            case ActivityTypes.HostFail:
                referee.HostFenced(hosts[new Id<Host>(row.TargetId)]);
                log.Write(at, "host.failed", ("host", hosts[new Id<Host>(row.TargetId)]), ("reason", "Its heartbeat was missing for longer than the time-out; it is fenced."));
                break;
            case ActivityTypes.HostReturn:
                Returned(at, hosts[new Id<Host>(row.TargetId)]);
                break;
            case ActivityTypes.VirtualMachineMigrate:
                Migrated(at, row, completed);
                break;
            case ActivityTypes.VirtualMachineRelocate:
                Relocated(at, row, completed);
                break;
            case ActivityTypes.VirtualMachineMoveDisks when completed:
                log.Write(at, "machine.disks-moved", ("machine", machines[row.TargetId]), ("result", "done"));
                break;
            case ActivityTypes.VirtualMachineMoveDisks:
                log.Write(at, "machine.relocate", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
                break;
            case ActivityTypes.ReplicationFailOver or ActivityTypes.ReplicationTest or ActivityTypes.ReplicationFailBack or ActivityTypes.ReplicationCleanUp:
                ended.Add(row);
                break;
            case ActivityTypes.HostMaintain or ActivityTypes.HostResume:
                Maintained(at, row, completed);
                break;
            case ActivityTypes.VirtualMachineHighAvailability when completed:
                log.Write(at, "machine.priority", ("machine", machines[row.TargetId]), ("result", "done"));
                break;
        }
    }

    string TargetOf(Activity migration) => hosts[JsonSerializer.Deserialize<MigrateVirtualMachine.Input>(migration.Input, DomainJson.Options)!.Host];

    void Moves(TimeSpan at, Activity row, string kind, string result) =>
        log.Write(at, kind, ("machine", machines[row.TargetId]), ("host", TargetOf(row)), ("from", running.GetValueOrDefault(machines[row.TargetId])), ("result", result));

    void Migrated(TimeSpan at, Activity row, bool completed)
    {
        if (!completed)
        {
            log.Write(at, "machine.migrate", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
            return;
        }

        Moves(at, row, "machine.migrated", "done");
        running[machines[row.TargetId]] = TargetOf(row);
    }

    static Relocation GoalOf(Activity relocation) => JsonSerializer.Deserialize<RelocateVirtualMachine.Input>(relocation.Input, DomainJson.Options)!.Relocation;

    void Relocates(TimeSpan at, Activity row, string kind, string result)
    {
        var (name, goal) = (machines[row.TargetId], GoalOf(row));
        log.Write(
            at, kind, ("machine", name), ("pool", pools[goal.Pool!.Value]), ("host", goal.Host is { } host ? hosts[host] : null), ("from", running.GetValueOrDefault(name)), ("result", result));
    }

    void Relocated(TimeSpan at, Activity row, bool completed)
    {
        if (!completed)
        {
            log.Write(at, "machine.relocate", ("machine", machines[row.TargetId]), ("result", "failed"), ("reason", row.Reason));
            return;
        }

        Relocates(at, row, "machine.relocated", "done");
        if (GoalOf(row).Host is { } host) running[machines[row.TargetId]] = hosts[host];
    }

    void Returned(TimeSpan at, string host)
    {
        if (maintained.Contains(host)) log.Write(at, "host.maintenance", ("host", host), ("result", "done"), ("reason", "Its heartbeat is seen again; it was in maintenance before it failed."));
        else log.Write(at, "host.connected", ("host", host));
    }

    void Maintained(TimeSpan at, Activity row, bool completed)
    {
        var host = hosts[new Id<Host>(row.TargetId)];
        var entering = row.Type == ActivityTypes.HostMaintain;
        referee.HostTakes(host, machines: entering != completed);
        if (completed) _ = entering ? maintained.Add(host) : maintained.Remove(host);
        if (completed) log.Write(at, entering ? "host.maintenance" : "host.resumed", ("host", host), ("result", "done"));
        else log.Write(at, entering ? "host.maintain" : "host.resume", ("host", host), ("result", "failed"), ("reason", row.Reason));
    }

    void Replicated(TimeSpan at, ReplicationRun run)
    {
        var (machine, policy) = world.Replicas[run.ReplicaId];
        referee.CopyEnded(machine, run.Tick, run.BeganAt, run.EndedAt!.Value, run.Reason is null);
        if (run.Reason is null) log.Write(at, "replication.point", ("machine", machine), ("policy", policy), ("result", "completed"), ("bytes", run.Size.Bytes), ("full", run.IsFull));
        else log.Write(at, "replication.failed", ("machine", machine), ("policy", policy), ("result", "failed"), ("reason", run.Reason));
    }

    void Stop(TimeSpan at, string machine, string reason, bool byUser)
    {
        running.Remove(machine, out var host);
        referee.Stopped(machine, byUser ? null : host);
        log.Write(at, "machine.stopped", ("machine", machine), ("host", host), ("reason", reason));
    }
}
