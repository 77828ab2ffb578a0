using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Persistence;

namespace OpenIaaS.Tests.Replication;

/// <summary>"Exactly one run per machine and tick even when two nodes try": two engines over one database.</summary>
public sealed class TwoEnginesTests
{
    const int Meetings = 30;

    static readonly TimeSpan Time = TimeSpan.FromMinutes(50);

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task Two_nodes_interleaved_at_every_word_do_what_one_would_have_done(Store store)
    {
        string alone;
        await using (var stage = await EngineStage.CreateAsync(store))
        {
            var engine = stage.Engine();
            await stage.PlayAsync(Time, async () =>
            {
                await engine.RunAsync(default);
                return engine;
            });
            alone = await stage.StateAsync();
        }

        await using var shared = await EngineStage.CreateAsync(store);
        var turnstile = new Turnstile();
        var (first, second) = (shared.Engine(database: options => options.AddInterceptors(turnstile)), shared.Engine());
        var (word, met) = (0, 0);
        await shared.PlayAsync(Time, async () =>
        {
            turnstile.Set(word, async () =>
            {
                met++;
                await second.RunAsync(default);
            });
            await first.RunAsync(default);
            word = turnstile.Opened ? word + 1 : 0;
            return first;
        });

        Assert.True(met >= Meetings, $"They met {met} times only.");
        Assert.Equal(alone, await shared.StateAsync());
        await using var database = shared.Installation.Database();
        await SpaceAgreesAsync(database);
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task A_node_that_was_held_up_while_another_did_its_work_changes_nothing_and_leaves_no_space_taken(Store store)
    {
        await using var stage = await EngineStage.CreateAsync(store);
        var clock = stage.Installation.Clock;
        HeldLink? held = null;
        var (old, other) = (stage.Engine(services => services.AddSingleton<IReplicationLink>(provider => held = new HeldLink(ActivatorUtilities.CreateInstance<SimulatedReplicationLink>(provider)))), stage.Engine());
        clock.SetUtcNow((await other.NextDueAsync(default))!.Value);
        var late = old.RunAsync(default);
        await held!.Reached;

        // The other node finds the runs unasked, makes their points, and has the hardware forget them.
        clock.Advance(TimeSpan.FromSeconds(61));
        await stage.PlayAsync(TimeSpan.FromMinutes(6), async () =>
        {
            await other.RunAsync(default);
            return other;
        });
        clock.Advance(TimeSpan.FromMinutes(3));
        await other.RunAsync(default);
        await using (var database = stage.Installation.Database())
            Assert.Empty(await database.Set<SimulatedTask>().Where(task => held.Keys.Contains(task.Key)).ToListAsync());
        var before = await CopiedAsync(stage);
        held.LetGo();
        await late;
        await using (var database = stage.Installation.Database())
            Assert.NotEmpty(await database.Set<SimulatedTask>().Where(task => held.Keys.Contains(task.Key)).ToListAsync());
        await stage.PlayAsync(TimeSpan.FromMinutes(7), async () =>
        {
            await other.RunAsync(default);
            await old.RunAsync(default);
            return other;
        });

        Assert.Equal(before, (await CopiedAsync(stage)).Where(run => before.Contains(run)));
        await using var after = stage.Installation.Database();
        Assert.Empty(await after.ReplicationRuns.Where(run => run.OfTick).GroupBy(run => new { run.ReplicaId, run.Tick }).Where(same => same.Count() > 1).Select(same => same.Key.Tick).ToListAsync());
        await SpaceAgreesAsync(after);
    }

    [Theory, MemberData(nameof(Installation.Stores), MemberType = typeof(Installation))]
    public async Task A_second_run_of_a_tick_and_a_second_one_at_a_time_are_refused_by_the_database(Store store)
    {
        await using var stage = await EngineStage.CreateAsync(store);
        var now = stage.Installation.Clock.GetUtcNow();
        await using var database = stage.Installation.Database();
        var replica = await database.Replicas.AsNoTracking().FirstAsync(row => row.RunningSince == null);
        var known = await database.ReplicationRuns.AsNoTracking().FirstAsync(run => run.ReplicaId == replica.Id && run.OfTick);

        Assert.True(await RefusesAsync(Ended(new ReplicationRun(replica, known.Tick, known.TargetStorageId, now.AddMinutes(1)))));
        Assert.False(await RefusesAsync(Ended(new ReplicationRun(replica, known.Tick, known.TargetStorageId, now.AddMinutes(2), catchesUp: true))));
        Assert.False(await RefusesAsync(new ReplicationRun(replica, now.AddMinutes(3), known.TargetStorageId, now.AddMinutes(3))));
        Assert.True(await RefusesAsync(new ReplicationRun(replica, now.AddMinutes(4), known.TargetStorageId, now.AddMinutes(4), catchesUp: true)));

        ReplicationRun Ended(ReplicationRun run)
        {
            run.Fail("It is over.", now);
            return run;
        }

        async Task<bool> RefusesAsync(ReplicationRun run)
        {
            await using var other = stage.Installation.Database();
            other.Add(run);
            try
            {
                await other.SaveChangesAsync();
                return false;
            }
            catch (DbUpdateException error) when (DatabaseErrors.IsUniqueViolation(error))
            {
                return true;
            }
        }
    }

    static async Task<List<string>> CopiedAsync(EngineStage stage)
    {
        await using var database = stage.Installation.Database();
        return [.. (await database.ReplicationRuns.AsNoTracking().Where(run => run.EndedAt != null).OrderBy(run => run.ReplicaId).ThenBy(run => run.BeganAt).ToListAsync())
            .Select(run => $"{run.ReplicaId} {run.Tick:O} {run.BeganAt:O} {run.ExpectedAt:O} {run.EndedAt:O} {run.CapturedAt:O} {run.Size} {run.Reason}")];
    }

    /// <summary>What the arrays hold for replication is what the points take, and what copies under way have taken.</summary>
    static async Task SpaceAgreesAsync(ConsoleDbContext database)
    {
        var open = await database.ReplicationRuns.AsNoTracking().Where(run => run.EndedAt == null).ToListAsync();
        var keys = open.ConvertAll(run => run.TransferKey);
        var under = await database.Set<SimulatedTask>().AsNoTracking().Where(task => keys.Contains(task.Key)).ToListAsync();
        var targets = await database.ReplicationPolicies.Select(policy => policy.TargetStorageId).Distinct().ToListAsync();
        foreach (var storage in await database.StorageRepositories.AsNoTracking().Where(storage => targets.Contains(storage.Id)).ToListAsync())
        {
            var volume = await database.Set<SimulatedVolume>().AsNoTracking().SingleAsync(row => row.Id == storage.Id);
            Assert.Equal(storage.Used + under.Where(task => task.VolumeId == storage.Id).Aggregate(ByteSize.Zero, (sum, task) => sum + task.Size), volume.Used);
        }
    }

    /// <summary>A link whose first request is held up on its way to the hardware.</summary>
    sealed class HeldLink(IReplicationLink link) : IReplicationLink
    {
        readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public IReadOnlyList<string> Keys { get; private set; } = [];

        public void LetGo() => gone.TrySetResult();

        public async Task<IReadOnlyList<HardwareTask>> TransferAsync(IReadOnlyCollection<TransferRequest> requests, CancellationToken stop)
        {
            if (Keys.Count == 0) Keys = [.. requests.Select(request => request.Key)];
            reached.TrySetResult();
            await gone.Task;
            return await link.TransferAsync(requests, stop);
        }

        public Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop) => link.TasksAsync(keys, stop);

        public Task<EndedTransfers> EndedAsync(DateTimeOffset? since, CancellationToken stop) => link.EndedAsync(since, stop);

        public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop) => link.ObstaclesAsync(ways, stop);

        public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> FreezingAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) => link.FreezingAsync(machines, stop);

        public Task<HardwareTask> CopyBackAsync(string key, Id<VirtualMachine> copy, Id<VirtualMachine> machine, DateTimeOffset since, CancellationToken stop) =>
            link.CopyBackAsync(key, copy, machine, since, stop);

        public Task ForgetAsync(DateTimeOffset before, CancellationToken stop) => link.ForgetAsync(before, stop);
    }
}
