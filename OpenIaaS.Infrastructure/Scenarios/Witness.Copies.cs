using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <content>What becomes of machines that are failed over, and of their copies.</content>
sealed partial class Witness
{
    /// <summary>The machines that hand over or come back, and the copies of machines, with what their power follows.</summary>
    readonly Dictionary<Guid, string> followed = [];

    /// <summary>What ended at this moment, to be told once the machines were looked at.</summary>
    readonly List<Activity> ended = [];

    /// <summary>A failover, a test or a way back has begun: from now on what its machines do is followed.</summary>
    void Recovers(TimeSpan at, Activity row)
    {
        if (row.State == ActivityState.Failed) return;
        var machine = row.TargetName;
        followed[machines.First(known => known.Value == machine).Key] = "Its copy takes over.";
        if (row.Type == ActivityTypes.ReplicationFailBack)
        {
            log.Write(at, "failback.begun", ("machine", machine), ("result", "started"));
            return;
        }

        var (kind, copy) = OrderOf(row);
        machines[copy] = machine + (kind == FailoverKind.Test ? CopyRows.TestSuffix : CopyRows.FailoverSuffix);
        followed[copy] = kind == FailoverKind.Test ? "It was tried." : "Its machine is back.";
        log.Write(at, "failover.begun", ("machine", machine), ("copy", machines[copy]), ("how", Word(kind)), ("result", "started"));
    }

    /// <summary>Writes which of the followed machines run since it last looked and which do not any more, and then what ended.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> SeeCopiesAsync(TimeSpan at, DateTimeOffset now, CancellationToken stop)
    {
        if (followed.Count == 0 && ended.Count == 0) return false;
        await using var database = await databases.CreateDbContextAsync(stop);
        var ids = followed.Keys.Select(id => new Id<VirtualMachine>(id)).ToList();
        var on = (await (
            from machine in database.Set<SimulatedMachine>()
            join host in database.Set<SimulatedHost>() on machine.HostId equals (Id<Host>?)host.Id
            where ids.Contains(machine.Id) && (host.FailedAt == null || machine.PlacedAt > host.FailedAt) && (machine.ChangedAt > now ? machine.From : machine.To) == PowerState.Running
            select new { machine.Id, Host = host.Id }).ToListAsync(stop)).ToDictionary(machine => machines[machine.Id.Value], machine => hosts[machine.Host], StringComparer.Ordinal);
        var any = ended.Count > 0;
        foreach (var (id, why) in followed.OrderBy(machine => machines[machine.Key], StringComparer.Ordinal))
        {
            var name = machines[id];
            if (on.TryGetValue(name, out var host) == running.ContainsKey(name)) continue;
            any = true;
            if (host is null)
            {
                Stop(at, name, why, byUser: true);
                continue;
            }

            running[name] = host;
            referee.Placed(name, host);
            log.Write(at, "machine.running", ("machine", name), ("host", host));
        }

        foreach (var row in ended) Recovered(at, row, await database.Failovers.AsNoTracking().Where(failover => failover.ReplicaId == new Id<Domain.Replication.Replica>(row.TargetId)).OrderByDescending(failover => failover.OrderedAt).FirstOrDefaultAsync(stop));
        ended.Clear();
        return any;
    }

    void Recovered(TimeSpan at, Activity row, Failover? failover)
    {
        var machine = row.TargetName;
        // What stays is in other hands from here on: the copy that runs is followed until it goes.
        if (row.State == ActivityState.Completed == row.Type is ActivityTypes.ReplicationFailBack or ActivityTypes.ReplicationCleanUp)
            foreach (var (id, _) in followed.Where(known => known.Key == failover?.MachineId.Value || known.Key == failover?.CopyId.Value).ToList()) followed.Remove(id);
        var kind = row.Type switch { ActivityTypes.ReplicationFailBack => "failback", ActivityTypes.ReplicationCleanUp => "failover.clean-up", _ => "failover" };
        if (row.State == ActivityState.Failed) log.Write(at, $"{kind}.failed", ("machine", machine), ("result", "failed"), ("reason", row.Reason));
        else if (row.Type is ActivityTypes.ReplicationFailBack or ActivityTypes.ReplicationCleanUp) log.Write(at, $"{kind}.done", ("machine", machine), ("result", "done"));
        else
        {
            var (how, copy) = OrderOf(row);
            log.Write(
                at, "failover.done", ("machine", machine), ("copy", machines[copy]), ("how", Word(how)), ("host", running.GetValueOrDefault(machines[copy])), ("result", "done"),
                ("recoverySeconds", failover?.RecoveryTime is { } took ? (long)took.TotalSeconds : null), ("lostSeconds", how == FailoverKind.Test || failover?.DataLost is not { } lost ? null : (long)lost.TotalSeconds));
        }
    }

    static (FailoverKind Kind, Guid Copy) OrderOf(Activity row)
    {
        if (row.Type == ActivityTypes.ReplicationTest) return (FailoverKind.Test, JsonSerializer.Deserialize<TestFailover.Input>(row.Input, DomainJson.Options)!.Copy.Machine.Value);
        var input = JsonSerializer.Deserialize<FailOverMachine.Input>(row.Input, DomainJson.Options)!;
        return (input.Order.Planned ? FailoverKind.Planned : FailoverKind.Unplanned, input.Copy.Machine.Value);
    }

    static string Word(FailoverKind kind) => kind switch { FailoverKind.Unplanned => "unplanned", FailoverKind.Planned => "planned", FailoverKind.Test => "test" };
}
