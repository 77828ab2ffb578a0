using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Compute.Moving;

/// <summary>The rule of a move to another pool, on both sides of each boundary.</summary>
public sealed class RelocationTests
{
    static readonly IdSource Ids = new(TimeProvider.System);
    static readonly Id<AvailabilityZone> Here = Ids.Next<AvailabilityZone>();
    static readonly Id<AvailabilityZone> There = Ids.Next<AvailabilityZone>();
    static readonly Id<VirtualDisk> System = Ids.Next<VirtualDisk>();
    static readonly Id<VirtualDisk> Data = Ids.Next<VirtualDisk>();
    static readonly Id<NetworkAdapter> Adapter = Ids.Next<NetworkAdapter>();
    static readonly Id<StorageRepository> Storage = Ids.Next<StorageRepository>();
    static readonly Id<StorageRepository> Heartbeat = Ids.Next<StorageRepository>();
    static readonly Id<Host> Blade = Ids.Next<Host>();
    static readonly Id<VirtualNetwork> Network = Ids.Next<VirtualNetwork>();
    static readonly Id<BackupPolicy> Policy = Ids.Next<BackupPolicy>();

    readonly Pool pool = new(Ids.Next<Pool>(), Ids.Next<Tenant>(), There, "clu001-az06", "STANDARD");

    Relocation Goal => new(pool.Id, Blade, [new(System, Storage), new(Data, Storage)], [new(Adapter, Network)], [Policy]);

    [Fact]
    public void A_machine_that_runs_moves_to_a_pool_with_room_for_all_of_it() => Passes(Goal, Facts());

    [Fact]
    public void A_machine_that_is_off_moves_without_a_host_and_without_policies() =>
        Passes(Goal with { Host = null, BackupPolicies = [] }, Facts(running: false));

    [Fact]
    public void A_machine_that_is_off_has_no_host_to_go_on_on() => Refused("relocation.no-host", "Host", Goal, Facts(running: false));

    [Fact]
    public void Only_another_pool_is_one()
    {
        Refused("relocation.pool", "Pool", Goal with { Pool = null }, Facts() with { Target = null });
        var facts = Facts();
        var own = new Pool(facts.Machine.PoolId, pool.TenantId, Here, "clu001-az05", "STANDARD");
        Refused("relocation.same-pool", "Pool", Goal with { Pool = own.Id }, facts with { Target = facts.Target! with { Pool = own } });
    }

    [Fact]
    public void Without_PV_drivers_a_machine_moves_only_while_it_is_off()
    {
        Refused("vm.needs-pv-drivers", null, Goal, Facts(shape: machine => machine.Observe(GuestTools.None)));
        Passes(Goal with { Host = null }, Facts(running: false));
    }

    [Fact]
    public void Snapshots_and_an_ISO_hold_it_in_its_pool_and_both_are_said()
    {
        var problems = Goal.Check(Facts() with { Snapshots = 2, ImageInDrive = "debian.iso" }).Problems;
        Assert.Equal(
            [
                "erp-db-01 has 2 snapshots, those counted that are still being merged, and they cannot leave their pool; delete them and wait until they are merged.",
                "debian.iso is in the DVD drive of erp-db-01 and stays in its pool; eject it first.",
            ],
            problems.Select(problem => problem.Message));
    }

    [Fact]
    public void A_machine_that_waits_for_its_restart_or_is_busy_does_not_move()
    {
        Refused("vm.waits-for-restart", null, Goal with { Host = null }, Facts(shape: machine =>
        {
            machine.Prioritise(HighAvailabilityPriority.Restart, 0);
            machine.Lose(DateTimeOffset.UnixEpoch);
        }));
        Refused("vm.busy", null, Goal, Facts(shape: machine => machine.BeginDriveChange()));
    }

    /// <summary>"Geographic separation: Replicas stored in a different availability zone than the source" (Concepts, Virtual Machine Replication).</summary>
    [Fact]
    public void The_zone_of_its_replica_must_not_become_its_own()
    {
        var third = Ids.Next<AvailabilityZone>();
        Refused("relocation.replica-zone", "Pool", Goal, Facts() with { Replica = new("hourly", There, "AZ06", true) });
        Passes(Goal, Facts() with { Replica = new("hourly", third, "AZ07", true) });
        Refused("relocation.replica-no-link", "Pool", Goal, Facts() with { Replica = new("hourly", third, "AZ07", false) });
    }

    [Fact]
    public void Zones_without_a_link_are_too_far() => Refused("relocation.no-link", "Pool", Goal, With(Facts(), place => place with { IsLinked = false }));

    [Fact]
    public void The_host_must_be_connected_and_have_the_memory()
    {
        var memory = Facts().Machine.Memory;
        Passes(Goal, With(Facts(), place => place with { Hosts = [new(Blade, "blade-1", HostStatus.Connected, memory)] }));
        Refused("placement.host-full", "Host", Goal, With(Facts(), place => place with { Hosts = [new(Blade, "blade-1", HostStatus.Connected, memory - ByteSize.FromMiB(1))] }));
        Refused("placement.not-connected", "Host", Goal, With(Facts(), place => place with { Hosts = [new(Blade, "blade-1", HostStatus.Maintenance, memory)] }));
        Refused("relocation.host", "Host", Goal with { Host = null }, Facts());
        Refused("relocation.host", "Host", Goal with { Host = Ids.Next<Host>() }, Facts());
    }

    [Fact]
    public void A_machine_that_is_off_must_fit_the_largest_host()
    {
        var goal = Goal with { Host = null };
        var memory = Facts().Machine.Memory;
        Passes(goal, With(Facts(running: false), place => place with { LargestHost = memory }));
        Refused("memory.no-host", "Pool", goal, With(Facts(running: false), place => place with { LargestHost = memory - ByteSize.FromMiB(1) }));
    }

    [Fact]
    public void All_disks_must_fit_together_and_the_first_that_does_not_says_so()
    {
        Passes(Goal, Room(ByteSize.FromGiB(60)));
        var refused = Assert.Single(Goal.Check(Room(ByteSize.FromGiB(59))).Problems);
        Assert.Equal(("storage.full", Relocation.Field(Data), "The block storage sr-az06 has 59 GiB free; 60 GiB was asked for."), (refused.Code, refused.Field, refused.Message));
    }

    [Fact]
    public void Each_disk_needs_a_place_that_is_reached_and_carries_no_heartbeat()
    {
        Refused("storage.not-in-pool", Relocation.Field(Data), Goal with { Disks = [new(System, Storage)] }, Facts());
        Refused("storage.heartbeat", Relocation.Field(System), Goal with { Disks = [new(System, Heartbeat), new(Data, Storage)] }, Facts());
        Refused("storage.disconnected", Relocation.Field(System), Goal with { Disks = [new(System, Storage)] }, Facts(disks: 1, connected: false));
    }

    [Fact]
    public void Each_adapter_needs_a_network_of_the_pool()
    {
        Refused("network.not-in-pool", Relocation.Field(Adapter), Goal with { Adapters = [] }, Facts());
        Refused("network.not-in-pool", Relocation.Field(Adapter), Goal with { Adapters = [new(Adapter, Ids.Next<VirtualNetwork>())] }, Facts());
    }

    [Fact]
    public void Backup_policies_are_of_the_new_zone_and_one_is_needed_while_it_runs()
    {
        Refused("relocation.backup-policy", "BackupPolicies", Goal with { BackupPolicies = [] }, Facts());
        Refused("backup.other-zone", "BackupPolicies", Goal with { BackupPolicies = [Ids.Next<BackupPolicy>()] }, Facts());
        // Within its zone those it has stay.
        Passes(Goal with { BackupPolicies = [] }, Facts() with { Zone = There });
    }

    [Fact]
    public void Between_zones_the_way_is_not_encrypted_and_that_is_said()
    {
        Assert.Contains(Goal.Advice(Facts()), notice => notice.Code == "relocation.unencrypted");
        Assert.DoesNotContain(Goal.Advice(Facts() with { Zone = There }), notice => notice.Code == "relocation.unencrypted");
    }

    [Fact]
    public void Lost_restarts_and_storage_of_replicas_are_warned_about()
    {
        var facts = Facts(shape: machine => machine.Prioritise(HighAvailabilityPriority.Restart, 0));
        Assert.DoesNotContain(Goal.Advice(facts), notice => notice.Code is "relocation.high-availability-off" or "relocation.replica-target");
        pool.DisableHighAvailability();
        Assert.Equal(
            ["relocation.unencrypted", "relocation.high-availability-off", "relocation.replica-target"],
            Goal.Advice(With(facts, place => place with { ReplicaTargets = [Storage] })).Select(notice => notice.Code));
    }

    [Fact]
    public void A_VLAN_goes_on_as_the_same_ID_and_a_trunk_as_one_that_carries_all_of_it()
    {
        var (vlan, trunk) = (Net("prod-20", NetworkKind.Vlan, 20), Net("trunk", NetworkKind.VlanTrunk, 20, 21));
        var (same, other, wide, narrow) = (Net("production", NetworkKind.Vlan, 20), Net("prod-20", NetworkKind.Vlan, 30), Net("all", NetworkKind.VlanTrunk, 19, 20, 21), Net("trunk", NetworkKind.VlanTrunk, 20));
        Assert.Same(same, NetworkMatch.Find(vlan, [other, same, wide]));
        Assert.Null(NetworkMatch.Find(vlan, [other, wide]));
        Assert.Same(wide, NetworkMatch.Find(trunk, [narrow, same, wide]));
        Assert.Null(NetworkMatch.Find(trunk, [narrow, same]));
    }

    [Fact]
    public void A_machine_that_takes_the_room_of_a_restart_names_who_loses_it()
    {
        var (other, memory) = (Ids.Next<Host>(), ByteSize.FromGiB(4));
        var (arriving, present) = (Machine(true, null), Machine(true, null));
        arriving.ObserveRunning(Blade);
        present.ObserveRunning(other);
        present.Prioritise(HighAvailabilityPriority.Restart, 0);
        pool.EnableHighAvailability(Heartbeat);
        HostRoom[] Rooms(ByteSize free) => [new(Blade, "blade-1", HostStatus.Connected, free), new(other, "blade-2", HostStatus.Connected, memory)];
        Assert.Empty(Arrival.Unprotected(arriving, Blade, pool, Rooms(memory + memory), [present]));
        Assert.Equal("blade-2", Assert.Single(Arrival.Unprotected(arriving, Blade, pool, Rooms(memory + memory - ByteSize.FromMiB(1)), [present])).Host);
        pool.DisableHighAvailability();
        Assert.Empty(Arrival.Unprotected(arriving, Blade, pool, Rooms(memory), [present]));
    }

    RelocationFacts Facts(bool running = true, int disks = 2, bool connected = true, Action<VirtualMachine>? shape = null)
    {
        pool.EnableHighAvailability(Heartbeat);
        return new(
            Machine(running, shape), Here, [.. new RelocationFacts.Disk[] { new(System, "system", ByteSize.FromGiB(20)), new(Data, "data", ByteSize.FromGiB(40)) }.Take(disks)], [new(Adapter, 0)], 0, null, null,
            new(pool, "AZ06", true, [new(Blade, "blade-1", HostStatus.Connected, ByteSize.FromGiB(64))], ByteSize.FromGiB(300),
                [new(Storage, "sr-az06", ByteSize.FromTiB(1), connected), new(Heartbeat, "hb-az06", ByteSize.FromTiB(1), true)], [], [Network], [Policy]));
    }

    RelocationFacts Room(ByteSize free) => With(Facts(), place => place with { Storages = [new(Storage, "sr-az06", free, true), new(Heartbeat, "hb-az06", ByteSize.FromTiB(1), true)] });

    static RelocationFacts With(RelocationFacts facts, Func<RelocationFacts.Place, RelocationFacts.Place> change) => facts with { Target = change(facts.Target!) };

    static VirtualMachine Machine(bool running, Action<VirtualMachine>? shape)
    {
        var machine = new VirtualMachine(Ids.Next<VirtualMachine>(), Ids.Next<Tenant>(), Ids.Next<Pool>(), "erp-db-01", "Debian 12", 2, 1, ByteSize.FromGiB(4), Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveHalted();
        if (running)
        {
            machine.ObserveRunning(Ids.Next<Host>());
            machine.Observe(new GuestTools(true, true, "8.4.0"));
        }

        shape?.Invoke(machine);
        return machine;
    }

    VirtualNetwork Net(string name, NetworkKind kind, params int[] ids) => new(Ids.Next<VirtualNetwork>(), pool.TenantId, pool.Id, name, kind, ids, 1500);

    static void Passes(Relocation goal, RelocationFacts facts) => Assert.Empty(goal.Check(facts).Problems);

    static void Refused(string code, string? field, Relocation goal, RelocationFacts facts)
    {
        var refused = Assert.Single(goal.Check(facts).Problems);
        Assert.Equal((code, field), (refused.Code, refused.Field));
    }
}
