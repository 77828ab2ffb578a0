using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Asks the use case of one machine for each of some machines: each has an activity and a refusal of its own.</summary>
public sealed class BulkMachines(
    IDbContextFactory<ConsoleDbContext> databases, StartVirtualMachine start, StopVirtualMachine stopMachine, RestartVirtualMachine restart,
    SetVirtualMachineTags setTags, AssignBackupPolicy assign, SetMachineHighAvailability prioritise, AssociateReplication replicate)
{
    /// <returns>What came of it for each machine the caller sees, by name.</returns>
    public async Task<Result<IReadOnlyList<(string Name, Result<Id<Activity>> Answer)>>> SubmitAsync(
        IReadOnlyCollection<Id<VirtualMachine>> machines, BulkAction action, Caller caller, CancellationToken stop)
    {
        var count = BulkAction.CheckCount(machines.Count);
        if (!count.Ok) return Result<IReadOnlyList<(string, Result<Id<Activity>>)>>.Refused(count.Problems);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().Where(machine => machines.Contains(machine.Id)).OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id).ToListAsync(stop);
        List<(string, Result<Id<Activity>>)> answers = [];
        foreach (var machine in found) answers.Add((machine.Name, await SubmitAsync(machine, action, caller, stop)));
        return answers;
    }

    Task<Result<Id<Activity>>> SubmitAsync(VirtualMachine machine, BulkAction action, Caller caller, CancellationToken stop) => action.Kind switch
    {
        BulkKind.Start => start.SubmitAsync(new StartVirtualMachine.Input(machine.Id), caller, stop),
        BulkKind.StopCleanly or BulkKind.StopByForce => stopMachine.SubmitAsync(new StopVirtualMachine.Input(machine.Id, action.Kind == BulkKind.StopByForce), caller, stop),
        BulkKind.Restart => restart.SubmitAsync(new RestartVirtualMachine.Input(machine.Id), caller, stop),
        BulkKind.AddTags or BulkKind.RemoveTags => setTags.SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, action.TagsAfter(machine.Tags)), caller, stop),
        BulkKind.AssignPolicy when action.Policy is { } policy => assign.SubmitAsync(new AssignBackupPolicy.Input(machine.Id, policy), caller, stop),
        BulkKind.AssignPolicy => Task.FromResult<Result<Id<Activity>>>(BulkAction.NoPolicy),
        BulkKind.SetHighAvailability => prioritise.SubmitAsync(new SetMachineHighAvailability.Input(machine.Id, machine.Version, action.Priority, action.StartOrder ?? machine.StartOrder), caller, stop),
        BulkKind.Replicate when action.Replication is { } policy => replicate.SubmitAsync(new AssociateReplication.Input(machine.Id, policy), caller, stop),
        BulkKind.Replicate => Task.FromResult<Result<Id<Activity>>>(BulkAction.NoReplication),
    };
}
