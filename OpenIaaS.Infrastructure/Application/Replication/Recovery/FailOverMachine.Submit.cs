using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <content>What is written while the caller waits.</content>
public sealed partial class FailOverMachine
{
    async Task<Input> PrepareAsync(Order order, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.Replicas.Where(row => row.Id == order.Replica).Select(row => row.MachineId).SingleOrDefaultAsync(stop);
        return new Input(order, ids.Next<Failover>(), await CopyRows.IdentityAsync(database, ids, machine, stop));
    }

    /// <summary>What is named and is none of the caller's, or of another machine; null when all of it is right.</summary>
    static async Task<Problem?> UnknownAsync(ConsoleDbContext database, Order order, Replica replica, Caller caller, CancellationToken stop)
    {
        if (order.Point is { } point && !await database.VisibleTo<RecoveryPoint>(caller).AnyAsync(row => row.Id == point && row.ReplicaId == replica.Id, stop))
            return Problem.NotFound("recovery point", point).On(nameof(Order.Point));
        foreach (var choice in order.Networks ?? [])
        {
            if (!await database.VisibleTo<Domain.Network.NetworkAdapter>(caller).AnyAsync(row => row.Id == choice.Adapter && row.MachineId == replica.MachineId, stop))
                return Problem.NotFound("network adapter", choice.Adapter).On(nameof(Order.Networks));
            if (!await NetworkThereAsync(database, replica, choice, caller, stop)) return Problem.NotFound("network", choice.Network).On(nameof(Order.Networks));
        }

        return null;
    }

    static Task<bool> NetworkThereAsync(ConsoleDbContext database, Replica replica, NetworkChoice choice, Caller caller, CancellationToken stop) => (
        from policy in database.ReplicationPolicies.Where(row => row.Id == replica.PolicyId)
        join storage in database.StorageRepositories on policy.TargetStorageId equals storage.Id
        join network in database.VisibleTo<Domain.Network.VirtualNetwork>(caller) on storage.PoolId equals network.PoolId
        where network.Id == choice.Network && !network.IsClosed
        select network).AnyAsync(stop);

    /// <summary>A planned one goes on replicating until its last point is whole; an unplanned one rests from here, and the machine is not powered on any more.</summary>
    void Begin(ConsoleDbContext database, Input input, RecoveryCase of)
    {
        var now = copies.Now;
        var failover = new Failover(input.Failover, of.Facts.Kind, of.Replica, of.Machine, input.Copy.Machine, now);
        database.Add(failover);
        if (input.Order.Planned)
        {
            of.Machine.BeginHandover();
            of.Replica.OrderRun(now);
            return;
        }

        failover.Use(of.Point!);
        Rest(database, of.Replica, of.Machine, now);
    }

    /// <summary>From here on the copy counts.</summary>
    internal static void Rest(ConsoleDbContext database, Replica replica, Domain.Compute.VirtualMachine machine, DateTimeOffset now)
    {
        replica.Suspend(machine.Name, now);
        database.Add(new ReplicationSuspension(replica, now));
        machine.Yield(now);
    }
}
