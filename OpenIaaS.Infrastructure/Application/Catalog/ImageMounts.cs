using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Which machines a disk image keeps from being deleted.</summary>
static class ImageMounts
{
    /// <summary>The names of those that have it in their drive, or are about to, in order.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(ConsoleDbContext database, DiskImage image, CancellationToken stop)
    {
        var have = await database.VirtualMachines.Where(machine => machine.MountedImageId == image.Id).Select(machine => machine.Name).ToListAsync(stop);
        var about = await database.Activities
            .Where(activity => activity.TenantId == image.TenantId && activity.Type == ActivityTypes.ImageMount && (activity.State == ActivityState.Waiting || activity.State == ActivityState.Running))
            .Select(activity => new { activity.TargetName, activity.Input }).ToListAsync(stop);
        var mounting = about.Where(activity => activity.Input.Contains(image.Id.ToString(), StringComparison.OrdinalIgnoreCase)).Select(activity => activity.TargetName);
        return [.. have.Concat(mounting).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }
}
