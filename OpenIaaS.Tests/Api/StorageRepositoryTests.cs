using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Api;

public sealed class StorageRepositoryTests(ApiCloud cloud) : IClassFixture<ApiCloud>, IAsyncLifetime
{
    const string Storages = "/compute/v1/open_iaas/storage_repositories";

    readonly ByteSize library = ByteSize.FromTiB(1);

    StorageRepository isos = null!;
    DiskImage image = null!;

    public async ValueTask InitializeAsync()
    {
        await using var database = cloud.Host.Database();
        isos = new StorageRepository(cloud.Get<IdSource>().Next<StorageRepository>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, $"iso-{cloud.Get<IdSource>().Next():N}", "MASS STORAGE - Archival", library, false, "");
        image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, isos.Id, "debian-12.iso", "", ByteSize.FromMiB(600));
        isos.Observe(connected: false);
        database.AddRange(isos, image);
        await database.SaveChangesAsync();
    }

    [Fact]
    public async Task Storage_tells_its_room_and_what_lies_on_it()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (_, disk, _) = await cloud.AddMachineAsync("erp-db-01");

        string[] lying = [.. new[] { disk.Id.Value, world.Debian.IdOfDisk(0).Value }.Order().Select(id => $"{id:D}")];
        Assert.Equal(
            $$$"""
            {"id":"{{{world.StorageA.Id}}}","internalId":"{{{world.StorageA.Id}}}","name":"sr-az05-std-01","description":"FLASH - Standard, fs-az05-01","maintenanceMode":false,
            "maxCapacity":{{{4L << 40}}},"freeCapacity":{{{(4L << 40) - (20L << 30)}}},"storageType":"lvmohba","virtualDisks":["{{{lying[0]}}}","{{{lying[1]}}}"],"shared":true,"accessible":1,
            "host":null,"pool":{"id":"{{{world.PoolA.Id}}}","name":"clu001-az05"},"machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"}}
            """.ReplaceLineEndings(""),
            (await client.ReadAsync($"{Storages}/{world.StorageA.Id}"))!.ToJsonString());
    }

    [Fact]
    public async Task Library_of_isos_has_them_as_disks_and_says_when_it_cannot_be_reached()
    {
        var read = (await (await cloud.ClientAsync()).ReadAsync($"{Storages}/{isos.Id}"))!;
        Assert.Equal(
            ("iso", false, 0, $"{image.Id}"), ((string)read["storageType"]!, (bool)read["shared"]!, (int)read["accessible"]!, (string)Assert.Single(read["virtualDisks"]!.AsArray())!));
    }

    [Theory]
    [InlineData("types%5B%5D=iso", "iso")]
    [InlineData("types%5B%5D=ISO&types%5B%5D=nfs", "iso")]
    [InlineData("types%2Comitempty%5B%5D=Iso", "iso")]
    [InlineData("types%2Comitempty%5B%5D=lvmohba&types%2Comitempty%5B%5D=iso&shared=true", "hb-az05 sr-az05-std-01 sr-az06-std-01")]
    [InlineData("types%5B%5D=nfs", "")]
    [InlineData("shared=true", "hb-az05 sr-az05-std-01 sr-az06-std-01")]
    [InlineData("machineManagerId={zoneB}", "sr-az06-std-01")]
    [InlineData("poolId={poolA}&shared=true", "hb-az05 sr-az05-std-01")]
    [InlineData("hostId={hostB}", "sr-az06-std-01")]
    [InlineData("hostId={hostB}&poolId={poolA}", "")]
    [InlineData("hostId=nonsense", "")]
    [InlineData("poolId={stranger}", "")]
    public async Task Storage_is_filtered(string query, string names)
    {
        var (world, strange) = (cloud.World, await cloud.AddStrangerAsync());
        var asked = query.Replace("{zoneB}", $"{world.ZoneB.Id}").Replace("{poolA}", $"{world.PoolA.Id}").Replace("{hostB}", $"{world.HostsB[0].Id}").Replace("{stranger}", strange["pools"]);
        var found = (await (await cloud.ClientAsync()).ListAsync($"{Storages}?{asked}")).Names().Select(name => name.StartsWith("iso-", StringComparison.Ordinal) ? "iso" : name).Distinct();
        Assert.Equal(names, string.Join(' ', found));
    }

    [Fact]
    public async Task Storage_of_others_is_absent()
    {
        var (client, strange) = (await cloud.ClientAsync(), await cloud.AddStrangerAsync());
        Assert.DoesNotContain("sr-fleuve-01", (await client.ListAsync(Storages)).Names());
        Assert.Null(await client.ReadAsync($"{Storages}/{strange["storage_repositories"]}"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
