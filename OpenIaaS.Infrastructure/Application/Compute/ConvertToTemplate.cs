using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Makes a template of a virtual machine that is powered off, has no snapshots and is not replicated. It consumes the machine: its disks become those of the
/// template and keep their space. Its backups stay.
/// </summary>
public sealed class ConvertToTemplate(Submission submission, IHypervisor hypervisor, IdSource ids) : IOperation<ConvertToTemplate.Input>
{
    /// <param name="Template">The identity the template will have.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<Template> Template, string Description);

    public string ActivityType => ActivityTypes.VirtualMachineConvert;

    public Task<Result<Id<Activity>>> SubmitAsync(Id<VirtualMachine> id, string description, Caller caller, CancellationToken stop)
    {
        var input = new Input(id, ids.Next<Template>(), description.Trim());
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            // Names of templates are unique in a pool by this rule alone; raising the version that the pool had before the rule was asked makes two machines of one name meet.
            var pool = await database.Pools.SingleAsync(row => row.Id == machine.PoolId, stop);
            List<Problem> found = [.. (await CheckAsync(database, machine, stop)).Problems, .. Template.CheckDescription(input.Description).Problems];
            if (found.Count > 0) return found;
            machine.BeginConvert();
            database.Entry(pool).State = EntityState.Modified;
            return MachineTarget.Of(machine);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.ConvertAsync(progress.Key("convert"), input.VirtualMachine, stop);
        var converted = await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
        return converted.Ok ? input.Template.ToString() : converted;
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position).ToListAsync(stop);
        var adapters = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position).ToListAsync(stop);
        database.Add(new Template(
            input.Template, machine.TenantId, machine.PoolId, machine.Name, input.Description, machine.GuestSystem, machine.VirtualCpus, machine.Memory, machine.Firmware,
            [.. disks.Select(disk => new TemplateDisk(disk.Name, disk.Capacity, disk.StorageRepositoryId, disk.Id))],
            [.. adapters.Select(adapter => new TemplateAdapter(string.Create(CultureInfo.InvariantCulture, $"eth{adapter.Position}"), adapter.NetworkId))], machine.CoresPerSocket));
        database.RemoveRange(disks);
        await AdapterAddress.GiveBackAsync(database, adapters, stop);
        database.RemoveRange(adapters);
        database.RemoveRange(await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id).ToListAsync(stop));
        database.Remove(machine);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop)).End(PendingAction.Converting);

    /// <summary>Asks the rule with what is known of the machine.</summary>
    internal static async Task<Result> CheckAsync(ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var policy = await database.Replicas.Where(replica => replica.MachineId == machine.Id)
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (_, policy) => policy.Name).SingleOrDefaultAsync(stop);
        var taken = await database.Templates.AnyAsync(template => template.TenantId == machine.TenantId && template.PoolId == machine.PoolId && template.Name == machine.Name, stop)
            || await database.VirtualMachines.AnyAsync(other => other.PoolId == machine.PoolId && other.Id != machine.Id && other.Pending == PendingAction.Converting && other.Name == machine.Name, stop);
        return machine.CanConvert(await SnapshotRows.ChainAsync(database, machine.Id, stop), policy, taken);
    }
}
