using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MetricsQueriesTests : IAsyncLifetime
{
    Cloud cloud = null!;

    MetricsQueries Metrics => cloud.Get<MetricsQueries>();

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        foreach (var host in cloud.World.HostsA.Concat(cloud.World.HostsB)) await cloud.AddMachineAsync($"on-{host.Name}", host, policy: cloud.World.Daily);
        cloud.Clock.Advance(TimeSpan.FromMinutes(90));
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Hosts_and_zones_add_up_to_the_whole()
    {
        var all = await ComputeAsync(MetricGrouping.All);
        var zones = await ComputeAsync(MetricGrouping.Zone);
        var hosts = await ComputeAsync(MetricGrouping.Each);

        Assert.Equal((1, 2, 4), (all.Groups.Count, zones.Groups.Count, hosts.Groups.Count));
        Assert.Equal((2, 2, 4, 4, 4), (all.Zones, all.Pools, all.Hosts, all.Machines, all.Running));
        foreach (var apart in new[] { zones, hosts })
        {
            Assert.Equal(all.Groups[0].Threads, apart.Groups.Sum(group => group.Threads));
            Assert.Equal(all.Groups[0].Steps[30].Threads, apart.Groups.Sum(group => group.Steps[30].Threads), 6);
            Assert.Equal(all.Groups[0].Steps[30].Memory, apart.Groups.Sum(group => group.Steps[30].Memory), 0);
        }

        Assert.True(all.Groups[0].ProcessorShare(30) is > 0 and < 1);
    }

    [Fact]
    public async Task Storage_tells_what_is_promised_and_what_is_used()
    {
        var storage = (await Metrics.StorageAsync(UsePeriod.Hour, MetricGrouping.Each, cloud.World.Caller, default)).Value;
        var used = Assert.Single(storage.Groups, group => group.Name == cloud.World.StorageA.Name);
        var now = (await Metrics.StorageNowAsync(cloud.World.Caller, default)).Value;

        Assert.Equal(cloud.World.StorageA.Class.IopsOf(cloud.World.StorageA.Capacity), used.Iops);
        Assert.True(used.Steps[^2].Operations > 0);
        Assert.Equal(used.Steps[^2].Operations, Assert.Single(now, seen => seen.Storage == cloud.World.StorageA.Id).Use.Operations, 6);
        Assert.Equal(0, storage.Groups.Single(group => group.Name == cloud.World.HeartbeatA.Name).Steps[^2].Operations);
    }

    [Fact]
    public async Task As_many_figures_are_sent_for_a_month_as_for_an_hour()
    {
        foreach (var period in Enum.GetValues<UsePeriod>())
            Assert.InRange((await Metrics.ComputeAsync(period, MetricGrouping.All, cloud.World.Caller, default)).Value.Groups[0].Steps.Count, 60, UseWindow.MostSteps);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_told()
    {
        var caller = cloud.World.With(Permission.ComputeRead, Permission.InfrastructureRead);
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);

        List<Problem> refused =
        [
            .. (await Metrics.ComputeAsync(UsePeriod.Hour, MetricGrouping.All, caller, default)).Problems, .. (await Metrics.StorageAsync(UsePeriod.Hour, MetricGrouping.All, caller, default)).Problems,
            .. (await Metrics.StorageNowAsync(caller, default)).Problems, .. (await Metrics.MachineAsync(machine.Id, UsePeriod.Hour, caller, default)).Problems,
        ];

        Assert.Equal(4, refused.Count);
        Assert.All(refused, problem => Assert.Equal(Problem.Forbidden(Permission.MetricRead).Message, problem.Message));
    }

    [Fact]
    public async Task Another_tenant_finds_none_of_it()
    {
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);

        Assert.Equal(ProblemKind.NotFound, (await Metrics.MachineAsync(machine.Id, UsePeriod.Hour, cloud.World.Stranger, default)).Problems.Single().Kind);
        Assert.Empty((await Metrics.ComputeAsync(UsePeriod.Hour, MetricGrouping.Each, cloud.World.Stranger, default)).Value.Groups);
        Assert.Empty((await Metrics.StorageAsync(UsePeriod.Hour, MetricGrouping.Each, cloud.World.Stranger, default)).Value.Groups);
        Assert.Empty((await Metrics.StorageNowAsync(cloud.World.Stranger, default)).Value);
    }

    async Task<ComputeMetrics> ComputeAsync(MetricGrouping grouping) => (await Metrics.ComputeAsync(UsePeriod.Hour, grouping, cloud.World.Caller, default)).Value;
}
