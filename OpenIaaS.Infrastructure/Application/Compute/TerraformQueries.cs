using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Objects as the official Terraform provider is told of them, as they are now.</summary>
public sealed class TerraformQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>How many machines the export of a tenant reads at once.</summary>
    const int Batch = 200;

    /// <summary>A machine with its disks and adapters; what the caller may not see is left out.</summary>
    public async Task<Result<TerraformConfiguration>> MachineAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await TerraformGathering.OfAsync(database, [id], caller, stop) is [var machine] ? machine.Write() : Problem.NotFound(MachineTarget.Noun, id);
    }

    public async Task<Result<TerraformConfiguration>> PolicyAsync(Id<ReplicationPolicy> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Policies(database, caller, id).SingleOrDefaultAsync(stop) is { } found
            ? found.Write()
            : Problem.NotFound("replication policy", id);
    }

    /// <summary>Everything of the tenant in one file, with imports: policies, then machines by name, read a part at a time.</summary>
    public Result<TerraformExport> Tenant(Caller caller) =>
        caller.May(Permission.ComputeRead) ? new TerraformExport(PartsAsync(caller)) : Problem.Forbidden(Permission.ComputeRead);

    /// <summary>A first machine made of what the tenant has; null where no preinstalled template is.</summary>
    public async Task<Result<TerraformExample?>> ExampleAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = (await (
            from template in database.VisibleTo<Template>(caller)
            join pool in database.Pools on template.PoolId equals pool.Id
            join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
            orderby template.Name, template.Id
            select new { Template = template, ZoneId = zone.Id, Zone = zone.Name }).AsNoTracking().ToListAsync(stop)).FirstOrDefault(row => row.Template.Disks.Count > 0);
        if (found is null) return new Result<TerraformExample?>();
        var networks = await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == found.Template.PoolId).Select(network => new { network.Id, network.Name }).ToDictionaryAsync(network => network.Id, network => network.Name, stop);
        var policy = await database.VisibleTo<BackupPolicy>(caller).Where(row => row.ZoneId == found.ZoneId).OrderByDescending(row => row.Schedule != "").ThenBy(row => row.Name).Select(row => row.Name).FirstOrDefaultAsync(stop);
        return new TerraformExample(
            found.Zone, found.Template.Name, [.. found.Template.Adapters.Select(adapter => networks.GetValueOrDefault(adapter.NetworkId)).OfType<string>()],
            caller.May(Permission.BackupRead) ? policy : null, found.Template.VirtualCpus, found.Template.Memory);
    }

    async IAsyncEnumerable<string> PartsAsync(Caller caller, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        yield return TerraformConfiguration.Provider;
        TerraformNames policies = new(), machines = new(), disks = new();
        foreach (var policy in await Policies(database, caller).ToListAsync(stop))
            foreach (var block in policy.Write(policies).Blocks) yield return block.Together;
        var ids = await database.VisibleTo<VirtualMachine>(caller).OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id).Select(machine => machine.Id).ToListAsync(stop);
        foreach (var part in ids.Chunk(Batch))
            foreach (var machine in await TerraformGathering.OfAsync(database, part, caller, stop))
                foreach (var block in machine.Write(machines, disks).Blocks) yield return block.Together;
    }

    static IQueryable<TerraformPolicy> Policies(ConsoleDbContext database, Caller caller, Id<ReplicationPolicy>? one = null) => database.VisibleTo<ReplicationPolicy>(caller).AsNoTracking()
        .Where(policy => one == null || policy.Id == one)
        .OrderBy(policy => policy.NameKey)
        .Join(database.StorageRepositories, policy => policy.TargetStorageId, storage => storage.Id, (policy, storage) => new TerraformPolicy(policy, storage.Name));
}

/// <summary>The configuration of a tenant, block by block.</summary>
public sealed record TerraformExport(IAsyncEnumerable<string> Rows);
