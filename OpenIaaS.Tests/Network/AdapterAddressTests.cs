using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>Static addresses that come with network adapters and go with them.</summary>
public sealed class AdapterAddressTests : IAsyncLifetime
{
    Cloud cloud = null!;
    PrivateNetwork network = null!;
    VirtualNetwork there = null!;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        (network, there) = await cloud.AddPrivateAsync();
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task New_adapter_has_its_address_when_it_is_added_and_its_guest_reports_it()
    {
        var machine = await RunningAsync();
        var accepted = await AddAsync(machine, "10.60.0.20");
        Assert.True(Assert.Single(await RowsAsync()).IsComing);
        PowerTests.Refused("ip.taken", await KeepAsync("02:00:00:00:00:09", "10.60.0.20"));
        await cloud.CompleteAsync(accepted);

        var adapter = (await AdaptersAsync(machine))[1];
        var kept = Assert.Single(await RowsAsync());
        Assert.Equal(("10.60.0.20", adapter.MacAddress, (Id<NetworkAdapter>?)adapter.Id, false), (kept.Address, kept.MacAddress, kept.AdapterId, kept.IsComing));
        Assert.Equal("10.60.0.20", adapter.Address);
        // The guest says so itself, also when it is asked again later.
        Assert.Equal("10.60.0.20", Assert.Single(await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default)).Addresses[1]);
    }

    [Fact]
    public async Task Guest_gets_the_address_that_was_kept_for_its_MAC_address_before()
    {
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:09", "10.60.0.33"));
        var machine = await RunningAsync();
        await cloud.CompleteAsync(await cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, there.Id, "02:00:00:00:00:09"), cloud.World.Caller, default));
        Assert.Equal("10.60.0.33", (await AdaptersAsync(machine))[1].Address);
        // It came without the adapter, and stays without it.
        await cloud.CompleteAsync(await cloud.Get<DeleteAdapter>().SubmitAsync(new((await AdaptersAsync(machine))[1].Id), cloud.World.Caller, default));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Of_two_addresses_of_a_MAC_address_the_one_where_its_adapter_is_is_found()
    {
        var (second, onA) = await cloud.AddPrivateAsync("data", "10.61.0.0/24", 61);
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:09", "10.60.0.33"));
        await cloud.CompleteAsync(await cloud.Get<CreateStaticAddress>().SubmitAsync(new(second.Id, "02:00:00:00:00:09", "10.61.0.33", "front end"), cloud.World.Caller, default));
        Assert.Equal("10.60.0.33", await FoundAsync());
        var machine = await RunningAsync();
        await cloud.CompleteAsync(await cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, onA.Id, "02:00:00:00:00:09"), cloud.World.Caller, default));
        Assert.Equal("10.61.0.33", await FoundAsync());

        async Task<string> FoundAsync() => (await cloud.Get<StaticAddressQueries>().FindByMacAsync("02-00-00-00-00-09", cloud.World.Caller, default)).Value.Address;
    }

    [Fact]
    public async Task Addition_that_fails_keeps_nothing()
    {
        var machine = await RunningAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugAdapter, 1, "The guest did not answer.", default);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await AddAsync(machine, "10.60.0.20"))).State);
        Assert.Empty(await RowsAsync());
        Assert.Single(await AdaptersAsync(machine));
    }

    [Fact]
    public async Task Refused_address_adds_no_adapter()
    {
        var machine = await RunningAsync();
        PowerTests.Refused("ip.gateway", await AddAsync(machine, "10.60.0.1"));
        var elsewhere = await cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, cloud.World.NetworkA.Id, IpAddress: "10.60.0.20"), cloud.World.Caller, default);
        PowerTests.Refused("adapter.no-vpc", elsewhere);
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:09", "10.60.0.33"));
        PowerTests.Refused("ip.taken", await AddAsync(machine, "10.60.0.33"));
        var other = await cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, there.Id, "02:00:00:00:00:09", IpAddress: "10.60.0.34"), cloud.World.Caller, default);
        PowerTests.Refused("ip.mac-taken", other);
        Assert.Single(await AdaptersAsync(machine));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Another_address_is_had_only_once_the_change_is_done_and_a_failed_one_leaves_the_first()
    {
        var (machine, adapter) = await WithAddressAsync("10.60.0.20");
        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugAdapter, 1, "The guest did not answer.", default);
        var accepted = await ChangeAsync(new(adapter.Id, there.Id, IpAddress: "10.60.0.21"));
        Assert.Equal(["10.60.0.20", "10.60.0.21"], (await RowsAsync()).Select(row => row.Address).Order(StringComparer.Ordinal));
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
        Assert.Equal(("10.60.0.20", false), (Assert.Single(await RowsAsync()).Address, (await RowsAsync())[0].IsComing));

        await cloud.Get<Faults>().ClearAsync(default);
        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, there.Id, IpAddress: "10.60.0.21")));
        Assert.Equal(("10.60.0.21", false), (Assert.Single(await RowsAsync()).Address, (await RowsAsync())[0].IsComing));
        Assert.Equal("10.60.0.21", (await AdaptersAsync(machine))[1].Address);
        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, there.Id, IpAddress: "10.60.0.21")));
        Assert.Equal("10.60.0.21", Assert.Single(await RowsAsync()).Address);
    }

    [Fact]
    public async Task Address_follows_its_adapter_to_a_new_MAC_address_and_is_given_back_when_that_leaves_the_network()
    {
        var (machine, adapter) = await WithAddressAsync("10.60.0.20");
        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, MacAddress: "02:00:00:00:00:11")));
        Assert.Equal(("10.60.0.20", "02:00:00:00:00:11"), (Assert.Single(await RowsAsync()).Address, (await RowsAsync())[0].MacAddress));
        Assert.Equal("10.60.0.20", (await AdaptersAsync(machine))[1].Address);
        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, MacAddress: "02:00:00:00:00:12", IpAddress: "10.60.0.22")));
        Assert.Equal(("10.60.0.22", "02:00:00:00:00:12"), (Assert.Single(await RowsAsync()).Address, (await RowsAsync())[0].MacAddress));

        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, cloud.World.NetworkA.Id)));
        Assert.Empty(await RowsAsync());
        Assert.NotEqual("10.60.0.22", (await AdaptersAsync(machine))[1].Address);
    }

    [Fact]
    public async Task Adapter_moves_to_another_private_network_with_an_address_of_that()
    {
        var (second, onA) = await cloud.AddPrivateAsync("data", "10.61.0.0/24", 61);
        var (_, adapter) = await WithAddressAsync("10.60.0.20");
        PowerTests.Refused("ip.outside", await ChangeAsync(new(adapter.Id, onA.Id, IpAddress: "10.60.0.20")));
        await cloud.CompleteAsync(await ChangeAsync(new(adapter.Id, onA.Id, IpAddress: "10.61.0.20")));
        Assert.Equal(("10.61.0.20", second.Id), (Assert.Single(await RowsAsync()).Address, (await RowsAsync())[0].PrivateNetworkId));
    }

    [Fact]
    public async Task Removing_the_adapter_or_the_machine_gives_the_address_back()
    {
        var (machine, adapter) = await WithAddressAsync("10.60.0.20");
        await cloud.CompleteAsync(await cloud.Get<DeleteAdapter>().SubmitAsync(new(adapter.Id), cloud.World.Caller, default));
        Assert.Empty(await RowsAsync());
        await cloud.CompleteAsync(await AddAsync(machine, "10.60.0.20"));
        await cloud.CompleteAsync(await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new(machine.Id, Force: true), cloud.World.Caller, default));
        Assert.Empty(await RowsAsync());
    }

    async Task<(VirtualMachine Machine, NetworkAdapter Adapter)> WithAddressAsync(string address)
    {
        var machine = await RunningAsync();
        await cloud.CompleteAsync(await AddAsync(machine, address));
        return (machine, (await AdaptersAsync(machine))[1]);
    }

    async Task<VirtualMachine> RunningAsync()
    {
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        return machine;
    }

    Task<Result<Id<Activity>>> AddAsync(VirtualMachine machine, string address) => cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, there.Id, IpAddress: address), cloud.World.Caller, default);

    Task<Result<Id<Activity>>> ChangeAsync(UpdateAdapter.Input input) => cloud.Get<UpdateAdapter>().SubmitAsync(input, cloud.World.Caller, default);

    Task<Result<Id<Activity>>> KeepAsync(string mac, string address) => cloud.Get<CreateStaticAddress>().SubmitAsync(new(network.Id, mac, address, "front end"), cloud.World.Caller, default);

    async Task<List<StaticAddress>> RowsAsync()
    {
        await using var database = cloud.Database();
        return await database.StaticAddresses.AsNoTracking().ToListAsync();
    }

    async Task<List<NetworkAdapter>> AdaptersAsync(VirtualMachine machine)
    {
        await using var database = cloud.Database();
        return await database.NetworkAdapters.AsNoTracking().Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position).ToListAsync();
    }
}
