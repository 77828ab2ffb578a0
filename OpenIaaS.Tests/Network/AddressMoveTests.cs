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

/// <summary>
/// What becomes of static addresses when their machine leaves its pool or becomes a template: one that came with an adapter goes where the adapter goes as long
/// as that is in the same private network, and is free otherwise; one that was asked for by itself stays kept for its MAC address, whoever has that.
/// </summary>
public sealed class AddressMoveTests : IAsyncLifetime
{
    Cloud cloud = null!;
    PrivateNetwork network = null!;
    VirtualNetwork onA = null!;
    VirtualNetwork onB = null!;
    VirtualMachine machine = null!;

    CloudWorld World => cloud.World;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        (network, onA) = await cloud.AddPrivateAsync();
        var ids = cloud.Get<IdSource>();
        onB = new VirtualNetwork(ids.Next<VirtualNetwork>(), World.Tenant.Id, World.PoolB.Id, "app", NetworkKind.Vlan, [60], 1500);
        var propagation = new Propagation(ids.Next<Propagation>(), World.Tenant.Id, network.NetworkId, World.PoolB.Id);
        propagation.Deliver(onB.Id);
        await using var database = cloud.Database();
        database.AddRange(onB, propagation);
        await database.SaveChangesAsync();
        machine = await cloud.AddMachineAsync();
        await cloud.CompleteAsync(await cloud.Get<CreateAdapter>().SubmitAsync(new(machine.Id, onA.Id, "02:00:00:00:00:09", IpAddress: "10.60.0.20"), World.Caller, default));
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Address_goes_along_to_another_zone_in_the_same_private_network()
    {
        await cloud.CompleteAsync(await MoveAsync(onB));
        Assert.Equal(World.PoolB.Id, (await cloud.MachineAsync(machine.Id)).PoolId);
        Assert.Equal(("10.60.0.20", "02:00:00:00:00:09", false), await KeptAsync());
        Assert.Equal((machine.Id, onB.Id), await HolderAsync());
    }

    [Fact]
    public async Task Address_is_free_when_the_machine_leaves_the_private_network()
    {
        await cloud.CompleteAsync(await MoveAsync(World.NetworkB));
        Assert.Null(await KeptAsync());
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:0a", "10.60.0.20"));
    }

    [Fact]
    public async Task Address_stays_where_it_is_when_the_move_fails()
    {
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Relocate, 1, "The copy broke off.", default, times: 1);
        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(await MoveAsync(World.NetworkB))).State);
        Assert.Equal(("10.60.0.20", "02:00:00:00:00:09", false), await KeptAsync());
        Assert.Equal((machine.Id, onA.Id), await HolderAsync());
    }

    [Fact]
    public async Task Address_that_was_kept_by_itself_waits_for_its_MAC_address_in_the_private_network()
    {
        await ByItselfAsync();
        await cloud.CompleteAsync(await MoveAsync(World.NetworkB));
        Assert.Equal(("10.60.0.20", "02:00:00:00:00:09", true), await KeptAsync());
        Assert.Null(await HolderAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Template_has_no_address_of_its_machine(bool byItself)
    {
        if (byItself) await ByItselfAsync();
        await cloud.CompleteAsync(await cloud.Get<ConvertToTemplate>().SubmitAsync(machine.Id, "", World.Caller, default));
        Assert.Equal(byItself ? ("10.60.0.20", "02:00:00:00:00:09", true) : ((string, string, bool)?)null, await KeptAsync());
        Assert.Null(await HolderAsync());

        // A machine made from it has MAC addresses of its own: nothing is kept for them.
        await using var database = cloud.Database();
        var template = await database.Templates.SingleAsync(row => row.Name == machine.Name);
        await cloud.CompleteAsync(await cloud.CreateAsync(NewMachine.From(template) with { Name = "from-it" }));
        Assert.Null(await HolderAsync());
    }

    /// <summary>The same address, asked for by itself and not with the adapter.</summary>
    async Task ByItselfAsync()
    {
        await using (var database = cloud.Database())
        {
            await database.StaticAddresses.ExecuteDeleteAsync();
        }

        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:09", "10.60.0.20"));
    }

    Task<Result<Id<Activity>>> KeepAsync(string mac, string address) => cloud.Get<CreateStaticAddress>().SubmitAsync(new(network.Id, mac, address, "front end"), World.Caller, default);

    async Task<Result<Id<Activity>>> MoveAsync(VirtualNetwork to)
    {
        await using var database = cloud.Database();
        var goal = new Relocation(
            World.PoolB.Id, null, [.. database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).Select(disk => new Relocation.Disk(disk.Id, World.StorageB.Id))],
            [.. database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).Select(adapter => new Relocation.Adapter(adapter.Id, adapter.NetworkId == onA.Id ? to.Id : World.NetworkB.Id))], []);
        return await cloud.Get<RelocateVirtualMachine>().SubmitAsync(new RelocateVirtualMachine.Input(machine.Id, goal), World.Caller, default);
    }

    async Task<(string, string, bool ByItself)?> KeptAsync()
    {
        await using var database = cloud.Database();
        return await database.StaticAddresses.AsNoTracking().SingleOrDefaultAsync() is { } row ? (row.Address, row.MacAddress, row.AdapterId is null) : null;
    }

    /// <summary>The machine whose adapter has the address, and the network that is on.</summary>
    async Task<(Id<VirtualMachine>, Id<VirtualNetwork>)?> HolderAsync()
    {
        var rows = (await cloud.Get<StaticAddressQueries>().ListAsync(network.Id, null, World.Caller, default)).Value;
        if (rows is not [{ AdapterId: { } adapter, MachineId: { } holder }]) return null;
        await using var database = cloud.Database();
        return (holder, await database.NetworkAdapters.Where(row => row.Id == adapter).Select(row => row.NetworkId).SingleAsync());
    }
}
