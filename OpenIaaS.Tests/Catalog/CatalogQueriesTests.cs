using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Tests.Catalog;

public sealed class CatalogQueriesTests
{
    static readonly TableQuery All = new(0, 25, null, false);

    [Fact]
    public async Task The_three_kinds_stand_in_one_sorted_list()
    {
        await using var cloud = await CatalogItems.CloudAsync();

        var read = (await cloud.Get<CatalogQueries>().PageAsync(new CatalogFilter(), All, cloud.World.Caller, default)).Value;

        Assert.Equal(
            [
                ("alpine.iso", CatalogItemKind.DiskImage), ("blank-uefi", CatalogItemKind.ConfigurationTemplate), ("debian-12-base", CatalogItemKind.PreinstalledTemplate),
                ("debian-13.iso", CatalogItemKind.DiskImage), ("windows-2022", CatalogItemKind.PreinstalledTemplate),
            ],
            read.Page.Rows.Select(row => (row.Name, row.Kind)));
        Assert.Equal((5, new CatalogCounts(2, 1, 2)), (read.Page.Total, read.Counts));
        Assert.Equal(("AZ05 / clu001-az05", 0, ByteSize.Zero), (read.Page.Rows[1].Location, read.Page.Rows[1].Disks, read.Page.Rows[1].Size));
        Assert.Equal(("sr-az05-std-01", ByteSize.FromMiB(600)), (read.Page.Rows[3].Storage, read.Page.Rows[3].Size));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("location", false)]
    [InlineData("location", true)]
    public async Task Pages_put_together_are_the_whole_list(string? sort, bool descending)
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var queries = cloud.Get<CatalogQueries>();
        List<string> paged = [];
        for (var at = 0; at < 6; at += 2)
            paged.AddRange((await queries.PageAsync(new CatalogFilter(), new TableQuery(at, 2, sort, descending), cloud.World.Caller, default)).Value.Page.Rows.Select(row => row.Name));

        var whole = (await queries.PageAsync(new CatalogFilter(), All with { Sort = sort, Descending = descending }, cloud.World.Caller, default)).Value.Page.Rows;

        Assert.Equal(whole.Select(row => row.Name), paged);
        string[] expected = [.. whole.OrderBy(row => sort is null ? "" : row.Location, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row => row.Name)];
        Assert.Equal(descending ? expected.Reverse() : expected, paged);
    }

    [Theory]
    [InlineData(CatalogItemKind.DiskImage, "alpine.iso debian-13.iso")]
    [InlineData(CatalogItemKind.ConfigurationTemplate, "blank-uefi")]
    [InlineData(CatalogItemKind.PreinstalledTemplate, "debian-12-base windows-2022")]
    public async Task Each_kind_can_be_had_alone(CatalogItemKind kind, string names)
    {
        await using var cloud = await CatalogItems.CloudAsync();

        var read = (await cloud.Get<CatalogQueries>().PageAsync(new CatalogFilter(kind), All, cloud.World.Caller, default)).Value;

        Assert.Equal(names, string.Join(' ', read.Page.Rows.Select(row => row.Name)));
        Assert.Equal(read.Page.Rows.Count, read.Page.Total);
        Assert.Equal(5, read.Counts.All);
    }

    [Fact]
    public async Task Search_looks_at_name_description_and_system_without_case()
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var queries = cloud.Get<CatalogQueries>();

        Assert.Equal(["debian-12-base", "debian-13.iso"], await NamesAsync("DEBIAN"));
        Assert.Equal(["windows-2022"], await NamesAsync("server"));
        Assert.Equal(["alpine.iso"], await NamesAsync("tiny"));
        Assert.Empty(await NamesAsync("%"));

        async Task<IEnumerable<string>> NamesAsync(string search) =>
            (await queries.PageAsync(new CatalogFilter(Search: search), All, cloud.World.Caller, default)).Value.Page.Rows.Select(row => row.Name);
    }

    [Fact]
    public async Task Zone_and_pool_narrow_it_down()
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var queries = cloud.Get<CatalogQueries>();

        var zone = (await queries.PageAsync(new CatalogFilter(Zone: cloud.World.ZoneB.Id), All, cloud.World.Caller, default)).Value;
        var pool = (await queries.PageAsync(new CatalogFilter(Pool: cloud.World.PoolA.Id), All, cloud.World.Caller, default)).Value;

        Assert.Equal(["alpine.iso", "windows-2022"], zone.Page.Rows.Select(row => row.Name));
        Assert.Equal(3, pool.Page.Total);
    }

    [Fact]
    public async Task Another_tenant_finds_nothing_of_it()
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var (queries, stranger) = (cloud.Get<CatalogQueries>(), cloud.World.Stranger);

        Assert.Empty((await queries.PageAsync(new CatalogFilter(), All, stranger, default)).Value.Page.Rows);
        Assert.Empty((await queries.PlacesAsync(stranger, default)).Value.Pools);
        Assert.Equal(ProblemKind.NotFound, (await queries.TemplateAsync(cloud.World.Debian.Id, stranger, default)).Problems[0].Kind);
        Assert.Equal(ProblemKind.NotFound, (await queries.DiskImageAsync(await CatalogItems.ImageAsync(cloud), stranger, default)).Problems[0].Kind);
    }

    [Fact]
    public async Task Without_the_permission_to_read_nothing_is_told()
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var (queries, caller) = (cloud.Get<CatalogQueries>(), cloud.World.With(Permission.ComputeManagement));

        Assert.Equal(ProblemKind.Forbidden, (await queries.PageAsync(new CatalogFilter(), All, caller, default)).Problems[0].Kind);
        Assert.Equal(ProblemKind.Forbidden, (await queries.PlacesAsync(caller, default)).Problems[0].Kind);
        Assert.Equal(ProblemKind.Forbidden, (await queries.TemplateAsync(cloud.World.Debian.Id, caller, default)).Problems[0].Kind);
        Assert.Equal(ProblemKind.Forbidden, (await queries.DiskImageAsync(await CatalogItems.ImageAsync(cloud), caller, default)).Problems[0].Kind);
    }

    [Fact]
    public async Task A_template_shows_location_disks_and_adapters()
    {
        await using var cloud = await CatalogItems.CloudAsync();

        var detail = (await cloud.Get<CatalogQueries>().TemplateAsync(cloud.World.Debian.Id, cloud.World.Caller, default)).Value;

        Assert.Equal(("AZ05", "clu001-az05", CatalogItemKind.PreinstalledTemplate), (detail.Zone, detail.Pool, detail.Kind));
        Assert.Equal(new TemplateDetail.Disk("system", ByteSize.FromGiB(20), "sr-az05-std-01"), Assert.Single(detail.Disks));
        Assert.Equal(("eth0", "prod-20", 1500), (Assert.Single(detail.Adapters).Name, detail.Adapters[0].Network, detail.Adapters[0].Mtu));
    }

    [Fact]
    public async Task A_disk_image_shows_who_has_it_in_the_drive()
    {
        await using var cloud = await CatalogItems.CloudAsync();
        var image = await CatalogItems.ImageAsync(cloud);
        await CatalogItems.MountAsync(cloud, image, "web-01");

        var detail = (await cloud.Get<CatalogQueries>().DiskImageAsync(image, cloud.World.Caller, default)).Value;

        Assert.Equal(("debian-13.iso", "sr-az05-std-01", true, 1), (detail.Name, detail.Storage, detail.IsShared, detail.Mounted));
        Assert.Equal("web-01", Assert.Single(detail.Machines).Name);
    }
}
