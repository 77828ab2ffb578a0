using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

public sealed class AdapterCommandTests : IAsyncLifetime
{
    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync();

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task New_adapter_gets_a_place_a_MAC_address_and_the_address_its_guest_reports()
    {
        var machine = await RunningAsync();
        var accepted = await AddAsync(machine);
        Assert.Equal(AdapterAction.Adding, (await AdaptersAsync(machine))[1].Pending);
        PowerTests.Refused("vm.busy", await AddAsync(machine));
        await cloud.CompleteAsync(accepted);

        var added = (await AdaptersAsync(machine))[1];
        Assert.Equal((AdapterAction.None, 1, true, true), (added.Pending, added.Position, added.IsConnected, added.TxChecksumming));
        Assert.Equal(MacAddress.From(added.Id.Value), added.MacAddress);
        Assert.StartsWith("10.", added.Address, StringComparison.Ordinal);
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task Addition_that_fails_leaves_nothing()
    {
        var machine = await RunningAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugAdapter, 1, "The guest did not answer.", default);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await AddAsync(machine))).State);
        Assert.Single(await AdaptersAsync(machine));
        Assert.Equal(PendingAction.None, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    [Fact]
    public async Task Eighth_adapter_names_the_trunk_and_what_cannot_be_is_refused_all_at_once()
    {
        var machine = await cloud.AddMachineAsync();
        for (var number = 1; number < AdapterLimits.Most; number++) await cloud.CompleteAsync(await AddAsync(machine));
        var refused = await AddAsync(machine);
        PowerTests.Refused("adapter.too-many", refused);
        Assert.Contains("VLAN trunk", refused.Problems[0].Message, StringComparison.Ordinal);

        var other = await cloud.AddMachineAsync("other");
        var elsewhere = await Only(cloud.World.PoolB);
        var taken = (await AdaptersAsync(machine))[3].MacAddress;
        var asked = await cloud.Get<CreateAdapter>().SubmitAsync(new CreateAdapter.Order(other.Id, elsewhere, taken.ToUpperInvariant()), cloud.World.Caller, default);
        Assert.Equal(["network.not-in-pool", "mac.duplicate"], asked.Problems.Select(problem => problem.Code));
        Assert.Equal(["Network", "MacAddress"], asked.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public async Task Running_machine_without_drivers_takes_none()
    {
        var bare = await cloud.AddMachineAsync("bare", cloud.World.HostsA[0], shape: it => it.Observe(GuestTools.None));
        PowerTests.Refused("adapter.needs-drivers", await AddAsync(bare));
    }

    [Fact]
    public async Task Change_is_seen_only_once_it_is_done_and_a_failed_one_never()
    {
        var machine = await RunningAsync();
        var adapter = (await AdaptersAsync(machine))[0];
        var accepted = await cloud.Get<UpdateAdapter>().SubmitAsync(new UpdateAdapter.Input(adapter.Id, MacAddress: "02-AA-00-00-00-01", TxChecksumming: false), cloud.World.Caller, default);
        Assert.Equal((adapter.MacAddress, true), ((await AdaptersAsync(machine))[0].MacAddress, (await AdaptersAsync(machine))[0].TxChecksumming));
        await cloud.CompleteAsync(accepted);
        var changed = (await AdaptersAsync(machine))[0];
        Assert.Equal(("02:aa:00:00:00:01", false, adapter.NetworkId), (changed.MacAddress, changed.TxChecksumming, changed.NetworkId));
        // Its own address is not in anybody's way.
        await cloud.CompleteAsync(await cloud.Get<UpdateAdapter>().SubmitAsync(new UpdateAdapter.Input(adapter.Id, MacAddress: "02:aa:00:00:00:01"), cloud.World.Caller, default));

        await cloud.Get<Faults>().SetAsync(SimulatedWork.PlugAdapter, 1, "The guest did not answer.", default);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await cloud.Get<UpdateAdapter>().SubmitAsync(new UpdateAdapter.Input(adapter.Id, TxChecksumming: true), cloud.World.Caller, default))).State);
        Assert.False((await AdaptersAsync(machine))[0].TxChecksumming);
    }

    [Fact]
    public async Task Unplugged_adapter_has_no_address_until_it_is_plugged_in_again()
    {
        var machine = await RunningAsync();
        var adapter = (await AdaptersAsync(machine))[0];
        PowerTests.Refused("adapter.connected", await cloud.Get<ConnectAdapter>().SubmitAsync(new PlugAdapter.Input(adapter.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await cloud.Get<DisconnectAdapter>().SubmitAsync(new PlugAdapter.Input(adapter.Id), cloud.World.Caller, default));
        var unplugged = (await AdaptersAsync(machine))[0];
        Assert.Equal((false, ""), (unplugged.IsConnected, unplugged.Address));
        PowerTests.Refused("adapter.not-connected", await cloud.Get<DisconnectAdapter>().SubmitAsync(new PlugAdapter.Input(adapter.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await cloud.Get<ConnectAdapter>().SubmitAsync(new PlugAdapter.Input(adapter.Id), cloud.World.Caller, default));
        Assert.StartsWith("10.", (await AdaptersAsync(machine))[0].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_adapter_leaves_its_place_to_the_next_one()
    {
        var machine = await cloud.AddMachineAsync();
        await cloud.CompleteAsync(await AddAsync(machine));
        var first = (await AdaptersAsync(machine))[0];
        await cloud.CompleteAsync(await cloud.Get<DeleteAdapter>().SubmitAsync(new DeleteAdapter.Input(first.Id), cloud.World.Caller, default));
        Assert.Equal([1], (await AdaptersAsync(machine)).Select(adapter => adapter.Position));
        await cloud.CompleteAsync(await AddAsync(machine));
        Assert.Equal([0, 1], (await AdaptersAsync(machine)).Select(adapter => adapter.Position));
    }

    async Task<VirtualMachine> RunningAsync()
    {
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        return machine;
    }

    async Task<Id<VirtualNetwork>> Only(Pool pool)
    {
        await using var database = cloud.Database();
        var network = await database.VirtualNetworks.FirstOrDefaultAsync(row => row.PoolId == pool.Id);
        if (network is not null) return network.Id;
        network = new VirtualNetwork(cloud.Get<IdSource>().Next<VirtualNetwork>(), cloud.World.Tenant.Id, pool.Id, "elsewhere", NetworkKind.Vlan, [77], 1500);
        database.Add(network);
        await database.SaveChangesAsync();
        return network.Id;
    }

    Task<Result<Id<Activity>>> AddAsync(VirtualMachine machine) => cloud.Get<CreateAdapter>().SubmitAsync(new CreateAdapter.Order(machine.Id, cloud.World.NetworkA.Id), cloud.World.Caller, default);

    async Task<List<NetworkAdapter>> AdaptersAsync(VirtualMachine machine)
    {
        await using var database = cloud.Database();
        return await database.NetworkAdapters.AsNoTracking().Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position).ToListAsync();
    }
}
