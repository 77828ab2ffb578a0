using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>The promises of availability, measured: what counts, from when until when, and against what.</summary>
public sealed class AvailabilityTests
{
    static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(OutageScope.Platform, 0.9999)]
    [InlineData(OutageScope.Compute, 0.999)]
    [InlineData(OutageScope.Storage, 0.9999)]
    public void Each_scope_has_its_own_promise(OutageScope scope, double promise) => Assert.Equal(promise, Availability.PromiseOf(scope));

    [Fact]
    public void An_outage_counts_only_within_the_month_and_up_to_now()
    {
        var now = November.AddDays(10);
        var before = Ended(November.AddHours(-2), November.AddHours(1));
        var within = Ended(November.AddDays(2), November.AddDays(2).AddHours(3));
        var lasting = Lasting(now.AddHours(-1));
        var old = Ended(November.AddDays(-3), November.AddDays(-2));
        var line = Availability.Of(OutageScope.Compute, 4, [before, within, lasting, old], November, now);
        Assert.Equal((3, TimeSpan.FromHours(5)), (line.Outages, line.Lost));
        Assert.Equal(1 - (5 / (240.0 * 4)), line.Share, 1e-12);
        Assert.True(line.IsMissed);
    }

    [Fact]
    public void A_promise_is_kept_at_its_limit_and_missed_below_it()
    {
        var now = November.AddDays(10);
        // 0.1 % of ten days are 14 min 24 s.
        var kept = Availability.Of(OutageScope.Compute, 1, [Ended(November, November.AddSeconds(864))], November, now);
        var missed = Availability.Of(OutageScope.Compute, 1, [Ended(November, November.AddSeconds(865))], November, now);
        Assert.Equal((false, true), (kept.IsMissed, missed.IsMissed));
        Assert.False(Availability.Of(OutageScope.Platform, 0, [], November, now).IsMissed);
    }

    [Fact]
    public async Task A_failed_host_counts_from_its_last_heartbeat_until_it_is_seen_again()
    {
        await using var cloud = await Cloud.CreateAsync();
        var inventory = cloud.Get<HostInventoryEngine>();
        await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(29));
        Assert.Equal((1, TimeSpan.FromMinutes(10)), Of(await LineAsync(cloud, OutageScope.Compute)));
        Assert.Equal((0, TimeSpan.Zero), Of(await LineAsync(cloud, OutageScope.Platform)));

        await cloud.Get<IBladeFabric>().RepairAsync(cloud.World.HostsA[0].Id, default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(5));
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, TimeSpan.FromMinutes(15)), Of(await LineAsync(cloud, OutageScope.Compute)));
    }

    [Fact]
    public async Task A_pool_without_any_host_is_an_outage_of_the_platform()
    {
        await using var cloud = await Cloud.CreateAsync();
        var inventory = cloud.Get<HostInventoryEngine>();
        foreach (var host in cloud.World.HostsA) await cloud.Get<IBladeFabric>().FailAsync(host.Id, default);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal((1, TimeSpan.FromMinutes(1)), Of(await LineAsync(cloud, OutageScope.Platform)));
        Assert.Equal(cloud.World.HostsA.Count, (await LineAsync(cloud, OutageScope.Compute)).Outages);

        await cloud.Get<IBladeFabric>().RepairAsync(cloud.World.HostsA[1].Id, default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(5));
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, TimeSpan.FromMinutes(6)), Of(await LineAsync(cloud, OutageScope.Platform)));
    }

    [Fact]
    public async Task A_storage_that_is_cut_off_counts_until_it_is_reached_again()
    {
        await using var cloud = await Cloud.CreateAsync();
        var inventory = cloud.Get<StorageInventoryEngine>();
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(20));
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: true, default);
        await inventory.RunAsync(default);
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, TimeSpan.FromMinutes(20)), Of(await LineAsync(cloud, OutageScope.Storage)));
    }

    [Fact]
    public async Task An_incident_is_filed_as_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input("SLA: compute at 99.4 %", "Blade 2 was away.", "/", IsIncident: true), cloud.World.Caller, default));
        await using var database = cloud.Database();
        Assert.Equal(TicketKind.Incident, Assert.Single(database.Tickets).Kind);
    }

    static (int, TimeSpan) Of(Availability line) => (line.Outages, line.Lost);

    static async Task<Availability> LineAsync(Cloud cloud, OutageScope scope)
    {
        var month = await cloud.Get<AvailabilityQueries>().MonthAsync(cloud.World.Caller, default);
        return month.Value.Lines.Single(line => line.Scope == scope);
    }

    static Outage Lasting(DateTimeOffset from) => new(default, OutageScope.Compute, Guid.Empty, "blade", from);

    static Outage Ended(DateTimeOffset from, DateTimeOffset until)
    {
        var outage = Lasting(from);
        outage.End(until);
        return outage;
    }
}
