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

    // The database's lock decides between nodes; waiting for it here first keeps SQLite's slow busy loop out of the way.
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
                await database.Set<SimulatedTask>().Where(task => task.Settled && task.EndsAt < now - Remembered).ExecuteDeleteAsync(stop);
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

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop) =>
        ReadAsync(async (database, now) => (await database.Set<SimulatedTask>().SingleOrDefaultAsync(row => row.Key == key, stop))?.At(now), stop);
}
