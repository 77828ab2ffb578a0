using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>
/// Whole disks for scripts: the disks of machines, those of templates, and the ISOs, which the API mounts as disks. One question for each of the three, and none
/// for what a filter leaves out.
/// </summary>
public sealed class DiskApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A disk as scripts read it.</summary>
    /// <param name="Description">What it holds; disks of machines have none.</param>
    /// <param name="Machine">The machine it is attached to, or null.</param>
    /// <param name="Template">The template it belongs to, or null.</param>
    public sealed record Row(
        Id<VirtualDisk> Id, string Name, string Description, ByteSize Capacity, Id<StorageRepository> StorageId, string Storage, Link? Machine = null, Link? Template = null);

    /// <summary>What has a disk.</summary>
    /// <param name="IsConnected">Whether its system sees it now; never while it is powered off.</param>
    public sealed record Link(Guid Id, string Name, bool IsReadOnly, bool IsConnected);

    /// <summary>Every disk of the tenant, by machine and place: those a machine has, or those on a block storage.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<VirtualMachine>? machine, Id<StorageRepository>? storage, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var disks = database.VisibleTo<VirtualDisk>(caller);
        if (machine is { } owner) disks = disks.Where(disk => disk.MachineId == owner);
        if (storage is { } place) disks = disks.Where(disk => disk.StorageRepositoryId == place);
        List<Row> found = [.. (await Disks(database, disks.OrderBy(disk => disk.MachineId).ThenBy(disk => disk.Position)).ToListAsync(stop)).Select(RowOf)];
        if (machine is not null) return found;
        found.AddRange(await Images(database, database.VisibleTo<DiskImage>(caller).Where(image => storage == null || image.StorageRepositoryId == storage)).ToListAsync(stop));
        found.AddRange((await TemplatesAsync(database, database.VisibleTo<Template>(caller), stop)).Where(disk => storage is null || disk.StorageId == storage));
        return found;
    }

    /// <summary>The disks of a template; those of it on a block storage.</summary>
    public async Task<Result<IReadOnlyList<Row>>> OfTemplateAsync(Id<Template> template, Id<StorageRepository>? storage, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        List<Row> found = [.. (await TemplatesAsync(database, database.VisibleTo<Template>(caller).Where(row => row.Id == template), stop)).Where(disk => storage is null || disk.StorageId == storage)];
        return found;
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<VirtualDisk> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await Disks(database, database.VisibleTo<VirtualDisk>(caller).Where(disk => disk.Id == id)).SingleOrDefaultAsync(stop) is { } disk) return RowOf(disk);
        var image = new Id<DiskImage>(id.Value);
        var row = await Images(database, database.VisibleTo<DiskImage>(caller).Where(row => row.Id == image)).SingleOrDefaultAsync(stop)
            ?? (await TemplatesAsync(database, database.VisibleTo<Template>(caller), stop)).FirstOrDefault(disk => disk.Id == id);
        return row is null ? Problem.NotFound(DiskCase.Noun, id) : row;
    }

    static IQueryable<Read> Disks(ConsoleDbContext database, IQueryable<VirtualDisk> disks) =>
        from disk in disks.Where(disk => disk.Pending != DiskAction.Creating)
        join storage in database.StorageRepositories on disk.StorageRepositoryId equals storage.Id
        from machine in database.VirtualMachines.Where(machine => machine.Id == disk.MachineId).DefaultIfEmpty()
        select new Read(
            disk.Id, disk.Name, disk.Capacity, storage.Id, storage.Name, disk.MachineId, machine!.Name, disk.IsReadOnly,
            disk.IsConnected && disk.Pending != DiskAction.Attaching && machine.Power == PowerState.Running);

    static IQueryable<Row> Images(ConsoleDbContext database, IQueryable<DiskImage> images) =>
        from image in images.OrderBy(image => image.Name)
        join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
        select new Row(new Id<VirtualDisk>(image.Id.Value), image.Name, image.Description, image.Size, storage.Id, storage.Name, null, null);

    static async Task<IEnumerable<Row>> TemplatesAsync(ConsoleDbContext database, IQueryable<Template> templates, CancellationToken stop)
    {
        var read = await templates.AsNoTracking().OrderBy(template => template.Name).ToListAsync(stop);
        var places = read.SelectMany(template => template.Disks, (_, disk) => disk.StorageRepositoryId).Distinct().ToList();
        if (places.Count == 0) return [];
        var names = await database.StorageRepositories.Where(storage => places.Contains(storage.Id)).Select(storage => new { storage.Id, storage.Name }).ToDictionaryAsync(storage => storage.Id, storage => storage.Name, stop);
        return
            from template in read
            from disk in template.Disks.Index()
            select new Row(
                template.IdOfDisk(disk.Index), disk.Item.Name, "", disk.Item.Capacity, disk.Item.StorageRepositoryId, names.GetValueOrDefault(disk.Item.StorageRepositoryId, ""),
                null, new Link(template.Id.Value, template.Name, false, false));
    }

    static Row RowOf(Read disk) => new(
        disk.Id, disk.Name, "", disk.Capacity, disk.StorageId, disk.Storage, disk.MachineId is { } machine ? new Link(machine.Value, disk.Machine ?? "", disk.IsReadOnly, disk.IsConnected) : null);

    sealed record Read(
        Id<VirtualDisk> Id, string Name, ByteSize Capacity, Id<StorageRepository> StorageId, string Storage, Id<VirtualMachine>? MachineId, string? Machine, bool IsReadOnly, bool IsConnected);
}
