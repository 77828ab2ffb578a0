using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>What must be true of the tables after every event: each rule is shown tables that break it.</summary>
public sealed class InvariantTests : IAsyncLifetime
{
    Cloud cloud = null!;
    VirtualMachine machine = null!;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);
    }

    [Fact]
    public async Task Whole_world_breaks_nothing() => Assert.Null(await BrokenAsync());

    [Fact]
    public Task I1_the_machine_runs_elsewhere_than_is_known() =>
        Breaks("I1", database => database.VirtualMachines.ExecuteUpdateAsync(row => row.SetProperty(it => it.HostId, cloud.World.HostsA[1].Id)));

    [Fact]
    public Task I2_a_host_holds_more_than_it_has() =>
        Breaks("I2", database => database.Set<SimulatedMachine>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Memory, ByteSize.FromTiB(1).Bytes)));

    [Fact]
    public Task I3_something_runs_on_a_failed_host() =>
        Breaks("I3", database => database.Hosts.ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, HostStatus.Failed)));

    [Fact]
    public Task I2_a_machine_on_its_way_does_not_fit_where_it_goes() => Breaks("I2", database =>
    {
        database.Set<SimulatedMachine>().Single(row => row.Id == machine.Id).Migrate(cloud.World.HostsA[1].Id, cloud.Clock.GetUtcNow().AddMinutes(1));
        return Task.FromResult(database.SaveChanges() + database.Set<SimulatedHost>().Where(row => row.Id == cloud.World.HostsA[1].Id)
            .ExecuteUpdate(row => row.SetProperty(it => it.MemoryForMachines, ByteSize.FromGiB(3).Bytes)));
    });

    [Fact]
    public Task I3_something_runs_on_a_host_in_maintenance() =>
        Breaks("I3", database => database.Hosts.ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, HostStatus.Maintenance)));

    [Fact]
    public Task I3_something_was_placed_on_a_host_that_takes_no_machines() => Breaks("I3", database =>
    {
        DateTimeOffset? longAgo = DateTimeOffset.UnixEpoch;
        return database.Set<SimulatedHost>().ExecuteUpdateAsync(row => row.SetProperty(it => it.DisabledAt, longAgo));
    });

    [Fact]
    public async Task I7_more_points_than_are_kept()
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        await Breaks("I7", database => AddPointsAsync(database, ByteSize.Zero));
    }

    [Fact]
    public async Task Points_restore_to_the_exact_bytes_also_after_the_oldest_were_given_up()
    {
        await CopyAsync(6);
        await using var database = cloud.Database();
        Assert.Equal([true, false, false], await database.RecoveryPoints.OrderBy(point => point.CapturedAt).Select(point => point.IsFull).ToListAsync());
        Assert.All(await database.RecoveryPoints.ToListAsync(), point => Assert.NotNull(point.Digest));
        Assert.Null(await BrokenAsync());
    }

    [Fact]
    public Task I8_a_point_in_the_middle_is_gone() => Spoils("restores to other bytes", database => PointAt(database, 1).ExecuteDeleteAsync());

    [Fact]
    public Task I8_a_full_point_is_gone_with_nothing_taken_over() => Spoils("builds on a point that is not there", database => PointAt(database, 0).ExecuteDeleteAsync());

    [Fact]
    public Task I8_a_digest_is_another() => Spoils("restores to other bytes", database => PointAt(database, 1).ExecuteUpdateAsync(row => row.SetProperty(it => it.Digest, 7L)));

    [Fact]
    public Task I8_a_delta_says_that_it_is_full() => Spoils("restores to other bytes", database => PointAt(database, 2).ExecuteUpdateAsync(row => row.SetProperty(it => it.IsFull, true)));

    [Fact]
    public Task I8_a_full_point_says_that_it_is_a_delta() =>
        Spoils("builds on a point that is not there", database => PointAt(database, 0).ExecuteUpdateAsync(row => row.SetProperty(it => it.IsFull, false)));

    [Fact]
    public Task I8_a_point_shows_another_moment() => Spoils("restores to other bytes", database =>
    {
        var at = PointAt(database, 2).Single().CapturedAt.AddMicroseconds(1);
        return PointAt(database, 2).ExecuteUpdateAsync(row => row.SetProperty(it => it.CapturedAt, at));
    });

    [Fact]
    public async Task Points_without_a_digest_are_passed_over_with_what_builds_on_them()
    {
        await CopyAsync(3);
        await using (var database = cloud.Database())
        {
            await PointAt(database, 0).ExecuteUpdateAsync(row => row.SetProperty(it => it.Digest, (long?)null));
            await PointAt(database, 1).ExecuteUpdateAsync(row => row.SetProperty(it => it.Digest, 7L));
        }

        Assert.Null(await BrokenAsync());
    }

    [Fact]
    public async Task I8_a_copy_holds_what_changed_since_another_moment_than_was_asked_for()
    {
        var played = await Played.PlayAsync(GoldenTests.Read("copy-every-quarter-of-an-hour"), services => services.Replace(
            ServiceDescriptor.Singleton<IReplicationLink>(provider => new LateLink(ActivatorUtilities.CreateInstance<SimulatedReplicationLink>(provider)))));
        Assert.StartsWith("I8: The recovery point of P/a at 2026-01-01T00:15:", played.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public Task I9_the_console_counts_more_than_lies_there() =>
        Breaks("I9", database => database.StorageRepositories.ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(21))));

    [Fact]
    public Task I9_the_array_counts_less_than_lies_there() =>
        Breaks("I9", database => database.Set<SimulatedVolume>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(19))));

    [Fact]
    public Task I7_more_points_than_are_kept_after_copies_alone() => BreaksAfterCopies("I7", database => AddPointsAsync(database, ByteSize.Zero));

    [Fact]
    public Task I9_the_points_take_more_than_their_replica_says_after_copies_alone() =>
        BreaksAfterCopies("I9", database => database.RecoveryPoints.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99))));

    [Fact]
    public Task I9_the_replica_says_more_than_is_marked_as_used_after_copies_alone() => BreaksAfterCopies("I9", async database =>
    {
        await database.RecoveryPoints.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99)));
        return await database.Replicas.ExecuteUpdateAsync(row => row.SetProperty(it => it.Size, ByteSize.FromGiB(99)));
    });

    [Fact]
    public Task I9_the_array_counts_less_than_lies_there_after_copies_alone() =>
        BreaksAfterCopies("I9", database => database.Set<SimulatedVolume>().ExecuteUpdateAsync(row => row.SetProperty(it => it.Used, ByteSize.FromGiB(19))));

    [Fact]
    public Task I10_an_activity_runs_without_an_owner() => Breaks("I10", database =>
    {
        AddActivity(database, "Maya Lefort");
        database.SaveChanges();
        DateTimeOffset? lapsed = cloud.Clock.GetUtcNow() - TimeSpan.FromSeconds(61);
        return database.Activities.ExecuteUpdateAsync(row => row.SetProperty(it => it.State, ActivityState.Running).SetProperty(it => it.LeaseUntil, lapsed));
    });

    [Fact]
    public Task I11_a_change_names_nobody() => Breaks("I11", database =>
    {
        AddActivity(database, "");
        return database.SaveChangesAsync();
    });

    [Fact]
    public Task I12_a_machine_stands_in_another_tenants_pool() =>
        Breaks("I12", database => database.Pools.ExecuteUpdateAsync(row => row.SetProperty(it => it.TenantId, cloud.World.Stranger.TenantId)));

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    void AddActivity(ConsoleDbContext database, string actor) => database.Add(new Activity(
        cloud.Get<IdSource>().Next<Activity>(), ActivityTypes.VirtualMachineStop, new ActivityTarget("virtual machine", machine.Id.Value, machine.Name),
        cloud.World.Caller with { Name = actor }, "{}", cloud.Clock.GetUtcNow()));

    async Task Breaks(string name, Func<ConsoleDbContext, Task<int>> spoil)
    {
        await using (var database = cloud.Database()) await spoil(database);
        Assert.StartsWith(name + ":", await BrokenAsync(), StringComparison.Ordinal);
    }

    async Task<int> AddPointsAsync(ConsoleDbContext database, ByteSize size)
    {
        var replica = await database.Replicas.SingleAsync();
        for (var point = 1; point <= 4; point++)
            database.Add(new RecoveryPoint(cloud.Get<IdSource>().Next<RecoveryPoint>(), replica.TenantId, replica.Id, cloud.Clock.GetUtcNow().AddMinutes(point), cloud.Clock.GetUtcNow(), size, true));
        return await database.SaveChangesAsync();
    }

    /// <summary>A machine is copied, everything holds, and then something is spoilt that the books of copies alone must notice.</summary>
    async Task BreaksAfterCopies(string name, Func<ConsoleDbContext, Task<int>> spoil)
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        var books = new SpaceBooks();
        Assert.Null(await LookAsync(books, complete: true));
        await using (var database = cloud.Database())
        {
            var replica = await database.Replicas.SingleAsync();
            var run = new ReplicationRun(replica, replica.NextRunAt, cloud.World.StorageB.Id, cloud.Clock.GetUtcNow());
            run.Complete(new TransferResult(cloud.Clock.GetUtcNow(), ByteSize.Zero, false), cloud.Clock.GetUtcNow());
            database.AddRange(run, new RecoveryPoint(cloud.Get<IdSource>().Next<RecoveryPoint>(), replica.TenantId, replica.Id, cloud.Clock.GetUtcNow(), cloud.Clock.GetUtcNow(), ByteSize.Zero, false));
            await database.SaveChangesAsync();
        }

        Assert.Null(await LookAsync(books, complete: false));
        await using (var database = cloud.Database()) await spoil(database);
        Assert.StartsWith(name + ":", await LookAsync(books, complete: false), StringComparison.Ordinal);
    }

    /// <summary>Makes points of the machine at a quarter of an hour each; three are kept.</summary>
    async Task CopyAsync(int copies)
    {
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        await using (var database = cloud.Database()) await database.ReplicationPolicies.ExecuteUpdateAsync(row => row.SetProperty(it => it.Retained, 3));
        for (var copy = 0; copy < copies; copy++) await CopyAsync();
    }

    async Task CopyAsync()
    {
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(14));
        await cloud.Get<ReplicationEngine>().RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    static IQueryable<RecoveryPoint> PointAt(ConsoleDbContext database, int place)
    {
        var id = database.RecoveryPoints.OrderBy(point => point.CapturedAt).Select(point => point.Id).ToList()[place];
        return database.RecoveryPoints.Where(point => point.Id == id);
    }

    /// <summary>What is done to one of three points is noticed when everything is looked at, and after the next copy of that machine alone.</summary>
    async Task Spoils(string how, Func<ConsoleDbContext, Task<int>> spoil)
    {
        await CopyAsync(2);
        var bytes = new ExactBytes(cloud.Get<Guest>());
        await using (var database = cloud.Database()) Assert.Null(await bytes.BrokenAsync(database, cloud.Clock.GetUtcNow(), complete: true, default));
        await CopyAsync();
        await using (var database = cloud.Database())
        {
            await spoil(database);
            var broken = await bytes.BrokenAsync(database, cloud.Clock.GetUtcNow(), complete: false, default);
            Assert.Matches($"^I8: The recovery point of clu001-[^ ]*/erp-db-01 at 2026-11-23T14:.* {how}", broken);
        }

        Assert.StartsWith("I8:", await BrokenAsync(), StringComparison.Ordinal);
    }

    async Task<string?> LookAsync(SpaceBooks books, bool complete)
    {
        await using var database = cloud.Database();
        return await books.BrokenAsync(database, cloud.Clock.GetUtcNow(), complete, default);
    }

    Task<string?> BrokenAsync() => new Invariants(cloud.Get<IDbContextFactory<ConsoleDbContext>>(), cloud.Get<Guest>()).BrokenAsync(cloud.Clock.GetUtcNow(), null, default);

    /// <summary>A link that takes what was written a moment before the one asked for to be there already.</summary>
    sealed class LateLink(IReplicationLink link) : IReplicationLink
    {
        public Task<IReadOnlyList<HardwareTask>> TransferAsync(IReadOnlyCollection<TransferRequest> requests, CancellationToken stop) => link.TransferAsync(
            [.. requests.Select(request => request with { Way = request.Way with { Since = request.Way.Since?.AddSeconds(1) } })], stop);

        public Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop) => link.TasksAsync(keys, stop);

        public Task<EndedTransfers> EndedAsync(DateTimeOffset? since, CancellationToken stop) => link.EndedAsync(since, stop);

        public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop) => link.ObstaclesAsync(ways, stop);

        public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> FreezingAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) => link.FreezingAsync(machines, stop);

        public Task ForgetAsync(DateTimeOffset before, CancellationToken stop) => link.ForgetAsync(before, stop);

        public Task<HardwareTask> CopyBackAsync(string key, Id<VirtualMachine> copy, Id<VirtualMachine> machine, DateTimeOffset since, CancellationToken stop) =>
            link.CopyBackAsync(key, copy, machine, since, stop);
    }
}
