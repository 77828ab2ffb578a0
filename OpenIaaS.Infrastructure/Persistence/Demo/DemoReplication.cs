using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>Replicas of a part of the machines in the tenant's next zone, with recovery points as they would be there by now.</summary>
sealed class DemoReplication(DemoScene scene)
{
    /// <summary>The least a point after the first takes: a snapshot's own blocks.</summary>
    static readonly ByteSize SmallestDelta = ByteSize.FromMiB(4);

    static readonly (string Name, string Description, ReplicationInterval Interval, int Retained, Criticality Criticality)[] Standard =
    [
        ("critical-15min", "Databases: at most a quarter of an hour is lost", new ReplicationInterval(15, IntervalUnit.Minutes), 8, Criticality.Critical),
        ("business-1h", "Business applications", new ReplicationInterval(1, IntervalUnit.Hours), 6, Criticality.Business),
        ("daily", "Everything that can be built again", new ReplicationInterval(24, IntervalUnit.Hours), 3, Criticality.Development),
    ];

    readonly DemoLedger ledger = new(scene);
    readonly Dictionary<(DemoPool Pool, int Policy), ReplicationPolicy> policies = [];
    readonly Dictionary<DemoPool, DemoVolume> targets = [];

    /// <summary>Replicates what is worth it from one pool to another one.</summary>
    public void Replicate(DemoPool source, DemoPool target)
    {
        foreach (var machine in source.Machines)
        {
            var always = IsLate(source, machine) || DemoNames.TakenOverAt(machine.Index) is not null;
            if (!always && (machine.Role.StartOrder > 10 || !scene.Chance.Happens($"{source.Row.Name}/{machine.Name}", "replicated", 0.45))) continue;
            Keep(source, machine, target, PolicyFor(target, machine.Role.Policy));
        }
    }

    /// <summary>The one machine whose last runs did not get through: its promise is broken until the next one does.</summary>
    static bool IsLate(DemoPool source, DemoMachine machine) => source.IsMain && machine.Index == 0;

    ReplicationPolicy PolicyFor(DemoPool target, int policy)
    {
        if (policies.TryGetValue((target, policy), out var known)) return known;
        if (!targets.TryGetValue(target, out var volume)) targets[target] = volume = target.OpenSpecial("rep", "FLASH - Standard", shared: true);
        var (name, description, interval, retained, criticality) = Standard[policy];
        var suffix = target.Row.Name[(target.Row.Name.LastIndexOf('-') + 1)..];
        // Later pools of a zone have policies of their own, for a policy has one target storage.
        var number = scene.Number($"{target.Row.TenantId} {name} {suffix}");
        return policies[(target, policy)] = scene.Add(new ReplicationPolicy(
            scene.Ids.Next<ReplicationPolicy>(), target.Row.TenantId, number == 1 ? $"{name}-{suffix}" : $"{name}-{suffix}-{number}", description, interval, retained, volume.Id,
            scene.Now - TimeSpan.FromDays(60), criticality));
    }

    void Keep(DemoPool source, DemoMachine machine, DemoPool target, ReplicationPolicy policy)
    {
        var key = $"{source.Row.Name}/{machine.Name}";
        var every = policy.Interval.Every;
        // Whole microseconds: finer ones do not outlive PostgreSQL, and what a machine holds is counted by its moments.
        var activated = scene.Now - TimeSpan.FromTicks(scene.Now.UtcTicks % TimeSpan.TicksPerMicrosecond) - TimeSpan.FromSeconds(scene.Chance.Between(key, "activated", 4 * 86_400, 45 * 86_400));
        var replica = scene.Add(new Replica(scene.Ids.Next<Replica>(), source.Row.TenantId, machine.Row.Id, policy.Id, every, activated));
        var missed = IsLate(source, machine) ? 5 : 0;
        // The run of the newest tick may still have been copying: then the one before it is the newest that is whole.
        var ticks = ((scene.Now - activated).Ticks / every.Ticks) - missed;
        if (activated + (ticks * every) + Copying(ticks) > scene.Now) ticks--;

        var (size, last) = (ByteSize.Zero, new TransferResult(activated, ByteSize.Zero, true));
        for (var tick = Math.Max(0, ticks - policy.Retained + 1); tick <= ticks; tick++)
        {
            var first = size == ByteSize.Zero;
            var captured = activated + (tick * every);
            var taken = first ? Full() : Delta(tick);
            size += taken;
            last = new TransferResult(captured, taken, first);
            scene.Rows.Add(new RecoveryPoint(scene.Ids.Next<RecoveryPoint>(), replica.TenantId, replica.Id, captured, captured + Copying(tick), taken, first,
                scene.Guest.Digest(key, first ? null : captured - every, captured)));
        }

        targets[target].Put(size);
        ledger.Fill(replica, key, every, last.CapturedAt - every);
        _ = replica.BeginRun(machine.Name, replica.NextRunAt, every, scene.Now);
        if (ticks > 0) replica.CompleteRun(last.CapturedAt - every, size, every, last.CapturedAt - every);
        var run = scene.Add(new ReplicationRun(replica, last.CapturedAt, policy.TargetStorageId, last.CapturedAt));
        var ended = last.CapturedAt + Copying(ticks);
        run.Expect(ended);
        run.Complete(last, ended);
        replica.CompleteRun(last.CapturedAt, size, every, ended);
        if (missed == 0) return;
        const string Lost = "The link between the zones was down.";
        scene.Add(new ReplicationRun(replica, scene.Now, policy.TargetStorageId, scene.Now)).Fail(Lost, scene.Now);
        replica.FailRun(Lost, scene.Now);

        TimeSpan Copying(long tick) => TimeSpan.FromSeconds(scene.Chance.Between(key, "copying", 12, 95, tick));

        ByteSize Full() => new((long)(machine.DiskSize.Bytes * scene.Chance.Share(key, "written", 0.25, 0.85)));

        ByteSize Delta(long tick) => new(Math.Min(
            machine.DiskSize.Bytes / 4, SmallestDelta.Bytes + (long)(every.TotalSeconds * scene.Chance.Share(key, "writing", 4e3, 2e5) * scene.Chance.Share(key, "busy", 0.3, 1.7, tick))));
    }
}
