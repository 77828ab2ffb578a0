using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Copies an item of the public catalog onto block storage of a pool; from then on it is the tenant's own.</summary>
public sealed class AddToCatalog(Submission submission, IBlockStorage storages, IdSource ids) : IOperation<AddToCatalog.Input>
{
    /// <param name="Item">The identity of the item in the public catalog.</param>
    public sealed record Order(Guid Item, Id<StorageRepository>? Storage);

    /// <param name="Copy">The identity the copy has from the moment it was asked for.</param>
    public sealed record Input(Guid Item, Id<StorageRepository> Storage, Guid Copy);

    public string ActivityType => ActivityTypes.CatalogAdd;

    /// <summary>Accepts it: its space is taken when this returns, and it stands in the catalog when it is copied.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = new Input(order.Item, order.Storage ?? default, ids.Next());
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await ImagePlace.FindAsync(database, order.Storage, caller, stop) is not { } place) return Problem.NotFound("block storage", order.Storage?.ToString() ?? "");
            if (PublicItem.Find(order.Item) is not { } item) return Problem.Invalid("public.unknown", $"There is no item {order.Item} in the public catalog.");
            List<Problem> found = [.. CatalogPlace.Check(item.Name, item.Takes, order.Storage, [.. place.Facts.Storages.Select(StorageRoom.Of)], place.Facts.Heartbeat).Problems];
            var names = item.Kind == CatalogItemKind.DiskImage ? place.Names : await TemplatesAsync(database, place.Storage!, stop);
            found.AddRange(UniqueName.Check(item.Name, names, item.Kind == CatalogItemKind.DiskImage ? "disk image" : "template").Problems);
            if (found.Count > 0) return found;
            var reserved = place.Storage!.Reserve(item.Takes);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            return new ActivityTarget(item.Kind == CatalogItemKind.DiskImage ? "disk image" : "template", input.Copy, item.Name);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await storages.WriteAsync(progress.Key("write"), input.Storage, ItemOf(input).Takes, PublicItem.DepotMegabits, stop);
        return await progress.FollowAsync(task, storages.TaskAsync, stop);
    }

    /// <summary>A name that was taken since it was accepted gets a number.</summary>
    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var item = ItemOf(input);
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == input.Storage, stop);
        if (item.Kind == CatalogItemKind.DiskImage)
        {
            var names = (await ImagePlace.OfAsync(database, storage, stop)).Names;
            database.Add(new DiskImage(new Id<DiskImage>(input.Copy), storage.TenantId, storage.Id, DiskImage.FreeName(item.Name, names), item.Description, item.Size));
            return;
        }

        // Without adapters: the networks are the tenant's, and whoever deploys it chooses among them.
        database.Add(new Template(
            new Id<Template>(input.Copy), storage.TenantId, storage.PoolId, DiskImage.FreeName(item.Name, await TemplatesAsync(database, storage, stop)), item.Description, item.GuestSystem,
            item.VirtualCpus, item.Memory, Firmware.Uefi, [.. item.Disks.Select(disk => new TemplateDisk(disk.Name, disk.Capacity, storage.Id))], []));
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.StorageRepositories.SingleAsync(row => row.Id == input.Storage, stop)).Release(ItemOf(input).Takes);

    static PublicItem ItemOf(Input input) => PublicItem.Find(input.Item) ?? throw new InvalidOperationException($"The public catalog no longer has {input.Item}.");

    static Task<List<string>> TemplatesAsync(ConsoleDbContext database, StorageRepository storage, CancellationToken stop) =>
        database.Templates.Where(template => template.PoolId == storage.PoolId).Select(template => template.Name).ToListAsync(stop);
}
