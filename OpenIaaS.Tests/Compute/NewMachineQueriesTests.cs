using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class NewMachineQueriesTests
{
    [Fact]
    public async Task Choices_are_the_pools_and_templates_of_the_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();

        var mine = await cloud.Get<NewMachineQueries>().ChoicesAsync(cloud.World.Caller, default);
        var strangers = await cloud.Get<NewMachineQueries>().ChoicesAsync(cloud.World.Stranger, default);

        Assert.Equal(["AZ05 clu001-az05 2 of 2", "AZ06 clu001-az06 2 of 2"], mine.Value.Pools.Select(pool => $"{pool.Zone} {pool.Name} {pool.ConnectedHosts} of {pool.Hosts}"));
        Assert.Equal(["blank-uefi", "debian-12-base"], mine.Value.Templates.Select(template => template.Name));
        Assert.Empty(strangers.Value.Pools);
        Assert.Empty(strangers.Value.Templates);
    }

    [Fact]
    public async Task Without_the_permission_to_read_nothing_is_told()
    {
        await using var cloud = await Cloud.CreateAsync();
        var caller = cloud.World.With(Permission.ComputeManagement);

        Assert.Equal(ProblemKind.Forbidden, (await cloud.Get<NewMachineQueries>().ChoicesAsync(caller, default)).Problems[0].Kind);
        Assert.Equal(ProblemKind.Forbidden, (await cloud.Get<NewMachineQueries>().PlaceAsync(cloud.World.Debian(), caller, default)).Problems[0].Kind);
    }

    [Fact]
    public async Task A_place_shows_what_is_free_now()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(cloud.World.Debian()));

        var place = (await cloud.Get<NewMachineQueries>().PlaceAsync(cloud.World.Debian("next"), cloud.World.Caller, default)).Value!;

        Assert.Equal(["hb-az05", "sr-az05-std-01"], place.Storages.Select(storage => storage.Name));
        Assert.Equal(ByteSize.FromTiB(4) - ByteSize.FromGiB(20), place.Storages[1].Free);
        Assert.Equal(["prod-20", "trunk-prod"], place.Networks.Select(network => network.Name));
        Assert.Equal([("backup-1d-r7", true), ("nobackup", false)], place.Policies.Select(policy => (policy.Name, policy.Protects)));
        Assert.Equal(cloud.Clock.GetUtcNow(), place.ReadAt);
        Assert.True(NewMachineQueries.Check(cloud.World.Debian("next"), place.Facts).Ok);
    }

    [Fact]
    public async Task A_strangers_pool_has_no_place()
    {
        await using var cloud = await Cloud.CreateAsync();

        Assert.Null((await cloud.Get<NewMachineQueries>().PlaceAsync(cloud.World.Debian(), cloud.World.Stranger, default)).Value);
    }
}
