using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

// Inside a query the database turns to upper case; it knows no culture and no comparison.
#pragma warning disable CA1304, CA1311, CA1862
namespace OpenIaaS.Infrastructure.Application.Backup;

/// <summary>The backup policies support has delivered, and how far they protect the machines.</summary>
public sealed class BackupPolicyQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>One page. Sort keys: name, zone, machines, protects.</summary>
    public async Task<Result<TablePage<BackupPolicyRow>>> ListAsync(BackupPolicyFilter filter, TableQuery page, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var policies = Found(database, filter, caller);
        var total = await policies.CountAsync(stop);
        var rows = await Sorted(policies, page.Sort, page.Descending).Skip(page.Offset).Take(Math.Min(page.Count, TableQuery.Most)).ToListAsync(stop);
        return new TablePage<BackupPolicyRow>([.. rows.Select(Row)], total);
    }

    /// <summary>Every policy that passes the filter, in the order of names; nothing without the permission.</summary>
    public async IAsyncEnumerable<BackupPolicyRow> StreamAsync(BackupPolicyFilter filter, Caller caller, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) yield break;
        await using var database = await databases.CreateDbContextAsync(stop);
        await foreach (var found in Sorted(Found(database, filter, caller), null, false).AsAsyncEnumerable().WithCancellation(stop)) yield return Row(found);
    }

    /// <summary>How many machines are really protected, on nobackup only, and without a policy.</summary>
    public async Task<Result<BackupSummary>> SummaryAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.BackupRead)) return Problem.Forbidden(Permission.BackupRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machines = database.VisibleTo<VirtualMachine>(caller);
        var assignments = database.VisibleTo<BackupAssignment>(caller);
        var protecting = database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.Schedule != "").Select(policy => policy.Id);
        var total = await machines.CountAsync(stop);
        // An assignment goes with its machine, so the machines need not be looked at.
        var assigned = await assignments.Select(it => it.MachineId).Distinct().CountAsync(stop);
        var kept = await assignments.Where(it => protecting.Contains(it.PolicyId)).Select(it => it.MachineId).Distinct().CountAsync(stop);
        return new BackupSummary(total, kept, assigned - kept, await database.VisibleTo<BackupPolicy>(caller).CountAsync(stop));
    }

    static BackupPolicyRow Row(Covered covered) => new(
        covered.Policy.Id, covered.Policy.Name, covered.Zone, covered.Policy.Schedule, covered.Policy.Retention, covered.Machines);

    static IQueryable<Covered> Found(ConsoleDbContext database, BackupPolicyFilter filter, Caller caller)
    {
        var policies = database.VisibleTo<BackupPolicy>(caller).AsNoTracking();
        if (filter.Protects is { } protects) policies = policies.Where(policy => (policy.Schedule != "") == protects);
        var covered = policies.Join(database.AvailabilityZones, policy => policy.ZoneId, zone => zone.Id, (policy, zone) => new Covered
        {
            Policy = policy, Zone = zone.Name, Machines = database.BackupAssignments.Count(assignment => assignment.PolicyId == policy.Id),
        });
        if (string.IsNullOrWhiteSpace(filter.Search)) return covered;
        // Both names are plain ASCII by their rules, which is what the database can turn to upper case.
        var key = filter.Search.Trim().ToUpperInvariant();
        return covered.Where(row => row.Policy.Name.ToUpper().Contains(key) || row.Zone.ToUpper().Contains(key));
    }

    static IOrderedQueryable<Covered> Sorted(IQueryable<Covered> policies, string? sort, bool descending)
    {
        var sorted = sort switch
        {
            "zone" => By(row => row.Zone),
            "machines" => By(row => row.Machines),
            "protects" => By(row => row.Policy.Schedule != ""),
            _ => By(row => row.Policy.Name.ToUpper()),
        };
        return sorted.ThenBy(row => row.Policy.Name).ThenBy(row => row.Zone).ThenBy(row => row.Policy.Id);

        IOrderedQueryable<Covered> By<TKey>(Expression<Func<Covered, TKey>> key) => descending ? policies.OrderByDescending(key) : policies.OrderBy(key);
    }

    sealed class Covered
    {
        public required BackupPolicy Policy { get; init; }
        public required string Zone { get; init; }
        public required int Machines { get; init; }
    }
}
