using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Backup;

/// <summary>Backup policies as the API tells of them.</summary>
public sealed class BackupPolicyApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Schedule">Cron's five fields in French time, or empty for a policy that never runs.</param>
    /// <param name="Machines">The machines under it.</param>
    public sealed record Row(
        Id<BackupPolicy> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone, string Schedule, BackupRetention Retention, IReadOnlyList<Id<VirtualMachine>> Machines);

    /// <summary>Those with a name, of a zone, of a machine, or all, by name.</summary>
    /// <param name="name">The whole name.</param>
    /// <param name="machine">Only those it is under.</param>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(string? name, Id<AvailabilityZone>? zone, Id<VirtualMachine>? machine, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var policies = database.VisibleTo<BackupPolicy>(caller);
        if (name is not null) policies = policies.Where(policy => policy.Name == name);
        if (zone is not null) policies = policies.Where(policy => policy.ZoneId == zone);
        if (machine is not null) policies = policies.Where(policy => database.BackupAssignments.Any(assigned => assigned.PolicyId == policy.Id && assigned.MachineId == machine));
        return await ReadAsync(database, policies, stop);
    }

    public async Task<Result<Row>> FindAsync(Id<BackupPolicy> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await ReadAsync(database, database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.Id == id), stop);
        return rows is [var row] ? row : Problem.NotFound("backup policy", id);
    }

    static async Task<List<Row>> ReadAsync(ConsoleDbContext database, IQueryable<BackupPolicy> policies, CancellationToken stop)
    {
        var found = await (
            from policy in policies.AsNoTracking()
            join zone in database.AvailabilityZones on policy.ZoneId equals zone.Id
            orderby policy.Name, zone.Name, policy.Id
            select new { Policy = policy, Zone = zone.Name }).ToListAsync(stop);
        if (found.Count == 0) return [];
        var machines = (await (
            from assigned in database.BackupAssignments
            from policy in policies
            where assigned.PolicyId == policy.Id
            orderby assigned.MachineId
            select new { assigned.PolicyId, assigned.MachineId }).ToListAsync(stop)).ToLookup(assigned => assigned.PolicyId, assigned => assigned.MachineId);
        return found.ConvertAll(row => new Row(
            row.Policy.Id, row.Policy.Name, row.Policy.ZoneId, row.Zone, row.Policy.Schedule, row.Policy.Retention, [.. machines[row.Policy.Id]]));
    }
}
