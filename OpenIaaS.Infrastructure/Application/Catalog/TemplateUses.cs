using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>What keeps a template from being deleted.</summary>
static class TemplateUses
{
    /// <summary>Asks the rule with what is known of it.</summary>
    public static async Task<Result> CheckAsync(ConsoleDbContext database, Template template, CancellationToken stop) =>
        template.CanDelete(await NamesAsync(database, template, stop), (await StoragesAsync(database, template.Disks, stop)).Where(storage => !storage.IsConnected).Select(storage => storage.Name).Order(StringComparer.Ordinal).FirstOrDefault());

    /// <summary>The block storage disks of a template lie on.</summary>
    public static Task<List<StorageRepository>> StoragesAsync(ConsoleDbContext database, IEnumerable<TemplateDisk> disks, CancellationToken stop)
    {
        var ids = disks.Select(disk => disk.StorageRepositoryId).Distinct().ToList();
        return database.StorageRepositories.Where(storage => ids.Contains(storage.Id)).ToListAsync(stop);
    }

    /// <summary>The names of the machines that are being made from it, in order.</summary>
    static async Task<IReadOnlyList<string>> NamesAsync(ConsoleDbContext database, Template template, CancellationToken stop)
    {
        var making = await database.Activities
            .Where(activity => activity.TenantId == template.TenantId && activity.Type == ActivityTypes.VirtualMachineCreate && (activity.State == ActivityState.Waiting || activity.State == ActivityState.Running))
            .Select(activity => new { activity.TargetName, activity.Input }).ToListAsync(stop);
        return [.. making.Where(activity => activity.Input.Contains(template.Id.ToString(), StringComparison.OrdinalIgnoreCase)).Select(activity => activity.TargetName).Order(StringComparer.OrdinalIgnoreCase)];
    }
}
