using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Persistence;

/// <summary>What every database must do alike: the same tests against a SQLite file and against PostgreSQL.</summary>
public sealed class BothProvidersTests
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Empty_database_is_migrated_once(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        await using var database = installation.Database();

        Assert.Empty(await database.Database.GetPendingMigrationsAsync());
        await installation.Get<DatabaseStartup>().MigrateAsync(default);
        Assert.Equal(0, await database.VirtualMachines.CountAsync());
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Every_kind_of_row_is_read_back_as_it_was_saved(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        var scene = installation.Get<DemoWorld>().Compose(20);
        scene.Rows.AddRange(Beside(scene));
        await installation.Get<Fleet>().ImportAsync(scene.Hardware, scene.Rows, _ => Task.FromResult(true), default);
        await using var database = installation.Database();

        var owned = database.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(type => type.IsAssignableTo(typeof(IOwned)));
        Assert.Empty(owned.Except(scene.Rows.Select(row => row.GetType())));
        foreach (var row in scene.Rows)
        {
            var key = database.Model.FindEntityType(row.GetType())!.FindPrimaryKey()!.Properties.Select(property => property.PropertyInfo!.GetValue(row)).ToArray();
            var read = await database.FindAsync(row.GetType(), key);
            Assert.Equal(JsonSerializer.Serialize(row, row.GetType(), Plain), JsonSerializer.Serialize(read, row.GetType(), Plain));
        }
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Identities_sizes_moments_enums_and_members_of_values_filter_and_sort(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        await installation.Get<DemoWorld>().BuildAsync(40, default);
        await using var database = installation.Database();
        var machines = await database.VirtualMachines.AsNoTracking().ToListAsync();
        var points = await database.RecoveryPoints.AsNoTracking().ToListAsync();
        var (large, now, some) = (ByteSize.FromGiB(16), installation.Clock.GetUtcNow(), machines.Take(7).Select(machine => machine.Id).ToList());
        var tools = machines.First(machine => machine.Tools.ManagementAgent).Tools.Version;

        Assert.Equal(
            machines.Where(machine => machine.Memory > large).OrderByDescending(machine => machine.Memory).ThenBy(machine => machine.Id.Value.ToString()).Select(machine => machine.Id),
            await database.VirtualMachines.Where(machine => machine.Memory > large).OrderByDescending(machine => machine.Memory).ThenBy(machine => machine.Id).Select(machine => machine.Id).ToListAsync());
        Assert.Equal(
            points.Where(point => point.CapturedAt > now.AddHours(-2)).OrderBy(point => point.CapturedAt).Select(point => point.CapturedAt),
            await database.RecoveryPoints.Where(point => point.CapturedAt > now.AddHours(-2)).OrderBy(point => point.CapturedAt).Select(point => point.CapturedAt).ToListAsync());
        Assert.Equal(
            machines.Count(machine => machine.HighAvailability == HighAvailabilityPriority.BestEffort && machine.Power == PowerState.Running),
            await database.VirtualMachines.CountAsync(machine => machine.HighAvailability == HighAvailabilityPriority.BestEffort && machine.Power == PowerState.Running));
        Assert.Equal(machines.Count(machine => machine.Tools.Version == tools), await database.VirtualMachines.CountAsync(machine => machine.Tools.Version == tools));
        Assert.Equal(
            ["critical-15min-az06"],
            await database.ReplicationPolicies.Where(policy => policy.Interval.Unit == IntervalUnit.Minutes && policy.Interval.Count < 20 && policy.Name.EndsWith("az06")).Select(policy => policy.Name).ToListAsync());
        Assert.Equal(some.ToHashSet(), [.. await database.VirtualMachines.Where(machine => some.Contains(machine.Id)).Select(machine => machine.Id).ToListAsync()]);
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Names_are_kept_to_the_last_character_and_found_in_either_case(Store store)
    {
        await using var installation = await Installation.CreateAsync(store);
        await installation.Get<DemoWorld>().BuildAsync(90, default);
        await using var database = installation.Database();

        var names = await database.VirtualMachines.Select(machine => machine.Name).ToListAsync();
        Assert.Empty(DemoNames.TakenOver.Except(names));
        var key = VirtualMachine.KeyOf("COMPTABILITÉ GÉNÉRALE");
        Assert.Equal("Comptabilité générale – été", await database.VirtualMachines.Where(machine => machine.NameKey.Contains(key)).Select(machine => machine.Name).Distinct().SingleAsync());
    }

    /// <summary>What the demo world has none of.</summary>
    static object[] Beside(DemoScene scene)
    {
        var machine = scene.Rows.OfType<VirtualMachine>().First();
        var user = scene.Rows.OfType<Infrastructure.Identity.User>().First();
        var caller = new Caller(machine.TenantId, user.Id, user.DisplayName, []);
        var failed = new Activity(scene.Ids.Next<Activity>(), "test", new ActivityTarget("virtual machine", machine.Id.Value, machine.Name), caller, "{}", scene.Now.AddHours(-1));
        failed.Fail("The blade said no.", scene.Now);
        var snapshot = new Snapshot(scene.Ids.Next<Snapshot>(), machine, "before the update", "kept for a week", true, scene.Now);
        var merged = new SnapshotDisk(snapshot, scene.Rows.OfType<VirtualDisk>().First(disk => disk.MachineId == machine.Id), ByteSize.FromGiB(4));
        merged.Observe(new CoalesceObservation(snapshot.Id, merged.DiskId, ByteSize.FromGiB(3), TimeSpan.FromMinutes(5), FreezesMachine: true), scene.Now);
        var (replica, policy) = (scene.Rows.OfType<Replica>().First(), scene.Rows.OfType<ReplicationPolicy>().First());
        var rehearsal = new Rehearsal(scene.Ids.Next<Rehearsal>(), policy, "Maya Lefort", 20, 1, scene.Now);
        var host = scene.Rows.OfType<Host>().First();
        var (failure, rows) = Identity.TwoTenants.Failed(scene.Ids.Next<Domain.HighAvailability.Failures.PoolFailure>(), scene.Rows.OfType<Pool>().First(), host.Id, host.Name, machine, scene.Now.AddHours(-4));
        return
        [
            failure,
            .. rows,
            failed,
            new FormerReplica(new Replica(scene.Ids.Next<Replica>(), machine.TenantId, machine.Id, policy.Id, policy.Interval.Every, scene.Now.AddDays(-3)), "été-01", policy.Name, scene.Now),
            new IntervalChange(policy, new ReplicationInterval(2, IntervalUnit.Hours), policy.Interval, scene.Now.AddHours(-3)),
            new Failover(scene.Ids.Next<Failover>(), FailoverKind.Test, replica, machine, scene.Ids.Next<VirtualMachine>(), scene.Now),
            rehearsal,
            new RehearsedMachine(rehearsal, 0, replica, machine, scene.Ids.Next<VirtualMachine>()),
            new SkippedTicks(scene.Rows.OfType<Replica>().First(), 2, TimeSpan.FromMinutes(15)),
            new ReplicationSuspension(scene.Rows.OfType<Replica>().First(), scene.Now.AddDays(-1)),
            new SpaceSample(scene.Rows.OfType<StorageRepository>().First(), scene.Now.AddHours(-1)),
            new Outage(machine.TenantId, OutageScope.Compute, scene.Rows.OfType<Host>().First().Id.Value, "blade-1", scene.Now.AddHours(-2)),
            new AccessToken(scene.Ids.Next<AccessToken>(), machine.TenantId, user.Id, "scripts", "hash", [Permission.ComputeRead, Permission.Lab], scene.Now.AddDays(30)),
            new SavedScenario(scene.Ids.Next<SavedScenario>(), machine.TenantId, "two blades", "{ \"duration\": \"PT1H\" }", "Maya Lefort", scene.Now),
            new SavedView(scene.Ids.Next<SavedView>(), ViewedList.Replicas, shared: false, "Réplicas en retard", "status=Breached", caller, scene.Now),
            new Upload(scene.Ids.Next<Upload>(), caller, new UploadFile(UploadKind.Iso, "Été_2026.ISO", ByteSize.FromGiB(3), scene.Now.AddDays(-2)), "{}", scene.Now),
            new StaticAddress(scene.Ids.Next<StaticAddress>(), scene.Rows.OfType<PrivateNetwork>().First(), "10.60.0.99", "02:16:3e:60:00:99", "adresse réservée").ComingWith(scene.Rows.OfType<NetworkAdapter>().First().Id),
            snapshot,
            merged,
            new MachineBackup(scene.Ids.Next<MachineBackup>(), machine.TenantId, machine.Id, scene.Rows.OfType<BackupPolicy>().First().Id, scene.Now, ByteSize.FromGiB(12)),
        ];
    }
}
