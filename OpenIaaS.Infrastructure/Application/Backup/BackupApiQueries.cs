using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Backup;

/// <summary>Backups as the API tells of them.</summary>
public sealed class BackupApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Machine">The name of its machine; of one that is gone the name it was deleted under, empty when nobody remembers it.</param>
    /// <param name="MachineGone">Whether the machine is deleted.</param>
    public sealed record Row(
        Id<MachineBackup> Id, Id<VirtualMachine> MachineId, string Machine, bool MachineGone, Id<BackupPolicy> PolicyId, string Policy, ByteSize Size, DateTimeOffset TakenAt);

    /// <summary>Those of a zone, of a machine, or all, the newest first.</summary>
    /// <param name="deleted">Whether those of machines that are gone are among them.</param>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Id<VirtualMachine>? machine, bool deleted, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var backups = database.VisibleTo<MachineBackup>(caller);
        if (machine is not null) backups = backups.Where(backup => backup.MachineId == machine);
        if (zone is not null) backups = backups.Where(backup => database.BackupPolicies.Any(policy => policy.Id == backup.PolicyId && policy.ZoneId == zone));
        if (!deleted) backups = backups.Where(backup => database.VirtualMachines.Any(known => known.Id == backup.MachineId));
        return await ReadAsync(database, backups, caller, stop);
    }

    public async Task<Result<Row>> FindAsync(Id<MachineBackup> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<MachineBackup>(caller).Where(backup => backup.Id == id), caller, stop);
        return rows is [var row] ? row : Problem.NotFound("backup", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<MachineBackup> backups, Caller caller, CancellationToken stop)
    {
        var found = await (
            from backup in backups
            join policy in database.BackupPolicies on backup.PolicyId equals policy.Id
            orderby backup.TakenAt descending, backup.Id
            select new
            {
                backup.Id, backup.MachineId, backup.PolicyId, Policy = policy.Name, backup.Size, backup.TakenAt,
                Machine = database.VirtualMachines.Where(machine => machine.Id == backup.MachineId).Select(machine => machine.Name).FirstOrDefault(),
            }).ToListAsync(stop);
        var gone = await NamesAsync(database, [.. found.Where(row => row.Machine is null).Select(row => row.MachineId.Value).Distinct()], caller, stop);
        return found.ConvertAll(row => new Row(
            row.Id, row.MachineId, row.Machine ?? gone.GetValueOrDefault(row.MachineId.Value, ""), row.Machine is null, row.PolicyId, row.Policy, row.Size, row.TakenAt));
    }

    /// <summary>What machines were called when they were deleted, as their activities remember it.</summary>
    static async Task<Dictionary<Guid, string>> NamesAsync(ConsoleDbContext database, List<Guid> machines, Caller caller, CancellationToken stop) =>
        machines.Count == 0 ? [] : (await database.VisibleTo<Activity>(caller)
            .Where(activity => activity.Type == ActivityTypes.VirtualMachineDelete && machines.Contains(activity.TargetId))
            .OrderBy(activity => activity.Sequence).Select(activity => new { activity.TargetId, activity.TargetName }).ToListAsync(stop))
        .GroupBy(activity => activity.TargetId).ToDictionary(same => same.Key, same => same.Last().TargetName);
}
