using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class DiskImageSystemTests
{
    static readonly TableQuery All = new(0, 25, null, false);

    [Theory]
    [InlineData(GuestFamily.Unix, "alpine.iso debian-12-base debian-13.iso")]
    [InlineData(GuestFamily.Windows, "win2025.iso windows-2022")]
    [InlineData(GuestFamily.None, "blank-uefi virtio-win.iso")]
    [InlineData(GuestFamily.Unknown, "rescue.iso")]
    public async Task Catalog_is_filtered_by_system_disk_images_counted(GuestFamily family, string names)
    {
        await using var cloud = await CatalogItems.CloudAsync();
        foreach (var name in new[] { "rescue.iso", "win2025.iso", "virtio-win.iso" }) await AddAsync(cloud, name);

        var read = (await cloud.Get<CatalogQueries>().PageAsync(new CatalogFilter(Family: family), All, cloud.World.Caller, default)).Value;

        Assert.Equal(names, string.Join(' ', read.Page.Rows.Select(row => row.Name)));
        Assert.Equal(read.Page.Rows.Count, read.Page.Total);
        Assert.All(read.Page.Rows, row => Assert.Equal(family, PublicItem.FamilyOf(row.GuestSystem)));
    }

    [Fact]
    public async Task Whoever_manages_the_catalog_says_what_it_installs()
    {
        await using var cloud = await Cloud.CreateAsync();
        var image = await AddAsync(cloud, "rescue.iso");

        await cloud.CompleteAsync(await SetAsync(cloud, image, 1, " Gentoo "));
        Assert.Equal(("Gentoo", 2), await ReadAsync());
        Assert.Equal("changed-meanwhile", Assert.Single((await SetAsync(cloud, image, 1, "Debian 12")).Problems).Code);
        var refused = Assert.Single((await SetAsync(cloud, image, 2, new string('x', DiskImage.LongestGuestSystem + 1))).Problems);
        Assert.Equal(("image.system-long", "The name of an operating system has at most 100 characters; 101 were given."), (refused.Code, refused.Message));
        Assert.Equal(("Gentoo", 2), await ReadAsync());
        await cloud.CompleteAsync(await SetAsync(cloud, image, 2, ""));
        Assert.Equal(("", 3), await ReadAsync());

        async Task<(string, int)> ReadAsync()
        {
            var detail = (await cloud.Get<CatalogQueries>().DiskImageAsync(image, cloud.World.Caller, default)).Value;
            return (detail.GuestSystem, detail.Version);
        }
    }

    static Task<Result<Id<Domain.Activities.Activity>>> SetAsync(Cloud cloud, Id<DiskImage> image, int version, string system) =>
        cloud.Get<SetDiskImageSystem>().SubmitAsync(new SetDiskImageSystem.Input(image, version, system), cloud.World.Caller, default);

    static async Task<Id<DiskImage>> AddAsync(Cloud cloud, string name)
    {
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, cloud.World.StorageA.Id, name, "", ByteSize.FromMiB(600));
        await using var database = cloud.Database();
        database.Add(image);
        await database.SaveChangesAsync();
        return image.Id;
    }
}
