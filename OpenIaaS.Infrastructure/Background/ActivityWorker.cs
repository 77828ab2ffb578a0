using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background;

/// <summary>
/// Carries out accepted activities. It claims a row by one conditional update, keeps its lease alive while the operation runs, and ends the
/// activity together with what the operation found to be true. An activity whose owner died is claimed again and runs from the top.
/// </summary>
public sealed class ActivityWorker(
    IDbContextFactory<ConsoleDbContext> databases, OperationRunner runner, WorkSignal signal, TimeProvider clock, ILogger<ActivityWorker> log) : BackgroundService
{
    /// <summary>How many operations run at once; nearly all of them wait for hardware.</summary>
    const int MostAtOnce = 200;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<long, Task> running = new();
    DateTimeOffset renewedAt;

    /// <summary>The name under which this worker claims.</summary>
    public string Owner { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>How many operations run now.</summary>
    public int Running => running.Count;

    /// <summary>Keeps the leases of what runs, claims what can be begun and begins it; returns how many were begun.</summary>
    public async Task<int> BeginDueAsync(CancellationToken stop)
    {
        var begun = 0;
        await RenewAsync(stop);
        await using var database = await databases.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        foreach (var sequence in await CandidatesAsync(database, now, stop))
        {
            if (running.ContainsKey(sequence) || !await ClaimAsync(database, sequence, now, stop)) continue;
            var activity = await database.Activities.AsNoTracking().SingleAsync(row => row.Sequence == sequence, stop);
            var run = runner.RunAsync(activity, Owner, stop);
            running[sequence] = run;
            _ = run.ContinueWith(
                _ =>
                {
                    running.TryRemove(sequence, out Task? _);
                    signal.Wake();
                },
                stop, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            begun++;
        }

        return begun;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => EngineLane.RunAsync(() => WorkAsync(stoppingToken), stoppingToken);

    async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BeginDueAsync(stoppingToken);
                await signal.WaitAsync(LookEvery, clock, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "The activity worker could not look for work; it tries again in {Wait}", LookEvery);
                await Task.Delay(LookEvery, clock, stoppingToken);
            }
        }
    }

    async Task<List<long>> CandidatesAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var room = MostAtOnce - running.Count;
        if (room <= 0) return [];
        return await database.Activities
            .Where(row => row.State == ActivityState.Waiting
                ? !database.Activities.Any(other => other.State == ActivityState.Running && other.TargetId == row.TargetId)
                : row.State == ActivityState.Running && row.LeaseUntil < now)
            .OrderBy(row => row.Sequence).Select(row => row.Sequence).Take(room).ToListAsync(stop);
    }

    async Task<bool> ClaimAsync(ConsoleDbContext database, long sequence, DateTimeOffset now, CancellationToken stop)
    {
        var until = now + Activity.Lease;
        try
        {
            return await database.Activities
                .Where(row => row.Sequence == sequence && (row.State == ActivityState.Waiting || (row.State == ActivityState.Running && row.LeaseUntil < now)))
                .ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.State, ActivityState.Running).SetProperty(it => it.Owner, Owner)
                        .SetProperty(it => it.LeaseUntil, until).SetProperty(it => it.StartedAt, it => it.StartedAt ?? now),
                    stop) == 1;
        }
        catch (Exception error) when (DatabaseErrors.IsUniqueViolation(error))
        {
            // Another activity on the same target began in between; this one keeps waiting.
            return false;
        }
    }

    async Task RenewAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (running.IsEmpty || now - renewedAt < RenewEvery) return;
        renewedAt = now;
        var until = now + Activity.Lease;
        await using var database = await databases.CreateDbContextAsync(stop);
        // Only what is really carried out: what could not be ended must lapse, or nobody would ever take it up again.
        var kept = running.Keys.ToList();
        await database.Activities.Where(row => row.State == ActivityState.Running && row.Owner == Owner && kept.Contains(row.Sequence))
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.LeaseUntil, until), stop);
    }
}
