using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Tests.Network;

/// <summary>"At most 20 networks per action; a VLAN ID cannot be chosen; a network cannot be deleted, only deactivated" (Console specification 2.25).</summary>
public sealed class NetworkRuleTests
{
    static readonly Tenant Owner = new(new Id<Tenant>(new Guid("00000000-0000-0000-0000-000000000001")), default, "Production", true);

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "network.too-many")]
    [InlineData(0, "network.none")]
    public void Order_has_one_to_twenty_networks(int count, string? code) =>
        Assert.Equal(code, NetworkOrder.Check([.. Enumerable.Range(1, count).Select(number => $"net-{number}")], []).First?.Code);

    [Theory]
    [InlineData("prod", null)]
    [InlineData("réseau 東京", null)]
    [InlineData(" ", "network.name-empty")]
    [InlineData("a\tb", "network.name-control")]
    [InlineData("PROD-20", "network.name-taken")]
    public void Name_is_one_line_and_free(string name, string? code) => Assert.Equal(code, NetworkOrder.Check([name], ["prod-20"]).First?.Code);

    [Fact]
    public void Name_has_at_most_64_characters_and_stands_once()
    {
        Assert.True(NetworkOrder.Check([new string('a', 64)], []).Ok);
        Assert.Equal("network.name-too-long", NetworkOrder.Check([new string('a', 65)], []).First?.Code);
        Assert.Equal(["network.name-twice", "network.name-empty"], NetworkOrder.Check(["a", "A", ""], []).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void VLAN_IDs_are_the_lowest_that_are_free_and_none_the_interconnects_keep()
    {
        Assert.Equal([100, 102, 103], VlanPlan.Next(3, new HashSet<int> { 20, 101 }).Value);
        Assert.Equal([1001, 1006], VlanPlan.Next(2, Enumerable.Range(100, 901).ToHashSet()).Value);
        Assert.Equal([3967, 4048], VlanPlan.Next(2, Enumerable.Range(100, 3867).ToHashSet()).Value);
        var full = Enumerable.Range(100, 4093).ToHashSet();
        full.Remove(4093);
        Assert.Equal([4093], VlanPlan.Next(1, full).Value);
        Assert.Equal("vlan.none-left", Assert.Single(VlanPlan.Next(2, full).Problems).Code);
    }

    [Fact]
    public void Network_in_use_or_on_its_way_is_not_deactivated()
    {
        var network = new BackboneNetwork(default, Owner, "prod-20", 20, default);
        Assert.Equal("network.changing", network.CanDeactivate(new NetworkUse(0, []), isChanging: true).First?.Code);
        var used = network.CanDeactivate(new NetworkUse(5, ["erp-db-01", "erp-db-02", "web", "mail"]), false).First!;
        Assert.Equal(("network.in-use", "5 network adapters are on the network prod-20, among them of erp-db-01, erp-db-02, web. Put them on another network or remove them first."), (used.Code, used.Message));
        Assert.Equal("network.in-use-elsewhere", network.CanDeactivate(new NetworkUse(1, []), false).First?.Code);
        Assert.Equal("network.awaited", network.CanDeactivate(new NetworkUse(0, [], 1, ["web"]), false).First?.Code);
        Assert.Equal("network.awaited-elsewhere", network.CanDeactivate(new NetworkUse(0, [], 1, []), false).First?.Code);
        Assert.Equal("network.in-use", network.CanDeactivate(new NetworkUse(2, ["web"], 1, ["mail"]), false).First?.Code);
        Assert.True(network.CanDeactivate(new NetworkUse(0, []), false).Ok);
        Assert.Equal("network.active", network.CanReactivate().First?.Code);
        network.Deactivate();
        Assert.Equal("network.deactivated", network.CanDeactivate(new NetworkUse(0, []), false).First?.Code);
        Assert.Equal("network.deactivated", network.CanPropagate("clu001", null).First?.Code);
        Assert.True(network.CanReactivate().Ok);
    }

    [Fact]
    public void Network_goes_to_a_pool_once_and_again_only_after_it_failed()
    {
        var network = new BackboneNetwork(default, Owner, "prod-20", 20, default);
        var propagation = new Propagation(default, Owner.Id, network.Id, default);
        Assert.Equal("network.propagated", network.CanPropagate("clu001", propagation).First?.Code);
        Assert.Equal("network.changing", propagation.CanRemove("prod-20", new NetworkUse(0, [])).First?.Code);
        propagation.Fail("No host of the pool answers.");
        Assert.True(network.CanPropagate("clu001", propagation).Ok);
        Assert.True(propagation.CanRemove("prod-20", new NetworkUse(0, [])).Ok);
        propagation.Remove();
        propagation.Keep();
        Assert.Equal(PropagationState.Failed, propagation.State);
        propagation.Deliver(default);
        Assert.Equal(("network.propagated", ""), (network.CanPropagate("clu001", propagation).First?.Code, propagation.Reason));
        Assert.Equal("network.in-use", propagation.CanRemove("prod-20", new NetworkUse(1, ["web"])).First?.Code);
    }

    [Fact]
    public void Trunk_carries_each_VLAN_once_in_order()
    {
        var trunk = new VirtualNetwork(default, Owner.Id, default, "trunk", NetworkKind.VlanTrunk, [20, 30], 1500);
        trunk.Carry(25);
        trunk.Carry(20);
        Assert.Equal([20, 25, 30], trunk.VlanIds);
        trunk.Drop(20);
        Assert.Equal([25, 30], trunk.VlanIds);
    }
}
