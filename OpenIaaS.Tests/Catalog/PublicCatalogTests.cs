using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class PublicCatalogTests : IAsyncLifetime
{
    static readonly PublicItem Debian = PublicItem.All.Single(item => item.Name == "debian-12.8-cloud");
    static readonly PublicItem Iso = PublicItem.All.Single(item => item.Name == "debian-12.8-netinst-amd64.iso");
    static readonly PublicItem Empty = PublicItem.All.Single(item => item.Name == "empty-small");

    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync();

    [Fact]
    public void Names_and_identities_differ_and_every_kind_is_there()
    {
        Assert.Equal(PublicItem.All.Count, PublicItem.All.Select(item => item.Id).Distinct().Count());
        Assert.Equal(PublicItem.All.Count, PublicItem.All.Select(item => item.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(3, PublicItem.All.Select(item => item.Kind).Distinct().Count());
        Assert.All(PublicItem.All, item => Assert.Equal(item.Kind == CatalogItemKind.PreinstalledTemplate, item.Disks.Count > 0));
    }

    [Fact]
    public async Task Template_is_copied_with_its_disks_and_takes_time_and_space()
    {
        var begun = cloud.Clock.GetUtcNow();
        var activity = await cloud.CompleteAsync(await AddAsync(Debian));
        // 20 GiB over 1 Gbit/s are 172 s, 10 % more or less.
        Assert.InRange((activity.EndedAt!.Value - begun).TotalSeconds, 150, 200);
        await using var database = cloud.Database();
        var copy = await database.Templates.SingleAsync(template => template.Name == Debian.Name);
        Assert.Equal((cloud.World.PoolA.Id, CatalogItemKind.PreinstalledTemplate, "Debian 12"), (copy.PoolId, copy.Kind, copy.GuestSystem));
        Assert.Equal(new TemplateDisk("system", ByteSize.FromGiB(20), cloud.World.StorageA.Id), Assert.Single(copy.Disks));
        Assert.Equal((ByteSize.FromGiB(20), ByteSize.FromGiB(20)), await TakenAsync());
    }

    [Fact]
    public async Task Disk_image_is_copied_and_belongs_to_the_tenant()
    {
        await cloud.CompleteAsync(await AddAsync(Iso));
        await using var database = cloud.Database();
        var copy = await database.DiskImages.SingleAsync();
        Assert.Equal((Iso.Name, Iso.Size, cloud.World.Tenant.Id, false), (copy.Name, copy.Size, copy.TenantId, copy.HasFile));
        await cloud.CompleteAsync(await cloud.Get<DeleteImage>().SubmitAsync(new DeleteImage.Input(copy.Id), cloud.World.Caller, default));
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
    }

    [Fact]
    public async Task Configuration_template_takes_no_space()
    {
        await cloud.CompleteAsync(await AddAsync(Empty));
        await using var database = cloud.Database();
        Assert.Equal(CatalogItemKind.ConfigurationTemplate, (await database.Templates.SingleAsync(template => template.Name == Empty.Name)).Kind);
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
    }

    [Fact]
    public async Task Copy_that_fails_leaves_neither_item_nor_space()
    {
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Write, 1, "The depot did not answer.", default);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await AddAsync(Debian))).State);
        await using var database = cloud.Database();
        Assert.False(await database.Templates.AnyAsync(template => template.Name == Debian.Name));
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
    }

    [Fact]
    public async Task Storage_lost_on_the_way_ends_the_copy_and_gives_the_space_back()
    {
        var accepted = await AddAsync(Debian);
        await cloud.Get<Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        for (var second = 0; second < 20; second++)
        {
            cloud.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        var ended = await cloud.EndAsync(accepted);
        Assert.Equal((ActivityState.Failed, "The block storage sr-az05-std-01 is disconnected."), (ended.State, ended.Reason));
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
    }

    [Fact]
    public async Task Item_that_is_there_already_is_refused_and_two_at_once_get_two_names()
    {
        var (first, second) = (await AddAsync(Iso), await AddAsync(Iso));
        await cloud.CompleteAsync(first);
        await cloud.CompleteAsync(second);
        await using var database = cloud.Database();
        Assert.Equal(["debian-12.8-netinst-amd64-2.iso", Iso.Name], await database.DiskImages.Select(image => image.Name).Order().ToListAsync());
        Assert.Equal("name.taken", Assert.Single((await AddAsync(Iso)).Problems).Code);
    }

    [Fact]
    public async Task Storage_without_room_is_refused_with_what_is_free()
    {
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
            storage.Reserve(storage.Free - ByteSize.FromGiB(19));
            await database.SaveChangesAsync();
        }

        Assert.Equal("The block storage sr-az05-std-01 has 19 GiB free; 20 GiB was asked for.", Assert.Single((await AddAsync(Debian)).Problems).Message);
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    Task<Result<Id<Activity>>> AddAsync(PublicItem item) => cloud.Get<AddToCatalog>().SubmitAsync(new AddToCatalog.Order(item.Id, cloud.World.StorageA.Id), cloud.World.Caller, default);

    async Task<(ByteSize Console, ByteSize Array)> TakenAsync()
    {
        await using var database = cloud.Database();
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
        return (storage.Used, (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(volume => volume.Storage == storage.Id).Used);
    }
}
