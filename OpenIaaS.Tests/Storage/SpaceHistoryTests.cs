using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

public sealed class SpaceHistoryTests : IAsyncLifetime
{
    static readonly ByteSize Block = ByteSize.FromGiB(100);

    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync();

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Sample_is_kept_only_where_something_changed()
    {
        await PassAsync();
        await PassAsync();
        Assert.Single(await SamplesAsync());

        await TakeAsync();
        await PassAsync();
        await PassAsync();
        var samples = await SamplesAsync();
        Assert.Equal(2, samples.Count);
        Assert.Equal(Block, samples[1].Used - samples[0].Used);
        Assert.Equal(cloud.World.StorageA.Capacity, samples[1].Capacity);
        Assert.Equal(cloud.World.StorageA.TenantId, samples[1].TenantId);
    }

    [Fact]
    public async Task Charts_show_what_was_taken_at_the_end_of_each_step_and_now()
    {
        await PassAsync();
        var before = await UsedAsync();
        await TakeAsync();
        await PassAsync();
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        await TakeAsync();

        var metrics = await StorageAsync(UsePeriod.Hour);
        var taken = metrics.Groups.Single(group => group.Name == cloud.World.StorageA.Name).Taken;

        // 5 minutes as before, 20 with a block more, and what was taken just now.
        Assert.Equal(metrics.Known.Count, taken.Count);
        Assert.Equal([before, before + Block, before + Block + Block], taken.Distinct());
        Assert.Equal(5, taken.Count(size => size == before));
        Assert.Equal(taken.Count - 6, taken.Count(size => size == before + Block));
        Assert.Equal(metrics.Window.At(metrics.Window.Count - 1), metrics.Known.At(metrics.Known.Count - 1));
    }

    [Fact]
    public async Task Before_the_first_sample_nothing_is_claimed()
    {
        Assert.Equal(1, (await StorageAsync(UsePeriod.Week)).Known.Count);
        await PassAsync();
        cloud.Clock.Advance(TimeSpan.FromHours(6));
        // The sample is of a full hour: the steps of two hours that ended then and since, and the running one.
        Assert.Equal(5, (await StorageAsync(UsePeriod.Week)).Known.Count);
        cloud.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(84, (await StorageAsync(UsePeriod.Week)).Known.Count);
    }

    [Fact]
    public async Task What_no_chart_begins_with_is_forgotten()
    {
        await PassAsync();
        await TakeAsync();
        await PassAsync();
        cloud.Clock.Advance(SpaceSample.Kept);
        await PassAsync();
        Assert.Equal(Block, Assert.Single(await SamplesAsync()).Used - cloud.World.StorageA.Used);
    }

    async Task PassAsync()
    {
        await cloud.Get<SpaceHistoryEngine>().RunAsync(default);
        cloud.Clock.Advance(SpaceSample.Every);
    }

    async Task TakeAsync()
    {
        await using var database = cloud.Database();
        Assert.True((await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Reserve(Block).Ok);
        await database.SaveChangesAsync();
    }

    async Task<ByteSize> UsedAsync()
    {
        await using var database = cloud.Database();
        return await database.StorageRepositories.Where(storage => storage.Id == cloud.World.StorageA.Id).Select(storage => storage.Used).SingleAsync();
    }

    async Task<List<SpaceSample>> SamplesAsync()
    {
        await using var database = cloud.Database();
        return await database.SpaceSamples.Where(sample => sample.StorageRepositoryId == cloud.World.StorageA.Id).OrderBy(sample => sample.At).ToListAsync();
    }

    async Task<StorageMetrics> StorageAsync(UsePeriod period) =>
        (await cloud.Get<MetricsQueries>().StorageAsync(period, MetricGrouping.Each, cloud.World.Caller, default)).Value;
}
