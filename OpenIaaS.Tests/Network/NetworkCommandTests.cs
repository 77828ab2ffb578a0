using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>Networks from their order to their end on a pool, over the simulator.</summary>
public sealed class NetworkCommandTests : IAsyncLifetime
{
    static readonly TableQuery All = new(0, 200, null, false);

    Cloud cloud = null!;

    CloudWorld World => cloud.World;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        await using var database = cloud.Database();
        await NetworkHomes.FillAsync(database, cloud.Get<IdSource>(), cloud.Clock.GetUtcNow(), default);
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Networks_from_before_belong_to_one_of_the_backbone_and_nothing_is_made_twice()
    {
        var rows = await ListAsync();
        Assert.Equal(["prod-20", "trunk-prod"], rows.Select(row => row.Name));
        Assert.Equal(["clu001-az05", "clu001-az06"], rows[0].Places.Select(place => place.Pool));
        Assert.All(rows.SelectMany(row => row.Places), place => Assert.Equal(PropagationState.Delivered, place.State));
        Assert.Equal([20, 21, 22], rows[1].VlanIds);
        await using var database = cloud.Database();
        await NetworkHomes.FillAsync(database, cloud.Get<IdSource>(), cloud.Clock.GetUtcNow(), default);
        Assert.Equal(2, await database.BackboneNetworks.CountAsync());
    }

    [Fact]
    public async Task Ordered_networks_get_a_VLAN_each_and_are_delivered_on_each_pool_after_their_time()
    {
        var ordered = await OrderAsync(["app", "data"], World.PoolA, World.PoolB);
        Assert.True(ordered.Ok);
        Assert.Equal([("app", 100), ("data", 101)], (await ListAsync()).Where(row => row.Name is "app" or "data").Select(row => (row.Name, row.VlanIds[0])));
        Assert.All((await RowAsync("app")).Places, place => Assert.Equal(PropagationState.Ordered, place.State));
        Assert.False(await OnPoolAsync("app", World.PoolA));

        var began = cloud.Clock.GetUtcNow();
        await cloud.SettleAsync();
        Assert.InRange((cloud.Clock.GetUtcNow() - began).TotalSeconds, 20, 40);
        Assert.All((await RowAsync("app")).Places, place => Assert.Equal(PropagationState.Delivered, place.State));
        Assert.True(await OnPoolAsync("app", World.PoolA));
        Assert.True(await OnPoolAsync("data", World.PoolB));
    }

    [Fact]
    public async Task Delivered_network_is_for_machines_of_its_pools_alone_and_carried_by_their_trunk()
    {
        Assert.True((await OrderAsync(["app"], World.PoolA)).Ok);
        await cloud.SettleAsync();
        var there = await ThereAsync("app", World.PoolA);
        var machine = await cloud.AddMachineAsync();
        await cloud.CompleteAsync(await AddAdapterAsync(machine, there.Id));
        Assert.Contains(await cloud.Get<NetworkQueries>().OfMachineAsync(machine.Id, World.Caller, default) is { Ok: true } read ? read.Value : [], choice => choice.Id == there.Id);
        Assert.Equal([20, 21, 22, 100], (await ThereAsync("trunk-prod", World.PoolA)).VlanIds);

        await using var database = cloud.Database();
        Assert.False(await database.VirtualNetworks.AnyAsync(network => network.PoolId == World.PoolB.Id && network.Name == "app"));
        Assert.Equal(1, (await RowAsync("app")).Adapters);
        var found = await cloud.Get<VirtualMachineQueries>().ListAsync(new VirtualMachineFilter { Networks = ["app"] }, new(0, 25, null, false), World.Caller, default);
        Assert.Equal(machine.Id, Assert.Single(found.Value.Rows).Id);
    }

    [Fact]
    public async Task Pool_whose_hosts_are_down_fails_with_its_reason_leaves_nothing_and_can_be_tried_again()
    {
        foreach (var host in World.HostsA) Assert.True((await cloud.Get<IBladeFabric>().FailAsync(host.Id, default)).Ok);
        Assert.True((await OrderAsync(["app"], World.PoolA, World.PoolB)).Ok);
        await cloud.SettleAsync();
        var row = await RowAsync("app");
        Assert.Equal([PropagationState.Failed, PropagationState.Delivered], row.Places.Select(place => place.State));
        Assert.Contains("No host of the pool answers.", row.Places[0].Reason, StringComparison.Ordinal);
        Assert.Contains("has no power", row.Places[0].Reason, StringComparison.Ordinal);
        Assert.False(await OnPoolAsync("app", World.PoolA));

        foreach (var host in World.HostsA) Assert.True((await cloud.Get<IBladeFabric>().RepairAsync(host.Id, default)).Ok);
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await cloud.CompleteAsync(await PropagateAsync("app", World.PoolA));
        Assert.All((await RowAsync("app")).Places, place => Assert.Equal((PropagationState.Delivered, ""), (place.State, place.Reason)));
        PowerTests.Refused("network.propagated", await PropagateAsync("app", World.PoolA));
    }

    [Fact]
    public async Task Host_lost_on_the_way_ends_the_propagation_with_the_cause()
    {
        Assert.True((await OrderAsync(["app"], World.PoolA)).Ok);
        await cloud.Get<OpenIaaS.Infrastructure.Background.ActivityWorker>().BeginDueAsync(default);
        await using (var database = cloud.Database())
            for (var look = 0; look < 200 && !await database.Set<SimulatedTask>().AnyAsync(task => task.Work == SimulatedWork.Propagate); look++) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        foreach (var host in World.HostsA) Assert.True((await cloud.Get<IBladeFabric>().FailAsync(host.Id, default)).Ok);
        await cloud.SettleAsync();
        Assert.Equal(PropagationState.Failed, Assert.Single((await RowAsync("app")).Places).State);
        Assert.False(await OnPoolAsync("app", World.PoolA));
    }

    [Fact]
    public async Task Propagation_in_use_stays_and_one_without_use_goes_with_its_VLAN()
    {
        Assert.True((await OrderAsync(["app"], World.PoolA)).Ok);
        await cloud.SettleAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01");
        await cloud.CompleteAsync(await AddAdapterAsync(machine, (await ThereAsync("app", World.PoolA)).Id));
        var refused = await WithdrawAsync("app");
        PowerTests.Refused("network.in-use", refused);
        Assert.Contains("erp-db-01", refused.Problems[0].Message, StringComparison.Ordinal);
        PowerTests.Refused("network.in-use", await cloud.Get<DeactivateNetwork>().SubmitAsync(new DeactivateNetwork.Input((await RowAsync("app")).Id), World.Caller, default));

        await using (var database = cloud.Database()) await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id && adapter.Position == 1).ExecuteDeleteAsync();
        var accepted = await WithdrawAsync("app");
        PowerTests.Refused("network.closed", await AddAdapterAsync(machine, (await ThereAsync("app", World.PoolA)).Id));
        PowerTests.Refused("network.changing", await WithdrawAsync("app"));
        await cloud.CompleteAsync(accepted);
        Assert.Empty((await RowAsync("app")).Places);
        Assert.False(await OnPoolAsync("app", World.PoolA));
        Assert.Equal([20, 21, 22], (await ThereAsync("trunk-prod", World.PoolA)).VlanIds);
        Assert.Equal([100], (await RowAsync("app")).VlanIds);
    }

    [Fact]
    public async Task Removal_that_fails_leaves_the_network_as_it_was()
    {
        Assert.True((await OrderAsync(["app"], World.PoolA)).Ok);
        await cloud.SettleAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Withdraw, 1, "The interconnect did not answer.", default);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await WithdrawAsync("app"))).State);
        Assert.Equal(PropagationState.Delivered, Assert.Single((await RowAsync("app")).Places).State);
        Assert.False((await ThereAsync("app", World.PoolA)).IsClosed);
        Assert.Contains(100, (await ThereAsync("trunk-prod", World.PoolA)).VlanIds);
    }

    [Fact]
    public async Task Deactivated_network_is_offered_nowhere_until_it_is_reactivated()
    {
        Assert.True((await OrderAsync(["app"], World.PoolA)).Ok);
        await cloud.SettleAsync();
        var (id, machine) = ((await RowAsync("app")).Id, await cloud.AddMachineAsync());
        await cloud.CompleteAsync(await cloud.Get<DeactivateNetwork>().SubmitAsync(new DeactivateNetwork.Input(id), World.Caller, default));
        PowerTests.Refused("network.closed", await AddAdapterAsync(machine, (await ThereAsync("app", World.PoolA)).Id));
        Assert.DoesNotContain((await cloud.Get<NetworkQueries>().OfMachineAsync(machine.Id, World.Caller, default)).Value, choice => choice.Name == "app");
        Assert.DoesNotContain(100, (await ThereAsync("trunk-prod", World.PoolA)).VlanIds);
        PowerTests.Refused("network.deactivated", await PropagateAsync("app", World.PoolB));

        await cloud.CompleteAsync(await cloud.Get<ReactivateNetwork>().SubmitAsync(new ReactivateNetwork.Input(id), World.Caller, default));
        await cloud.CompleteAsync(await AddAdapterAsync(machine, (await ThereAsync("app", World.PoolA)).Id));
        Assert.Contains(100, (await ThereAsync("trunk-prod", World.PoolA)).VlanIds);
    }

    [Fact]
    public async Task Network_is_shared_within_its_organization_and_stays_so_while_it_is_used_there()
    {
        var (tenant, pool, partner) = await SecondTenantAsync();
        var id = (await RowAsync("prod-20")).Id;
        PowerTests.Refused("not-found", await ShareAsync(id, World.Stranger.TenantId));
        PowerTests.Refused("share.itself", await ShareAsync(id, World.Tenant.Id));
        PowerTests.Refused("not-found", await cloud.Get<PropagateNetwork>().SubmitAsync(new PropagateNetwork.Order(id, pool.Id), partner, default));

        await cloud.CompleteAsync(await ShareAsync(id, tenant.Id));
        Assert.Equal(["Recovery"], (await RowAsync("prod-20")).SharedWith);
        var seen = Assert.Single((await cloud.Get<BackboneQueries>().ListAsync(null, All, partner, default)).Value.Rows);
        Assert.Equal(("prod-20", "Production"), (seen.Name, seen.Owner));
        // The hardware knows no such pool: what counts here is whose it is.
        await cloud.EndAsync(await cloud.Get<PropagateNetwork>().SubmitAsync(new PropagateNetwork.Order(id, pool.Id), partner, default));
        PowerTests.Refused("not-found", await cloud.Get<DeactivateNetwork>().SubmitAsync(new DeactivateNetwork.Input(id), partner, default));
        PowerTests.Refused("share.in-use", await ShareAsync(id));
        Assert.Equal(1, Assert.Single((await cloud.Get<BackboneQueries>().PartnersAsync(id, World.Caller, default)).Value).Pools);

        await using (var database = cloud.Database()) await database.Propagations.Where(row => row.TenantId == tenant.Id).ExecuteDeleteAsync();
        await cloud.CompleteAsync(await ShareAsync(id));
        Assert.Empty((await cloud.Get<BackboneQueries>().ListAsync(null, All, partner, default)).Value.Rows);
    }

    [Fact]
    public async Task Orders_at_the_same_time_never_get_the_same_VLAN()
    {
        var orders = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => OrderAsync([$"net-{number}-a", $"net-{number}-b"])));
        Assert.All(orders, order => Assert.True(order.Ok));
        var vlans = (await ListAsync()).Where(row => row.Name.StartsWith("net-", StringComparison.Ordinal)).Select(row => row.VlanIds[0]).ToList();
        Assert.Equal(8, vlans.Distinct().Count());
    }

    [Fact]
    public async Task List_is_searched_sorted_and_read_in_pages()
    {
        var networks = cloud.Get<BackboneQueries>();
        var whole = await ListAsync();
        var vlan = (await RowAsync("prod-20")).VlanIds[0];

        Assert.Equal(whole.Select(row => row.Name).Order(StringComparer.OrdinalIgnoreCase), whole.Select(row => row.Name));
        Assert.Equal(["prod-20"], await NamesAsync("ROD-2"));
        Assert.Equal(whole.Where(row => row.VlanIds.Contains(vlan)).Select(row => row.Name), await NamesAsync($" {vlan} "));
        Assert.Equal(whole.Where(row => row.Places.Any(place => place.Pool == World.PoolB.Name)).Select(row => row.Name), await NamesAsync(World.PoolB.Name));
        Assert.Empty(await NamesAsync("no such network"));
        Assert.Equal(whole.OrderByDescending(row => row.Kind == NetworkKind.VlanTrunk ? int.MaxValue : row.VlanIds[0]).ThenBy(row => row.Name).Select(row => row.Name), await NamesAsync(null, "vlan", descending: true));
        Assert.Equal(whole.OrderByDescending(row => row.Adapters).ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase).Select(row => row.Name), await NamesAsync(null, "adapters", descending: true));
        var second = (await networks.ListAsync(null, new TableQuery(1, 1, null, false), World.Caller, default)).Value;
        Assert.Equal((whole.Count, whole[1]), (second.Total, Assert.Single(second.Rows)));
        Assert.Equal(whole[0], (await networks.FindAsync(whole[0].Id, World.Caller, default)).Value);
        Assert.False((await networks.FindAsync(whole[0].Id, World.Stranger, default)).Ok);

        async Task<IEnumerable<string>> NamesAsync(string? search, string? sort = null, bool descending = false) =>
            (await networks.ListAsync(search, new TableQuery(0, 200, sort, descending), World.Caller, default)).Value.Rows.Select(row => row.Name);
    }

    [Fact]
    public async Task Order_that_is_refused_leaves_nothing()
    {
        PowerTests.Refused("network.name-taken", await OrderAsync(["fresh", "prod-20"], World.PoolA));
        Assert.DoesNotContain(await ListAsync(), row => row.Name == "fresh");
        PowerTests.Refused("network.too-many", await OrderAsync([.. Enumerable.Range(0, 21).Select(number => $"n{number}")]));
    }

    async Task<(Tenant Tenant, Pool Pool, Caller Partner)> SecondTenantAsync()
    {
        var ids = cloud.Get<IdSource>();
        var tenant = new Tenant(ids.Next<Tenant>(), World.Organization.Id, "Recovery", false);
        var pool = new Pool(ids.Next<Pool>(), tenant.Id, World.ZoneB.Id, "clu009-az06", "STANDARD");
        await using var database = cloud.Database();
        database.AddRange(tenant, pool);
        await database.SaveChangesAsync();
        return (tenant, pool, World.Caller with { TenantId = tenant.Id });
    }

    Task<Result<Id<Activity>>> OrderAsync(IReadOnlyList<string> names, params Pool[] pools) =>
        cloud.Get<CreateNetworks>().SubmitAsync(new CreateNetworks.Input(names, [.. pools.Select(pool => pool.Id)]), World.Caller, default);

    async Task<Result<Id<Activity>>> PropagateAsync(string name, Pool pool) =>
        await cloud.Get<PropagateNetwork>().SubmitAsync(new PropagateNetwork.Order((await RowAsync(name)).Id, pool.Id), World.Caller, default);

    async Task<Result<Id<Activity>>> WithdrawAsync(string name) => await cloud.Get<WithdrawNetwork>().SubmitAsync(new WithdrawNetwork.Input((await RowAsync(name)).Places[0].Id), World.Caller, default);

    Task<Result<Id<Activity>>> ShareAsync(Id<BackboneNetwork> network, params Id<Tenant>[] tenants) => cloud.Get<ShareNetwork>().SubmitAsync(new ShareNetwork.Input(network, tenants), World.Caller, default);

    Task<Result<Id<Activity>>> AddAdapterAsync(VirtualMachine machine, Id<VirtualNetwork> network) => cloud.Get<CreateAdapter>().SubmitAsync(new CreateAdapter.Order(machine.Id, network), World.Caller, default);

    async Task<IReadOnlyList<BackboneQueries.Row>> ListAsync() => (await cloud.Get<BackboneQueries>().ListAsync(null, All, World.Caller, default)).Value.Rows;

    async Task<BackboneQueries.Row> RowAsync(string name) => (await ListAsync()).Single(row => row.Name == name);

    async Task<VirtualNetwork> ThereAsync(string name, Pool pool)
    {
        await using var database = cloud.Database();
        return await database.VirtualNetworks.AsNoTracking().SingleAsync(network => network.Name == name && network.PoolId == pool.Id);
    }

    async Task<bool> OnPoolAsync(string name, Pool pool)
    {
        await using var database = cloud.Database();
        return await database.VirtualNetworks.AnyAsync(network => network.Name == name && network.PoolId == pool.Id);
    }
}
