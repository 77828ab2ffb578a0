using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The one way to the simulator's tables: changes one after the other, and nothing seen that has ended but was not settled.</summary>
sealed class SimulationStore(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>How long an ended task is remembered, and with it its key.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    const int TurnsBetweenForgetting = 500;
    const int KeysPerQuery = 500;

    // The database's lock decides between nodes; this one keeps what is read in turn between two changes of this process.
    readonly SemaphoreSlim gate = new(1, 1);
    int turns;

    /// <summary>The present in whole microseconds, which is what PostgreSQL keeps.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        }
    }

    /// <summary>Reads what is true now.</summary>
    public async Task<T> ReadAsync<T>(Func<ConsoleDbContext, DateTimeOffset, Task<T>> read, CancellationToken stop)
    {
        var now = Now;
        await using var database = await databases.CreateDbContextAsync(stop);
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await Settlement.Due(database, now).AnyAsync(stop)) await ChangeAsync((_, _) => Task.FromResult(true), stop);
        return await read(database, now);
    }

    /// <summary>Reads what is true now between two changes of this process: none of them is of an earlier moment and seen only later.</summary>
    public async Task<T> ReadInTurnAsync<T>(Func<ConsoleDbContext, DateTimeOffset, Task<T>> read, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            return await read(database, Now);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Changes something in a turn of its own; what it added or changed is saved when it returns.</summary>
    public async Task<T> ChangeAsync<T>(Func<ConsoleDbContext, DateTimeOffset, Task<T>> change, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            await database.Set<SimulatedSite>().ExecuteUpdateAsync(site => site.SetProperty(row => row.Turn, row => row.Turn + 1), stop);
            var now = Now;
            await Settlement.SettleAsync(database, now, stop);
            if (turns++ % TurnsBetweenForgetting == 0)
            {
                await database.Set<SimulatedTask>().Where(task => task.Settled && task.EndsAt < now - Remembered).ExecuteDeleteAsync(stop);
                await Stays.ForgetAsync(database, now, stop);
            }

            var changed = await change(database, now);
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return changed;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Begins a piece of work once, and says how it stands when it was begun before.</summary>
    public async Task<HardwareTask> BeginAsync(
        string key, Func<ConsoleDbContext, DateTimeOffset, Task<SimulatedTask>> begin, CancellationToken stop) =>
        await ChangeAsync(async (database, now) =>
        {
            var task = await database.Set<SimulatedTask>().SingleOrDefaultAsync(row => row.Key == key, stop);
            if (task is null) database.Add(task = await begin(database, now));
            return task.At(now);
        }, stop);

    /// <summary>Begins many pieces of work in one turn, each once.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="key">The key of each.</param>
    /// <param name="begin">Makes the tasks of those not asked for before, in their order.</param>
    /// <returns>How each stands, in the order they were asked for.</returns>
    public async Task<IReadOnlyList<HardwareTask>> BeginAsync<T>(
        IReadOnlyCollection<T> asked, Func<T, string> key, Func<ConsoleDbContext, DateTimeOffset, IReadOnlyList<T>, Task<List<SimulatedTask>>> begin, CancellationToken stop) =>
        await ChangeAsync<IReadOnlyList<HardwareTask>>(async (database, now) =>
        {
            var known = await KnownAsync(database, [.. asked.Select(key)], stop);
            T[] fresh = [.. asked.Where(one => !known.ContainsKey(key(one))).DistinctBy(key)];
            foreach (var task in await begin(database, now, fresh))
            {
                database.Add(task);
                known[task.Key] = task;
            }

            return [.. asked.Select(one => known[key(one)].At(now))];
        }, stop);

    public Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop) =>
        ReadAsync<IReadOnlyDictionary<string, HardwareTask>>(
            async (database, now) => (await KnownAsync(database, keys, stop)).ToDictionary(task => task.Key, task => task.Value.At(now)), stop);

    /// <summary>Forgets work that has ended and was noted.</summary>
    public Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken stop) => ChangeAsync(async (database, _) =>
    {
        var forgotten = 0;
        foreach (var some in keys.Chunk(KeysPerQuery)) forgotten += await database.Set<SimulatedTask>().Where(task => some.Contains(task.Key) && task.Settled).ExecuteDeleteAsync(stop);
        return forgotten;
    }, stop);

    static async Task<Dictionary<string, SimulatedTask>> KnownAsync(ConsoleDbContext database, IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        Dictionary<string, SimulatedTask> known = [];
        foreach (var some in keys.Chunk(KeysPerQuery))
            foreach (var task in await database.Set<SimulatedTask>().Where(row => some.Contains(row.Key)).ToListAsync(stop)) known[task.Key] = task;
        return known;
    }

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) =>
        ReadAsync(async (database, now) => (await database.Set<SimulatedTask>().SingleOrDefaultAsync(row => row.Key == key, stop))?.At(now), stop);
}
