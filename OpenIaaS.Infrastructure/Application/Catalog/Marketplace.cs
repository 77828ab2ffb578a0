using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>The marketplace as the API tells of it and deploys from it. Its images are published for everybody and are no tenant's.</summary>
public sealed class Marketplace(IDbContextFactory<ConsoleDbContext> databases, CreateVirtualMachine create)
{
    /// <param name="Networks">Which adapter comes onto which network.</param>
    public sealed record Deployment(Guid Item, string Name, Id<StorageRepository> Storage, IReadOnlyList<MarketplaceItem.Mapping> Networks, CloudInit? CloudInit);

    /// <summary>Every public image, by name.</summary>
    public static Result<IReadOnlyList<MarketplaceItem>> List(Caller caller) =>
        caller.May(Permission.ComputeRead) ? MarketplaceItem.All.ToList() : Problem.Forbidden(Permission.ComputeRead);

    public static Result<MarketplaceItem> Find(Guid id, Caller caller)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        return MarketplaceItem.Find(id) is { } item ? item : Problem.NotFound("marketplace item", id);
    }

    /// <summary>Makes a machine with the image's own figures, in the pool of the storage, all its disks there: the same creation as in the wizard.</summary>
    public async Task<Result<Id<Activity>>> DeployAsync(Deployment deployment, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        if (MarketplaceItem.Find(deployment.Item) is not { } item) return Problem.NotFound("marketplace item", deployment.Item).On(nameof(Deployment.Item));
        var networks = item.NetworksOf(deployment.Networks);
        if (!networks.Ok) return Result<Id<Activity>>.Refused(networks.Problems);
        var pool = await PoolOfAsync(deployment.Storage, caller, stop);
        if (pool is null) return Problem.NotFound("block storage", deployment.Storage).On(nameof(Deployment.Storage));
        var machine = new NewMachine(
            pool, null, deployment.Name, item.Machine.VirtualCpus, item.Machine.CoresPerSocket, item.Machine.Memory,
            [.. item.Machine.Disks.Select(disk => new NewDisk(disk.Name, disk.VirtualSize, deployment.Storage))],
            [.. networks.Value.Select(network => new NewAdapter(network, null))],
            HighAvailabilityPriority.Disabled, 0, [], false, deployment.CloudInit, CreationMethod.Marketplace, Item: item.Id);
        return await create.SubmitAsync(machine, caller, stop);
    }

    async Task<Id<Pool>?> PoolOfAsync(Id<StorageRepository> storage, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<StorageRepository>(caller).Where(row => row.Id == storage).Select(row => (Id<Pool>?)row.PoolId).SingleOrDefaultAsync(stop);
    }
}
