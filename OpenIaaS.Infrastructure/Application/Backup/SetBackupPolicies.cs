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

/// <summary>Gives a virtual machine exactly these backup policies: what is missing is assigned and what is too many removed, all at once or nothing.</summary>
public sealed class SetBackupPolicies(Submission submission) : ICommand
{
    /// <param name="Policies">All it is to have; named twice is the same as once.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, IReadOnlyList<Id<BackupPolicy>> Policies);

    public string ActivityType => ActivityTypes.BackupPolicySet;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.BackupWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var asked = await AskedAsync(database, input.Policies, caller, stop);
            if (!asked.Ok) return Result<ActivityTarget>.Refused(asked.Problems);
            var zone = await database.Pools.Where(pool => pool.Id == machine.PoolId).Select(pool => pool.ZoneId).SingleAsync(stop);
            var assigned = await database.BackupAssignments.Where(row => row.MachineId == machine.Id).ToListAsync(stop);
            var had = assigned.ConvertAll(row => row.PolicyId);
            var present = await database.VisibleTo<BackupPolicy>(caller).Where(policy => had.Contains(policy.Id)).OrderBy(policy => policy.Name).ToListAsync(stop);
            var check = BackupPolicy.CanReplace(machine, zone, asked.Value, present);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            Replace(database, machine, asked.Value, assigned);
            return MachineTarget.Of(machine);
        }, stop);

    static async Task<Result<IReadOnlyList<BackupPolicy>>> AskedAsync(ConsoleDbContext database, IReadOnlyList<Id<BackupPolicy>> named, Caller caller, CancellationToken stop)
    {
        var ids = named.Distinct().ToList();
        var found = await database.VisibleTo<BackupPolicy>(caller).Where(policy => ids.Contains(policy.Id)).ToListAsync(stop);
        List<Problem> missing = [.. ids.Except(found.Select(policy => policy.Id)).Select(id => Problem.NotFound("backup policy", id).On(nameof(Input.Policies)))];
        return missing.Count > 0 ? missing : found;
    }

    static void Replace(ConsoleDbContext database, VirtualMachine machine, IReadOnlyList<BackupPolicy> asked, List<BackupAssignment> assigned)
    {
        var gone = assigned.FindAll(row => asked.All(policy => policy.Id != row.PolicyId));
        List<BackupAssignment> added = [.. asked.Where(policy => assigned.All(row => row.PolicyId != policy.Id)).Select(policy => new BackupAssignment(machine.TenantId, machine.Id, policy.Id))];
        database.RemoveRange(gone);
        database.AddRange(added);
        if (asked.Count == 0) machine.SetAutoPowerOn(false);
        // Two sets at once, or one and a start, must meet on the machine: else a running machine could end with no policy, or with half of each set.
        if (gone.Count + added.Count > 0) database.Entry(machine).Property(row => row.Version).IsModified = true;
    }
}
