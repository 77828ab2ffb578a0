using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Every reason not to create a machine, and that nothing is left of the attempt.</summary>
public sealed class CreateVirtualMachineRefusalTests
{
    static readonly Dictionary<string, (string Code, Func<CloudWorld, NewMachine, NewMachine> Change)> Cases = new()
    {
        ["no name"] = ("name.required", (_, machine) => machine with { Name = " " }),
        ["name outside the rule"] = ("name.characters", (_, machine) => machine with { Name = "café" }),
        ["no pool"] = ("new-machine.pool", (_, machine) => machine with { Pool = null }),
        ["no template"] = ("new-machine.template", (_, machine) => machine with { Template = null }),
        ["template that is gone"] = ("new-machine.template", (_, machine) => machine with { Template = new(Guid.Parse("00000000-0000-0000-0000-00000000dead")) }),
        ["template of another pool"] = ("new-machine.template-pool", (world, machine) => machine with { Pool = world.PoolB.Id }),
        ["no vCPU"] = ("vcpu.range", (_, machine) => machine with { VirtualCpus = 0 }),
        ["255 vCPUs"] = ("vcpu.range", (_, machine) => machine with { VirtualCpus = 255 }),
        ["sockets that do not divide"] = ("vcpu.sockets", (_, machine) => machine with { VirtualCpus = 4, CoresPerSocket = 3 }),
        ["more memory than any machine"] = ("memory.too-large", (_, machine) => machine with { Memory = ByteSize.FromTiB(9) }),
        ["more memory than the largest host"] = ("memory.no-host", (_, machine) => machine with { Memory = ByteSize.FromGiB(384) }),
        ["without the template's disk"] = ("new-machine.template-disk", (_, machine) => machine with { Disks = [] }),
        ["another size for the template's disk"] = ("new-machine.template-disk-size", (world, machine) => machine with { Disks = [world.NewDisk("system", 21)] }),
        ["disk above 2 TB"] = ("disk.too-large", (world, machine) => machine.WithDisks(world.NewDisk("data", 2041))),
        ["disk of no size"] = ("disk.too-small", (world, machine) => machine.WithDisks(world.NewDisk("data", 0))),
        ["two disks of one name"] = ("name.taken", (world, machine) => machine.WithDisks(world.NewDisk("System", 1))),
        ["24 disks beside the DVD drive"] = ("disk.too-many-devices", (world, machine) => machine.WithDisks(Enumerable.Range(1, 23).Select(n => world.NewDisk($"d{n}", 1)))),
        ["23 disks, DVD drive and cloud-init"] = ("disk.too-many-devices", (world, machine) =>
            machine.WithDisks(Enumerable.Range(1, 22).Select(n => world.NewDisk($"d{n}", 1))) with { CloudInit = new CloudInit("#cloud-config\nhostname: a", "") }),
        ["storage of another pool"] = ("storage.not-in-pool", (world, machine) => machine.WithDisks(world.NewDisk("data", 1) with { Storage = world.StorageB.Id })),
        ["more than is free"] = ("storage.full", (world, machine) => machine.WithDisks(world.NewDisk("a", 2040), world.NewDisk("b", 2040))),
        ["8 adapters"] = ("adapter.too-many", (world, machine) => machine with { Adapters = [.. Enumerable.Repeat(new NewAdapter(world.NetworkA.Id, null), 8)] }),
        ["network of another pool"] = ("network.not-in-pool", (world, machine) => machine with { Adapters = [new NewAdapter(world.NetworkB.Id, null)] }),
        ["address that is none"] = ("mac.format", (world, machine) => machine with { Adapters = [new NewAdapter(world.NetworkA.Id, "02:16:3e")] }),
        ["one address twice"] = ("mac.duplicate", (world, machine) => machine with
        {
            Adapters = [new NewAdapter(world.NetworkA.Id, "02:16:3e:00:00:01"), new NewAdapter(world.NetworkA.Id, "02-16-3E-00-00-01")],
        }),
        ["start order below 0"] = ("ha.order", (_, machine) => machine with { StartOrder = -1 }),
        ["start without a policy"] = ("new-machine.start-needs-policy", (_, machine) => machine with { BackupPolicies = [], StartAfterCreation = true }),
        ["policy that is gone"] = ("backup.other-zone", (_, machine) => machine with { BackupPolicies = [new(Guid.Parse("00000000-0000-0000-0000-00000000dead"))] }),
        ["network config alone"] = ("cloud-init.network-alone", (_, machine) => machine with { CloudInit = new CloudInit("", "version: 2") }),
        ["cloud config without its header"] = ("cloud-init.header", (_, machine) => machine with { CloudInit = new CloudInit("hostname: a", "") }),
        ["cloud config that is not YAML"] = ("cloud-init.yaml", (_, machine) => machine with { CloudInit = new CloudInit("#cloud-config\nusers: [a", "") }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refused_machine_leaves_nothing(string name)
    {
        await using var cloud = await Cloud.CreateAsync();
        var (code, change) = Cases[name];

        var refused = await cloud.CreateAsync(change(cloud.World, cloud.World.Debian()));

        Assert.False(refused.Ok);
        Assert.Contains(code, refused.Problems.Select(problem => problem.Code));
        await cloud.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Limits_are_reached_in_full()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var asked = world.Debian().WithDisks(Enumerable.Range(1, 22).Select(n => world.NewDisk($"d{n}", 1))) with
        {
            Adapters = [.. Enumerable.Repeat(new NewAdapter(world.NetworkA.Id, null), AdapterLimits.Most)],
        };

        await cloud.CompleteAsync(await cloud.CreateAsync(asked));

        await using var database = cloud.Database();
        Assert.Equal(23, await database.VirtualDisks.CountAsync());
        Assert.Equal(7, (await database.NetworkAdapters.Select(adapter => adapter.MacAddress).ToListAsync()).Distinct().Count());
    }

    [Fact]
    public async Task An_address_in_use_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await cloud.CreateAsync(WithAddress("first")));

        var refused = await cloud.CreateAsync(WithAddress("second"));

        Assert.Equal(("mac.duplicate", "Adapters[0].MacAddress"), (Assert.Single(refused.Problems).Code, refused.Problems[0].Field));

        NewMachine WithAddress(string name) => cloud.World.Debian(name) with { Adapters = [new NewAdapter(cloud.World.NetworkA.Id, "02:16:3e:00:00:01")] };
    }

    [Fact]
    public async Task The_heartbeats_storage_is_kept_free_while_there_is_another_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        await using (var database = cloud.Database())
        {
            (await database.Pools.SingleAsync(pool => pool.Id == cloud.World.PoolA.Id)).EnableHighAvailability(cloud.World.HeartbeatA.Id);
            await database.SaveChangesAsync();
        }

        var refused = await cloud.CreateAsync(cloud.World.Debian().WithDisks(cloud.World.NewDisk("data", 1) with { Storage = cloud.World.HeartbeatA.Id }));

        Assert.Equal(("storage.heartbeat", "Disks[1].Storage"), (Assert.Single(refused.Problems).Code, refused.Problems[0].Field));
    }
}
