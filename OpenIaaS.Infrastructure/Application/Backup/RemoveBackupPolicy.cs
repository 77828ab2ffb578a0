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

/// <summary>Takes a backup policy off a virtual machine. With the last one goes the automatic start, which needs a policy. Its backups stay.</summary>
public sealed class RemoveBackupPolicy(Submission submission) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<BackupPolicy> Policy);

    public string ActivityType => ActivityTypes.BackupPolicyRemove;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.BackupWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var policy = await database.FindVisibleAsync(input.Policy, caller, stop);
            if (policy is null) return Problem.NotFound("backup policy", input.Policy);
            var assigned = await database.BackupAssignments.Where(row => row.MachineId == machine.Id).ToListAsync(stop);
            if (assigned.SingleOrDefault(row => row.PolicyId == policy.Id) is not { } assignment)
                return Problem.Conflict("backup.not-assigned", $"{machine.Name} does not have the backup policy {policy.Name}.");
            var check = policy.CanRemoveFrom(machine, assigned.Count);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            database.Remove(assignment);
            if (assigned.Count == 1) machine.SetAutoPowerOn(false);
            // Two removals at once, or one and a start, must meet on the machine: else a running machine could end with no policy.
            database.Entry(machine).Property(row => row.Version).IsModified = true;
            return MachineTarget.Of(machine);
        }, stop);
}
