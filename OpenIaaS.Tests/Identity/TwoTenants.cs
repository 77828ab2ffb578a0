using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>A cloud in which two tenants have something of every kind; what the one owns, the other must never learn of.</summary>
sealed class TwoTenants : IAsyncDisposable
{
    TwoTenants(Cloud cloud) => Cloud = cloud;

    public Cloud Cloud { get; }

    public Caller Owner => Cloud.World.Caller;

    public Caller Stranger => Cloud.World.Stranger;

    /// <summary>What the owner has, one of each kind.</summary>
    public IReadOnlyDictionary<Type, Guid> Owned { get; private set; } = null!;

    /// <summary>What the stranger has, one of each kind.</summary>
    public IReadOnlyDictionary<Type, Guid> Strange { get; private set; } = null!;

    public static async Task<TwoTenants> CreateAsync()
    {
        var tenants = new TwoTenants(await Cloud.CreateAsync());
        tenants.Owned = await tenants.ArrangeOwnerAsync();
        tenants.Strange = await tenants.ArrangeStrangerAsync();
        return tenants;
    }

    /// <summary>Takes every row of the owner out of every table, as if none had ever been there.</summary>
    public async Task RemoveOwnerAsync()
    {
        await using var database = Cloud.Database();
        await database.Database.OpenConnectionAsync();
        await database.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
        foreach (var table in UseCases.Tables(database, owned: true))
        {
#pragma warning disable EF1002 // the name of a table of the model
            var removed = await database.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table}\" WHERE TenantId = {{0}}", Owner.TenantId.Value);
#pragma warning restore EF1002
            Assert.True(removed > 0 || Unused.Contains(table), $"The owner has nothing in {table}: the wall is not tested there.");
        }

        await database.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON");
    }

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    /// <summary>Tables whose rows no command and no query of a tenant touches.</summary>
    static readonly string[] Unused = [];

    async Task<Dictionary<Type, Guid>> ArrangeOwnerAsync()
    {
        var (world, ids) = (Cloud.World, Cloud.Get<IdSource>());
        var machine = await Cloud.AddMachineAsync("erp-db-01", world.HostsA[0], policy: world.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(Cloud, machine);
        await Cloud.AddMachineAsync("erp-app-01");
        // One whole copy: begun, and ended before the next one is due.
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(10));
        await Cloud.Get<ReplicationEngine>().RunAsync(default);
        machine = await Cloud.MachineAsync(machine.Id);
        await Cloud.CompleteAsync(await Cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, ["erp", "text"]), Owner, default));
        await Cloud.CompleteAsync(await Cloud.Get<TakeSnapshot>().SubmitAsync(machine.Id, "before-upgrade", "", includesMemory: false, Owner, default));
        var filed = await Cloud.CompleteAsync(await Cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input("Why is it slow?", "It is slow."), Owner, default));

        await using var database = Cloud.Database();
        var image = new DiskImage(ids.Next<DiskImage>(), Owner.TenantId, world.StorageA.Id, "debian-12.iso", "", ByteSize.FromMiB(600));
        var upload = new Upload(ids.Next<Upload>(), Owner, new UploadFile(UploadKind.Iso, "text", ByteSize.FromGiB(1), new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero)), "", Cloud.Clock.GetUtcNow());
        database.AddRange(image, upload);
        database.Add(new SpaceSample(await database.StorageRepositories.SingleAsync(storage => storage.Id == world.StorageA.Id), Cloud.Clock.GetUtcNow()));
        var loose = new VirtualDisk(ids.Next<VirtualDisk>(), Owner.TenantId, machine.Id, world.StorageA.Id, "left-over-text", ByteSize.FromGiB(1), 7);
        loose.Detach();
        database.Add(loose);
        database.Add(new NetworkAdapter(ids.Next<NetworkAdapter>(), Owner.TenantId, machine.Id, world.NetworkA.Id, 1, MacAddress.From(machine.Id.Value), ""));
        database.Add(new Outage(Owner.TenantId, OutageScope.Compute, world.HostsA[1].Id.Value, world.HostsA[1].Name, Cloud.Clock.GetUtcNow().AddHours(-1)));
        var backup = new MachineBackup(ids.Next<MachineBackup>(), Owner.TenantId, machine.Id, world.Daily.Id, Cloud.Clock.GetUtcNow(), ByteSize.FromGiB(1));
        database.Add(backup);
        var scenario = new SavedScenario(ids.Next<SavedScenario>(), Owner.TenantId, "two-blades", "{}", Owner.Name, Cloud.Clock.GetUtcNow());
        var view = new SavedView(ids.Next<SavedView>(), ViewedList.VirtualMachines, shared: true, "erp, off", "q=erp&status=PoweredOff", Owner, Cloud.Clock.GetUtcNow());
        database.AddRange(scenario, view);
        var (copied, promise, lately) = (await database.Replicas.SingleAsync(), await database.ReplicationPolicies.SingleAsync(), Cloud.Clock.GetUtcNow().AddDays(-2));
        database.AddRange(
            new ReplicaDay(copied, ReplicaDay.Of(lately), new LedgerTime(0, TimeSpan.TicksPerHour, 0, TimeSpan.TicksPerHour)), new PromiseBreach(copied, lately, lately.AddHours(1), BreachCause.LinkDown),
            new ReplicationSuspension(copied, lately.AddDays(-1)), new IntervalChange(promise, new ReplicationInterval(1, IntervalUnit.Hours), promise.Interval, lately), new FormerReplica(new Replica(new Id<Replica>(ids.Next()), Owner.TenantId, machine.Id, promise.Id, promise.Interval.Every, lately), "erp-old-01", promise.Name, lately.AddDays(1)),
            new SkippedTicks(copied, 1, TimeSpan.FromHours(1)));
        var sister = new Tenant(ids.Next<Tenant>(), world.Organization.Id, "Recovery", true);
        var backbone = new BackboneNetwork(ids.Next<BackboneNetwork>(), world.Tenant, "prod-20", 20, Cloud.Clock.GetUtcNow());
        var propagation = new Propagation(ids.Next<Propagation>(), Owner.TenantId, backbone.Id, world.PoolA.Id);
        propagation.Deliver(world.NetworkA.Id);
        var vpc = new Vpc(ids.Next<Vpc>(), Owner.TenantId, "vpc-erp");
        var carried = new PrivateNetwork(ids.Next<PrivateNetwork>(), vpc, backbone.Id, "erp-private", Ipv4Range.Parse("10.60.0.0/24").Value);
        var kept = new StaticAddress(ids.Next<StaticAddress>(), carried, "10.60.0.20", MacAddress.From(machine.Id.Value), "erp");
        database.AddRange(vpc, carried, kept, new StaticAddress(ids.Next<StaticAddress>(), carried, "10.60.0.21", "text", "erp, off"));
        var token = new AccessToken(ids.Next<AccessToken>(), Owner.TenantId, Owner.UserId!.Value, "ci-erp", "0", [Permission.ComputeRead], Cloud.Clock.GetUtcNow().AddDays(1));
        var (replica, policy) = (await database.Replicas.SingleAsync(), await database.ReplicationPolicies.SingleAsync());
        var failover = new Failover(ids.Next<Failover>(), FailoverKind.Test, replica, machine, ids.Next<VirtualMachine>(), Cloud.Clock.GetUtcNow());
        failover.Run(Cloud.Clock.GetUtcNow().AddDays(1));
        var rehearsal = new Rehearsal(ids.Next<Rehearsal>(), policy, Owner.Name, null, 1, Cloud.Clock.GetUtcNow());
        rehearsal.End(0, null, Cloud.Clock.GetUtcNow());
        database.AddRange(failover, rehearsal, new RehearsedMachine(rehearsal, 0, replica, machine, ids.Next<VirtualMachine>()), new ReplicationSuspension(replica, Cloud.Clock.GetUtcNow().AddDays(-1)));
        database.AddRange(token, sister, backbone, propagation, new NetworkShare(backbone.Id, Owner.TenantId, sister.Id));
        (await database.Pools.SingleAsync(pool => pool.Id == world.PoolA.Id)).EnableHighAvailability(world.HeartbeatA.Id);
        var (failure, rows) = Failed(ids.Next<PoolFailure>(), world.PoolA, world.HostsA[0].Id, world.HostsA[0].Name, machine, lately);
        database.AddRange([failure, .. rows]);
        var ticket = await database.Tickets.SingleAsync();
        database.Entry(ticket).Property(it => it.Status).CurrentValue = TicketStatus.AnswerRequired;
        await database.SaveChangesAsync();
        return new Dictionary<Type, Guid>(PermissionTests.Objects(Cloud, machine))
        {
            [typeof(AccessToken)] = token.Id.Value, [typeof(Organization)] = world.Organization.Id.Value, [typeof(Infrastructure.Identity.User)] = world.Operator.Id,
            [typeof(PrivateNetwork)] = carried.Id.Value, [typeof(StaticAddress)] = kept.Id.Value,
            [typeof(BackboneNetwork)] = backbone.Id.Value, [typeof(Propagation)] = propagation.Id.Value, [typeof(MachineBackup)] = backup.Id.Value,
            [typeof(AvailabilityZone)] = world.ZoneA.Id.Value, [typeof(DiskImage)] = image.Id.Value, [typeof(Upload)] = upload.Id.Value, [typeof(Replica)] = (await database.Replicas.SingleAsync()).Id.Value,
            [typeof(ReplicationPolicy)] = (await database.ReplicationPolicies.SingleAsync()).Id.Value, [typeof(Ticket)] = ticket.Id.Value, [typeof(Activity)] = filed.Id.Value,
            [typeof(PoolFailure)] = failure.Id.Value, [typeof(Failover)] = failover.Id.Value, [typeof(Rehearsal)] = rehearsal.Id.Value, [typeof(RecoveryPoint)] = (await database.RecoveryPoints.SingleAsync()).Id.Value,
            [typeof(SavedScenario)] = scenario.Id.Value, [typeof(SavedView)] = view.Id.Value, [typeof(Snapshot)] = (await database.Snapshots.SingleAsync()).Id.Value,
            [typeof(NetworkAdapter)] = (await database.NetworkAdapters.FirstAsync(adapter => adapter.MachineId == machine.Id)).Id.Value,
            [typeof(VirtualDisk)] = (await database.VirtualDisks.FirstAsync(disk => disk.MachineId == machine.Id)).Id.Value,
        };
    }

    async Task<Dictionary<Type, Guid>> ArrangeStrangerAsync()
    {
        var (world, ids, tenant, now) = (Cloud.World, Cloud.Get<IdSource>(), Stranger.TenantId, Cloud.Clock.GetUtcNow());
        var pool = new Pool(ids.Next<Pool>(), tenant, world.ZoneA.Id, "clu009-az05", "STANDARD");
        var host = new Host(ids.Next<Host>(), tenant, pool.Id, "clu009-blade-1", "STANDARD", "clu009-ch1", 1, true);
        var storage = new StorageRepository(ids.Next<StorageRepository>(), tenant, pool.Id, "sr-fleuve-01", "FLASH - Standard", ByteSize.FromTiB(4), true, "fs-fleuve-01");
        var network = new VirtualNetwork(ids.Next<VirtualNetwork>(), tenant, pool.Id, "fleuve-30", NetworkKind.Vlan, [30], 1500);
        var template = new Template(
            ids.Next<Template>(), tenant, pool.Id, "fleuve-base", "", "Debian 12", 1, ByteSize.FromGiB(1), Firmware.Uefi,
            [new TemplateDisk("text", ByteSize.FromGiB(1), storage.Id)], [new TemplateAdapter("eth0", network.Id)]);
        var policy = new BackupPolicy(ids.Next<BackupPolicy>(), tenant, world.ZoneA.Id, "fleuve-daily", "0 20 * * *", new BackupRetention(7, 0, 0));
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), tenant, pool.Id, "fleuve-core-01", "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, now);
        machine.ObserveHalted();
        machine.SetTags(["text"]);
        var token = new AccessToken(ids.Next<AccessToken>(), tenant, Stranger.UserId!.Value, "ci-fleuve", "0", [Permission.ComputeRead], now.AddDays(1));
        var image = new DiskImage(ids.Next<DiskImage>(), tenant, storage.Id, "fleuve.iso", "", ByteSize.FromMiB(600));
        var replication = new ReplicationPolicy(ids.Next<ReplicationPolicy>(), tenant, "fleuve-hourly", "", new ReplicationInterval(1, IntervalUnit.Hours), 2, storage.Id, now);
        var ticket = new Ticket(ids.Next<Ticket>(), tenant, Stranger.UserId!.Value, Stranger.Name, TicketKind.Question, "The river rises", "It does.", now);
        var activity = new Activity(ids.Next<Activity>(), ActivityTypes.VirtualMachineTags, MachineTarget.Of(machine), Stranger, "{}", now);
        activity.Complete("", now);
        var scenario = new SavedScenario(ids.Next<SavedScenario>(), tenant, "fleuve-blades", "{}", Stranger.Name, now);
        var view = new SavedView(ids.Next<SavedView>(), ViewedList.VirtualMachines, shared: true, "fleuve, on", "q=fleuve", Stranger, now);
        var snapshot = new Snapshot(ids.Next<Snapshot>(), machine, "before-the-flood", "", false, now);
        snapshot.Keep();
        var upload = new Upload(ids.Next<Upload>(), Stranger, new UploadFile(UploadKind.Iso, "fleuve.iso", ByteSize.FromGiB(1), now), "", now);
        await using var database = Cloud.Database();
        var replica = new Replica(ids.Next<Replica>(), tenant, machine.Id, replication.Id, replication.Interval.Every, now);
        var point = new RecoveryPoint(ids.Next<RecoveryPoint>(), tenant, replica.Id, now, now, ByteSize.FromGiB(1), true);
        var failover = new Failover(ids.Next<Failover>(), FailoverKind.Test, replica, machine, ids.Next<VirtualMachine>(), now);
        var rehearsal = new Rehearsal(ids.Next<Rehearsal>(), replication, Stranger.Name, null, 1, now);
        database.AddRange(replica, failover, rehearsal, point);
        var disk = new VirtualDisk(ids.Next<VirtualDisk>(), tenant, machine.Id, storage.Id, "fleuve-data", ByteSize.FromGiB(1), 0);
        var adapter = new NetworkAdapter(ids.Next<NetworkAdapter>(), tenant, machine.Id, network.Id, 0, "02:00:00:00:00:30", "");
        var backbone = new BackboneNetwork(ids.Next<BackboneNetwork>(), await database.Tenants.SingleAsync(row => row.Id == tenant), "fleuve-30", 30, now);
        var propagation = new Propagation(ids.Next<Propagation>(), tenant, backbone.Id, pool.Id);
        propagation.Deliver(network.Id);
        var vpc = new Vpc(ids.Next<Vpc>(), tenant, "vpc-fleuve");
        var carried = new PrivateNetwork(ids.Next<PrivateNetwork>(), vpc, backbone.Id, "fleuve-private", Ipv4Range.Parse("10.60.0.0/24").Value);
        var kept = new StaticAddress(ids.Next<StaticAddress>(), carried, "10.60.0.30", "02:00:00:00:00:30", "fleuve");
        var (failure, rows) = Failed(ids.Next<PoolFailure>(), pool, host.Id, host.Name, machine, now);
        database.AddRange([failure, .. rows]);
        database.AddRange(backbone, propagation, vpc, carried, kept);
        database.AddRange(token, upload, adapter, disk, snapshot, scenario, view, pool, host, storage, network, template, policy, machine, image, replication, ticket, activity);
        await database.SaveChangesAsync();
        // Of the hardware a chassis and a volume are the stranger's alone; the interconnects serve both.
        await Cloud.Get<Fleet>().ImportAsync(new FleetPlan(
            [new FleetPlan.Blade(host.Id, pool.Id, pool.Name, pool.ZoneId, host.Name, host.Chassis, host.Slot, host.Memory, host.Class.LinkGigabits)],
            [new FleetPlan.Volume(storage.Id, pool.ZoneId, storage.Name, storage.ClassName, storage.Array, storage.Capacity)], [], []), default);
        return new()
        {
            [typeof(PrivateNetwork)] = carried.Id.Value, [typeof(StaticAddress)] = kept.Id.Value,
            [typeof(AccessToken)] = token.Id.Value, [typeof(HardwarePart)] = PartList.IdOf(world.ZoneA.Id, "UCS 1", host.Chassis).Value, [typeof(BackboneNetwork)] = backbone.Id.Value, [typeof(Propagation)] = propagation.Id.Value,
            [typeof(Pool)] = pool.Id.Value, [typeof(Host)] = host.Id.Value, [typeof(StorageRepository)] = storage.Id.Value, [typeof(VirtualNetwork)] = network.Id.Value,
            [typeof(Template)] = template.Id.Value, [typeof(BackupPolicy)] = policy.Id.Value, [typeof(VirtualMachine)] = machine.Id.Value, [typeof(DiskImage)] = image.Id.Value,
            [typeof(ReplicationPolicy)] = replication.Id.Value, [typeof(Ticket)] = ticket.Id.Value, [typeof(Activity)] = activity.Id.Value, [typeof(Tenant)] = tenant.Value,
            [typeof(PoolFailure)] = failure.Id.Value, [typeof(Replica)] = replica.Id.Value, [typeof(Failover)] = failover.Id.Value, [typeof(Rehearsal)] = rehearsal.Id.Value, [typeof(RecoveryPoint)] = point.Id.Value,
            [typeof(AvailabilityZone)] = world.ZoneA.Id.Value, [typeof(SavedScenario)] = scenario.Id.Value, [typeof(SavedView)] = view.Id.Value, [typeof(Snapshot)] = snapshot.Id.Value, [typeof(VirtualDisk)] = disk.Id.Value, [typeof(NetworkAdapter)] = adapter.Id.Value, [typeof(Upload)] = upload.Id.Value,
        };
    }

    /// <summary>A failure of one host with a machine that was tried once and waits; neither of the two is changed by it.</summary>
    internal static (PoolFailure Failure, object[] Rows) Failed(Id<PoolFailure> id, Pool pool, Id<Host> host, string name, VirtualMachine machine, DateTimeOffset at)
    {
        var failure = new PoolFailure(id, pool, "AZ05", at, at.AddSeconds(30));
        var blade = new Host(host, pool.TenantId, pool.Id, name, "STANDARD", "ch1", 1, false);
        blade.LoseHeartbeat(at);
        blade.Fail(at.AddSeconds(30), $"The blade {name} has no power.", at);
        var down = new VirtualMachine(machine.Id, pool.TenantId, pool.Id, machine.Name, "Debian 12", 1, 1, machine.Memory, Firmware.Uefi, at);
        down.Prioritise(HighAvailabilityPriority.Restart, 0);
        down.Lose(at.AddSeconds(30));
        var lost = new LostMachine(new FailedHost(failure, blade), down, true, at.AddSeconds(30));
        var attempt = new Activity(new Id<Activity>(id.Value), ActivityTypes.VirtualMachineRecover, MachineTarget.Of(machine), Caller.System("test", pool.TenantId), "{}", at.AddSeconds(31));
        attempt.Fail($"{machine.Name} is not restarted: it needs 1 GiB.", at.AddSeconds(40));
        return (failure, [new FailedHost(failure, blade), lost, new RestartAttempt(lost, attempt, null)]);
    }
}
