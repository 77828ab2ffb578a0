using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

/// <summary>The small world with a fuller catalog: two disk images and a second preinstalled template, in two zones.</summary>
static class CatalogItems
{
    public static async Task<Cloud> CloudAsync()
    {
        var cloud = await Cloud.CreateAsync();
        await AddAsync(cloud);
        return cloud;
    }

    public static async Task AddAsync(Cloud cloud)
    {
        var (world, ids) = (cloud.World, cloud.Get<IdSource>());
        await using var database = cloud.Database();
        database.AddRange(
            new DiskImage(ids.Next<DiskImage>(), world.Tenant.Id, world.StorageA.Id, "debian-13.iso", "Installs Debian 13", ByteSize.FromMiB(600)),
            new DiskImage(ids.Next<DiskImage>(), world.Tenant.Id, world.StorageB.Id, "alpine.iso", "A tiny system", ByteSize.FromMiB(60)),
            new Template(
                ids.Next<Template>(), world.Tenant.Id, world.PoolB.Id, "windows-2022", "", "Windows Server 2022", 4, ByteSize.FromGiB(8), Firmware.Uefi,
                [new TemplateDisk("system", ByteSize.FromGiB(60), world.StorageB.Id)], [new TemplateAdapter("eth0", world.NetworkB.Id)]));
        await database.SaveChangesAsync();
    }

    public static async Task<Id<DiskImage>> ImageAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        return await database.DiskImages.Where(image => image.Name == "debian-13.iso").Select(image => image.Id).SingleAsync();
    }

    public static async Task MountAsync(Cloud cloud, Id<DiskImage> image, string machine)
    {
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian(machine)));
        await using ConsoleDbContext database = cloud.Database();
        (await database.VirtualMachines.SingleAsync(row => row.Name == machine)).Mount(image);
        await database.SaveChangesAsync();
    }
}
