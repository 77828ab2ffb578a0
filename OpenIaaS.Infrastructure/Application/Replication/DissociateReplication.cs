using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>
/// Ends the replication of a machine: replica and recovery points are removed and their space is given back. A run under way ends first.
/// </summary>
public sealed class DissociateReplication(Submission submission, IDbContextFactory<ConsoleDbContext> databases, IBlockStorage arrays, TimeProvider clock)
    : IOperation<DissociateReplication.Input>
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public sealed record Input(Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.ReplicationDissociate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound("virtual machine", input.VirtualMachine);
            var replica = await database.VisibleTo<Replica>(caller).SingleOrDefaultAsync(row => row.MachineId == machine.Id, stop);
            if (replica is null) return Problem.Conflict("replication.none", $"{machine.Name} is not replicated.");
            var begun = replica.BeginRemoval(machine.Name, clock.GetUtcNow());
            return begun.Ok ? ReplicaTarget.Of(replica, machine.Name) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var held = (await RestAsync(input.VirtualMachine, databases, progress, stop))!;
        await arrays.ReleaseAsync([new SpaceRelease(progress.Key("release"), held.Storage, held.Size)], stop);
        return held.Replica.ToString();
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => RemoveAsync(input.VirtualMachine, database, clock.GetUtcNow(), stop);

    /// <summary>What a replica holds at the other end.</summary>
    internal sealed record Held(Id<Replica> Replica, ByteSize Size, Id<StorageRepository> Storage);

    /// <summary>Waits until no run is under way.</summary>
    /// <returns>What is held then; null when the machine has no replica.</returns>
    internal static async Task<Held?> RestAsync(Id<VirtualMachine> machine, IDbContextFactory<ConsoleDbContext> databases, ActivityProgress progress, CancellationToken stop)
    {
        while (true)
        {
            await using (var database = await databases.CreateDbContextAsync(stop))
            {
                var replica = await database.Replicas.AsNoTracking().Where(replica => replica.MachineId == machine)
                    .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (replica, policy) => new { replica.Id, replica.Size, replica.RunningSince, policy.TargetStorageId })
                    .SingleOrDefaultAsync(stop);
                if (replica is null) return null;
                if (replica.RunningSince is null) return new Held(replica.Id, replica.Size, replica.TargetStorageId);
            }

            await progress.WaitAsync(LookEvery, stop);
        }
    }

    /// <summary>Takes away what the console knows of the replica, and gives its space back. Its ledger is closed and stays.</summary>
    internal static async Task RemoveAsync(Id<VirtualMachine> machine, ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var replica = await database.Replicas.SingleAsync(row => row.MachineId == machine, stop);
        var policy = await database.ReplicationPolicies.SingleAsync(row => row.Id == replica.PolicyId, stop);
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == policy.TargetStorageId, stop);
        database.RecoveryPoints.RemoveRange(await database.RecoveryPoints.Where(point => point.ReplicaId == replica.Id).ToListAsync(stop));
        replica.CloseLedger(now);
        var name = await database.VirtualMachines.Where(row => row.Id == machine).Select(row => row.Name).SingleAsync(stop);
        database.FormerReplicas.Add(new FormerReplica(replica, name, policy.Name, now));
        database.Replicas.Remove(replica);
        storage.Release(replica.Size);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var replica = await database.Replicas.SingleAsync(row => row.MachineId == input.VirtualMachine, stop);
        replica.AbandonRemoval(reason);
    }
}
