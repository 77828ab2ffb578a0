using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background;

/// <summary>Carries out one claimed activity to its end: runs the operation, then saves what is true now together with the end.</summary>
public sealed class OperationRunner(
    IEnumerable<IOperation> operations, IDbContextFactory<ConsoleDbContext> databases, ChangeFeed feed, TimeProvider clock, ILogger<OperationRunner> log)
{
    const int Attempts = 16;

    /// <summary>How much longer it is until progress is noted again, for each operation that runs: about twenty notes a second in all.</summary>
    static readonly TimeSpan NoteLater = TimeSpan.FromMilliseconds(50);

    /// <summary>Before the end is tried again after a database that did not answer; longer each time.</summary>
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    readonly Dictionary<string, IOperation> byType = operations.ToDictionary(operation => operation.ActivityType);
    int running;

    public async Task RunAsync(Activity activity, string owner, CancellationToken stop)
    {
        Interlocked.Increment(ref running);
        try
        {
            // Claiming was a bulk update, which passes by the interceptor that feeds the open pages.
            await feed.AnnounceAsync(databases, new Change(typeof(Activity), activity.TenantId), stop);
            var operation = byType[activity.Type];
            var progress = new ActivityProgress(activity, databases, feed, clock, () => NoteLater * Volatile.Read(ref running));
            var result = await GuardedAsync(operation, activity, progress, stop);
            await EndAsync(operation, activity, owner, result, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process is going down; the lease lapses and the activity is taken up again.
        }
        catch (Exception error)
        {
            log.LogError(error, "Activity {Activity} could not be ended; it is taken up again when its lease lapses", activity.Id);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    async Task<Result<string>> GuardedAsync(IOperation operation, Activity activity, ActivityProgress progress, CancellationToken stop)
    {
        try
        {
            return await operation.RunAsync(activity.Input, progress, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var trace = TraceId();
            log.LogError(error, "Activity {Activity} of type {Type} failed, trace {Trace}", activity.Id, activity.Type, trace);
            return Problem.Unavailable("operation.error", $"Something unexpected went wrong while this was carried out. Ask support with the reference {trace}.");
        }
    }

    static string TraceId() => System.Diagnostics.Activity.Current?.TraceId.ToString() ?? System.Diagnostics.ActivityTraceId.CreateRandom().ToString();

    async Task EndAsync(IOperation operation, Activity activity, string owner, Result<string> result, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var row = await database.Activities.SingleAsync(it => it.Sequence == activity.Sequence, stop);
            // Somebody else took it over after our lease lapsed: their word counts.
            if (row.IsEnded || row.Owner != owner) return;

            if (result.Ok)
            {
                await operation.RecordAsync(activity.Input, result.Value, database, stop);
                row.Complete(result.Value, clock.GetUtcNow());
            }
            else
            {
                var reason = string.Join(" ", result.Problems);
                await operation.UndoAsync(activity.Input, reason, database, stop);
                row.Fail(reason, clock.GetUtcNow());
            }

            try
            {
                await database.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another writer touched the same machine or storage: record again on what is there now.
            }
            catch (Exception error) when (error is not OperationCanceledException && attempt < Attempts)
            {
                log.LogWarning(error, "Activity {Activity} could not be ended at attempt {Attempt}; it is tried again", activity.Id, attempt);
                await Task.Delay(Breath * attempt, clock, stop);
            }
        }
    }
}
