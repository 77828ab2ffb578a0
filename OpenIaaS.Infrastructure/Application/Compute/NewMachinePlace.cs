using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Application.Compute.Xva;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The place a machine is asked for in, read in one go: what the rule must know, and the storage that gives the space.</summary>
sealed record NewMachinePlace(Pool Pool, IReadOnlyList<StorageRepository> Storages, NewMachineFacts Facts)
{
    /// <summary>The ISO asked for, if any.</summary>
    public ImageRoom? ImageOf(NewMachine machine) => Facts.Images?.FirstOrDefault(room => room.Image.Id == machine.Image);

    /// <summary>Everything that speaks against the machine here, the text of its cloud-init included.</summary>
    public static Result Check(NewMachine machine, NewMachineFacts facts) =>
        Result.From([.. machine.Check(facts).Problems, .. CloudInitText.Check(machine.CloudInit).Problems]);

    /// <summary>Reads the place; null when the caller has no such pool.</summary>
    public static async Task<NewMachinePlace?> LoadAsync(ConsoleDbContext database, NewMachine machine, Caller caller, CancellationToken stop)
    {
        if (machine.Pool is not { } poolId || await database.FindVisibleAsync(poolId, caller, stop) is not { } pool) return null;
        // A public image or a file lies in no pool: it begins as no template, whatever is named beside it.
        var template = machine is { Method: CreationMethod.Template or CreationMethod.Iso, Template: { } asked } ? await database.FindVisibleAsync(asked, caller, stop) : null;
        var storages = await database.VisibleTo<StorageRepository>(caller).Where(storage => storage.PoolId == poolId).OrderBy(storage => storage.Name).ToListAsync(stop);
        var networks = await database.VisibleTo<VirtualNetwork>(caller).Where(network => network.PoolId == poolId && !network.IsClosed).Select(network => network.Id).ToListAsync(stop);
        var policies = await database.VisibleTo<BackupPolicy>(caller).Where(policy => policy.ZoneId == pool.ZoneId).Select(policy => policy.Id).ToListAsync(stop);
        var largest = await database.VisibleTo<Host>(caller).Where(host => host.PoolId == poolId)
            .OrderByDescending(host => host.Memory).Select(host => host.Memory).FirstOrDefaultAsync(stop);
        var file = machine is { Method: CreationMethod.Xva, File: { } sent } ? await database.FindUploadAsync(new Id<Upload>(sent), caller, stop) : null;
        var refused = file?.CanTake(UploadKind.Xva).First;
        var taken = await TakenAddressesAsync(database, machine, caller, stop);
        var facts = new NewMachineFacts(
            template, [.. storages.Select(StorageRoom.Of)], networks, largest == default ? default : largest - Host.ControlDomainMemory(largest), taken, [], policies,
            Heartbeat: pool.HeartbeatStorageId, Images: await ImagesAsync(database, machine, caller, stop),
            File: file is not null && refused is null ? XvaUploads.FileOf(file) : null, FileRefused: refused,
            Item: machine.Method == CreationMethod.Marketplace ? MarketplaceItem.Find(machine.Item) : null);
        return new NewMachinePlace(pool, storages, facts);
    }

    /// <summary>The ISOs of the pool, and the one asked for wherever it lies; nothing is read where none is needed.</summary>
    static async Task<IReadOnlyList<ImageRoom>> ImagesAsync(ConsoleDbContext database, NewMachine machine, Caller caller, CancellationToken stop)
    {
        if (machine.Method != CreationMethod.Iso && machine.Image is null) return [];
        return await (
            from image in database.VisibleTo<DiskImage>(caller)
            join storage in database.VisibleTo<StorageRepository>(caller) on image.StorageRepositoryId equals storage.Id
            where storage.PoolId == machine.Pool || image.Id == machine.Image
            orderby image.Name, image.Id
            select new ImageRoom(image, storage)).ToListAsync(stop);
    }

    /// <summary>Which of the addresses that were typed are in use; nothing is asked when none was.</summary>
    static async Task<IReadOnlyCollection<string>> TakenAddressesAsync(ConsoleDbContext database, NewMachine machine, Caller caller, CancellationToken stop)
    {
        var typed = machine.Adapters.Select(adapter => MacAddress.Parse(adapter.MacAddress ?? "")).Where(parsed => parsed.Ok).Select(parsed => parsed.Value).Distinct().ToList();
        if (typed.Count == 0) return [];
        return await database.VisibleTo<NetworkAdapter>(caller).Where(adapter => typed.Contains(adapter.MacAddress)).Select(adapter => adapter.MacAddress).ToListAsync(stop);
    }
}
