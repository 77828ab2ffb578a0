using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Backup;

/// <summary>Puts a virtual machine under a backup policy of its zone.</summary>
public sealed class AssignBackupPolicy(Submission submission) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<BackupPolicy> Policy);

    public string ActivityType => ActivityTypes.BackupPolicyAssign;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.BackupWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var policy = await database.FindVisibleAsync(input.Policy, caller, stop);
            if (policy is null) return Problem.NotFound("backup policy", input.Policy);
            var zone = await database.Pools.Where(pool => pool.Id == machine.PoolId).Select(pool => pool.ZoneId).SingleAsync(stop);
            var assigned = await database.BackupAssignments.AnyAsync(row => row.MachineId == machine.Id && row.PolicyId == policy.Id, stop);
            var check = policy.CanAssignTo(machine, zone, assigned);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            database.BackupAssignments.Add(new BackupAssignment(caller.TenantId, machine.Id, policy.Id));
            // A machine that is being deleted must take the assignment along, or refuse it.
            if (machine.Pending != PendingAction.None) database.Entry(machine).Property(row => row.Version).IsModified = true;
            return MachineTarget.Of(machine);
        }, stop);
}
