using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Persistence;

public sealed class DemoWorldTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(500)]
    public async Task World_has_as_many_machines_as_were_asked_for(int machines)
    {
        await using var world = await BuiltAsync(machines);
        await using var database = world.Database();

        Assert.Equal(machines, await database.VirtualMachines.CountAsync());
        Assert.Equal((2, 3, 3), (await database.Organizations.CountAsync(), await database.Tenants.CountAsync(), await database.AvailabilityZones.CountAsync()));
    }

    [Fact]
    public async Task Private_network_has_room_however_large_the_world_is()
    {
        await using var world = await BuiltAsync(3_000);
        await using var database = world.Database();

        var network = await database.Set<PrivateNetwork>().SingleAsync();
        Assert.True(await database.Pools.CountAsync(pool => pool.TenantId == network.TenantId) > await database.Propagations.CountAsync(propagation => propagation.NetworkId == network.NetworkId));
        Assert.Equal(13, await database.Set<StaticAddress>().CountAsync());
    }

    [Fact]
    public async Task World_fits_its_hardware_and_the_hardware_agrees()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var machines = await database.VirtualMachines.ToListAsync();
        var hosts = await database.Hosts.ToListAsync();
        var seen = (await world.Get<IHypervisor>().ObserveAsync([.. machines.Select(machine => machine.Id)], default)).ToDictionary(machine => machine.Machine);
        var volumes = (await world.Get<IBlockStorage>().ObserveAsync(default)).ToDictionary(volume => volume.Storage);

        Assert.All(hosts, host => Assert.True(machines.Where(machine => machine.HostId == host.Id).Sum(machine => machine.Memory.Bytes) <= host.MemoryForMachines.Bytes, host.Name));
        Assert.All(hosts, host => Assert.InRange(host.Slot, 1, 8));
        Assert.Equal(hosts.Count, hosts.Select(host => (host.Chassis, host.Slot)).Distinct().Count());
        Assert.All(machines, machine => Assert.Equal((machine.Power, machine.HostId, machine.Tools), (seen[machine.Id].Power, seen[machine.Id].Host, seen[machine.Id].Tools)));
        Assert.All(machines, machine => Assert.Equal(PendingAction.None, machine.Pending));
        var storages = await database.StorageRepositories.ToListAsync();
        Assert.Equal(volumes.Count, storages.Count);
        Assert.All(storages, storage => Assert.Equal((volumes[storage.Id].Capacity, volumes[storage.Id].Used), (storage.Capacity, storage.Used)));
        Assert.All(storages, storage => Assert.True(storage.Used <= storage.Capacity && storage.Capacity >= StorageLimits.Smallest, storage.Name));
    }

    [Fact]
    public async Task Storage_holds_what_lies_on_it()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var disks = (await database.VirtualDisks.ToListAsync()).ToLookup(disk => disk.StorageRepositoryId, disk => disk.Capacity.Bytes);
        var templates = (await database.Templates.ToListAsync()).SelectMany(template => template.Disks).ToLookup(disk => disk.StorageRepositoryId, disk => disk.Capacity.Bytes);
        var images = (await database.DiskImages.ToListAsync()).ToLookup(image => image.StorageRepositoryId, image => image.Size.Bytes);
        var targets = await database.ReplicationPolicies.ToDictionaryAsync(policy => policy.Id, policy => policy.TargetStorageId);
        var replicas = (await database.Replicas.ToListAsync()).ToLookup(replica => targets[replica.PolicyId], replica => replica.Size.Bytes);

        Assert.All(await database.StorageRepositories.ToListAsync(), storage => Assert.Equal(
            disks[storage.Id].Sum() + templates[storage.Id].Sum() + images[storage.Id].Sum() + replicas[storage.Id].Sum(), storage.Used.Bytes));
        var points = (await database.RecoveryPoints.ToListAsync()).ToLookup(point => point.ReplicaId, point => point.Size.Bytes);
        Assert.All(await database.Replicas.ToListAsync(), replica => Assert.Equal(points[replica.Id].Sum(), replica.Size.Bytes));
    }

    [Fact]
    public async Task Everything_of_a_machine_belongs_to_its_tenant_and_pool()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var machines = await database.VirtualMachines.ToDictionaryAsync(machine => machine.Id);
        var storages = await database.StorageRepositories.ToDictionaryAsync(storage => storage.Id);
        var networks = await database.VirtualNetworks.ToDictionaryAsync(network => network.Id);
        var policies = await database.BackupPolicies.ToDictionaryAsync(policy => policy.Id);
        var pools = await database.Pools.ToDictionaryAsync(pool => pool.Id);

        Assert.All(await database.VirtualDisks.ToListAsync(), disk => Assert.Equal((machines[disk.MachineId!.Value].TenantId, machines[disk.MachineId!.Value].PoolId), (disk.TenantId, storages[disk.StorageRepositoryId].PoolId)));
        Assert.All(await database.NetworkAdapters.ToListAsync(), adapter => Assert.Equal((machines[adapter.MachineId].TenantId, machines[adapter.MachineId].PoolId), (adapter.TenantId, networks[adapter.NetworkId].PoolId)));
        Assert.All(await database.BackupAssignments.ToListAsync(), assignment => Assert.Equal(
            (machines[assignment.MachineId].TenantId, pools[machines[assignment.MachineId].PoolId].ZoneId), (policies[assignment.PolicyId].TenantId, policies[assignment.PolicyId].ZoneId)));
        Assert.All(machines.Values, machine => Assert.Equal(machine.TenantId, pools[machine.PoolId].TenantId));
        Assert.Equal(3, machines.Values.Select(machine => machine.TenantId).Distinct().Count());
        var addresses = await database.NetworkAdapters.Select(adapter => adapter.MacAddress).ToListAsync();
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
    }

    [Fact]
    public async Task Running_machines_have_a_policy_tools_and_an_address()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var assigned = (await database.BackupAssignments.ToListAsync()).ToLookup(assignment => assignment.MachineId);
        var adapters = (await database.NetworkAdapters.ToListAsync()).ToLookup(adapter => adapter.MachineId);
        var machines = await database.VirtualMachines.ToListAsync();

        foreach (var machine in machines.Where(machine => machine.Power == PowerState.Running))
        {
            Assert.NotEmpty(assigned[machine.Id]);
            Assert.True(machine.Tools.ManagementAgent);
            Assert.All(adapters[machine.Id], adapter => Assert.NotEmpty(adapter.Address));
        }

        Assert.Contains(machines, machine => machine.Power == PowerState.Halted && assigned[machine.Id].Any());
        Assert.Contains(machines, machine => machine.Power == PowerState.Halted && !assigned[machine.Id].Any());
        var nothing = await database.BackupPolicies.Where(policy => policy.Schedule == "").Select(policy => policy.Id).ToListAsync();
        Assert.Contains(machines, machine => assigned[machine.Id].Any() && assigned[machine.Id].All(assignment => nothing.Contains(assignment.PolicyId)));
        Assert.Equal(3, machines.Select(machine => machine.HighAvailability).Distinct().Count());
    }

    [Fact]
    public async Task Names_taken_over_hold_anything_and_are_on_replicated_machines_too()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var replicated = await database.VirtualMachines.Where(machine => database.Replicas.Any(replica => replica.MachineId == machine.Id)).Select(machine => machine.Name).ToListAsync();

        foreach (var special in new[] { "é", "🚀", ",", "\"", "\n", "<script>" }) Assert.Contains(replicated, name => name.Contains(special, StringComparison.Ordinal));
        Assert.Contains(replicated, name => name.StartsWith('='));
        Assert.True(await database.VirtualMachines.CountAsync() > 4 * replicated.Count(name => !MachineName.Check(name).Ok));
    }

    [Fact]
    public async Task Replicas_lie_in_another_zone_and_their_points_keep_the_promise_but_for_one()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var now = world.Clock.GetUtcNow();
        var zones = await database.Pools.ToDictionaryAsync(pool => pool.Id, pool => pool.ZoneId);
        var storages = await database.StorageRepositories.ToDictionaryAsync(storage => storage.Id, storage => storage.PoolId);
        var policies = await database.ReplicationPolicies.ToDictionaryAsync(policy => policy.Id);
        var machines = await database.VirtualMachines.ToDictionaryAsync(machine => machine.Id);
        var replicas = await database.Replicas.ToListAsync();
        var points = (await database.RecoveryPoints.ToListAsync()).ToLookup(point => point.ReplicaId);

        Assert.True(replicas.Count >= 10);
        foreach (var replica in replicas)
        {
            var policy = policies[replica.PolicyId];
            Assert.NotEqual(zones[machines[replica.MachineId].PoolId], zones[storages[policy.TargetStorageId]]);
            Assert.InRange(points[replica.Id].Count(), 1, policy.Retained);
            Assert.All(points[replica.Id], point => Assert.True(point.CapturedAt < point.CompletedAt && point.CompletedAt <= now));
            Assert.Equal(replica.LastPointAt, points[replica.Id].Max(point => point.CapturedAt));
            Assert.Single(points[replica.Id], point => point.IsFull);
            Assert.True(replica.NextRunAt > now && replica.RunningSince is null);
        }

        // A point that was still being copied when the world was built may leave its replica just behind its promise.
        Assert.Single(replicas, replica => replica.StatusAt(now) == RecoveryPointStatus.Breached);
        Assert.Equal(replicas.Select(replica => policies[replica.PolicyId].TenantId), replicas.Select(replica => replica.TenantId));
    }

    [Fact]
    public async Task High_availability_of_the_main_pool_is_left_to_switch_on()
    {
        await using var world = await BuiltAsync(60);
        await using var database = world.Database();
        var production = await database.Tenants.SingleAsync(tenant => tenant.Name == "Production");
        var zone = await database.AvailabilityZones.SingleAsync(zone => zone.Name == "AZ05");
        var main = await database.Pools.SingleAsync(pool => pool.TenantId == production.Id && pool.ZoneId == zone.Id);
        var hosts = await database.Hosts.CountAsync(host => host.PoolId == main.Id);
        var shared = await database.StorageRepositories.Where(storage => storage.PoolId == main.Id && storage.IsShared).ToListAsync();

        Assert.False(main.HighAvailabilityEnabled);
        Assert.True(shared.Count >= 2);
        Assert.All(shared, storage => Assert.True(HeartbeatRule.CanEnable(main, hosts, storage, []).Ok));
        Assert.Equal(6, shared.Select(storage => storage.ClassName).Distinct().Count());
        Assert.Contains(await database.VirtualMachines.Where(machine => machine.PoolId == main.Id).ToListAsync(), machine => machine.HighAvailability == HighAvailabilityPriority.Restart);
        Assert.Contains(await database.StorageRepositories.ToListAsync(), storage => storage.Used.Bytes >= storage.Capacity.Bytes * StorageRepository.WarningShare);
        Assert.Contains(await database.Pools.ToListAsync(), pool => pool.HighAvailabilityEnabled && pool.HeartbeatStorageId is not null);
        Assert.Equal([NetworkKind.Vlan, NetworkKind.VlanTrunk], await database.VirtualNetworks.Where(network => network.PoolId == main.Id).Select(network => network.Kind).Distinct().OrderBy(kind => kind).ToListAsync());
    }

    [Fact]
    public async Task Operator_may_do_everything_in_the_tenants_of_one_organization_only()
    {
        await using var world = await BuiltAsync(3);
        await using var database = world.Database();

        foreach (var user in await database.Users.ToListAsync())
        {
            var memberships = await database.Memberships.Where(membership => membership.UserId == user.Id).ToListAsync();
            var own = await database.Tenants.Where(tenant => tenant.OrganizationId == user.OrganizationId).Select(tenant => tenant.Id).ToListAsync();
            Assert.Equal(own.ToHashSet(), [.. memberships.Select(membership => membership.TenantId)]);
            Assert.All(memberships, membership => Assert.Equal(Permission.All.Order(), membership.Permissions.Order()));
            Assert.NotEmpty(user.Email!);
            Assert.NotEmpty(user.PhoneNumber!);
            Assert.Null(user.PasswordHash);
            Assert.NotEmpty(await database.Tickets.Where(ticket => ticket.AuthorId == user.Id).ToListAsync());
        }

        Assert.All((await database.Tickets.ToListAsync()).Select(ticket => ticket.Request).OfType<Domain.Support.BackupPolicyRequest>(), request => Assert.True(request.Check().Ok));
    }

    [Fact]
    public async Task Second_build_does_nothing()
    {
        await using var world = await BuiltAsync(5);

        Assert.False(await world.Get<DemoWorld>().BuildAsync(50, default));

        await using var database = world.Database();
        Assert.Equal(5, await database.VirtualMachines.CountAsync());
    }

    [Fact]
    public async Task Same_seed_gives_the_same_world_and_another_seed_another_one()
    {
        var (first, second, other) = (await DescribeAsync(7), await DescribeAsync(7), await DescribeAsync(8));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Build_that_fails_leaves_nothing_and_begins_again()
    {
        await using var world = await Installation.CreateAsync(Store.SqliteFile);
        await using (var database = world.Database())
            await database.Database.ExecuteSqlAsync($"CREATE TRIGGER \"Broken\" BEFORE INSERT ON \"Tickets\" BEGIN SELECT RAISE(ABORT, 'no'); END");
        await Assert.ThrowsAsync<DbUpdateException>(() => world.Get<DemoWorld>().BuildAsync(20, default));
        await using (var database = world.Database())
        {
            Assert.False(await database.Organizations.AnyAsync() || await database.VirtualMachines.AnyAsync() || await database.Set<SimulatedHost>().AnyAsync());
            await database.Database.ExecuteSqlAsync($"DROP TRIGGER \"Broken\"");
        }

        Assert.True(await world.Get<DemoWorld>().BuildAsync(20, default));
    }

    static async Task<Installation> BuiltAsync(int machines, long seed = 7)
    {
        var installation = await Installation.CreateAsync(Store.SqliteFile, seed);
        Assert.True(await installation.Get<DemoWorld>().BuildAsync(machines, default));
        return installation;
    }

    static async Task<string> DescribeAsync(long seed)
    {
        await using var world = await BuiltAsync(60, seed);
        await using var database = world.Database();
        var machines = await database.VirtualMachines.OrderBy(machine => machine.Id).ToListAsync();
        var points = await database.RecoveryPoints.OrderBy(point => point.Id).ToListAsync();
        return string.Join('\n', machines.Select(machine => $"{machine.Id} {machine.Name} {machine.HostId} {machine.Memory} {machine.CreatedAt:O} {machine.Tools}"))
            + string.Join('\n', points.Select(point => $"{point.Id} {point.CapturedAt:O} {point.Size.Bytes}"));
    }
}
