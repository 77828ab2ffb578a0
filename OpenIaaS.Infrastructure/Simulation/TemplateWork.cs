using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Templates that are deleted: what ends it early, and what it leaves to do.</summary>
static class TemplateWork
{
    /// <summary>What is kept with the work, as what it hands back.</summary>
    public static string Write(IReadOnlyList<TemplateDisk> disks) => HardwareJson.Write(disks.Select(disk => new Held(disk.DiskId, disk.StorageRepositoryId, disk.Capacity)));

    /// <summary>The keys of that under way which touches a volume.</summary>
    public static async Task<List<string>> OnAsync(ConsoleDbContext database, Id<StorageRepository> volume, DateTimeOffset now, CancellationToken stop)
    {
        var tasks = await database.Set<SimulatedTask>().AsNoTracking().Where(task => task.Work == SimulatedWork.DeleteTemplate && task.EndsAt > now).ToListAsync(stop);
        return [.. tasks.Where(task => HeldBy(task).Exists(held => held.Volume == volume)).Select(task => task.Key)];
    }

    /// <summary>All disks go at once. One that was delivered or copied from the public catalog is space alone; one that was a machine's is a disk of its own.</summary>
    public static async Task EndAsync(ConsoleDbContext database, SimulatedTask task, CancellationToken stop)
    {
        foreach (var held in HeldBy(task))
        {
            await Settlement.GiveBackAsync(database, held.Volume, held.Size, stop);
            if (held.Disk is { } disk) database.Remove(await database.Set<SimulatedLooseDisk>().SingleAsync(row => row.Id == disk, stop));
        }
    }

    static List<Held> HeldBy(SimulatedTask task) => HardwareJson.Read<List<Held>>(task.Result!);

    /// <summary>What one disk of a template holds.</summary>
    public sealed record Held(Id<VirtualDisk>? Disk, Id<StorageRepository> Volume, ByteSize Size);
}
