using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>
/// Ends the replication runs whose copy has ended and begins those that are due. What is due stands in the replicas' own rows, so a console
/// that was down finds each of them due once: one catch-up run, then the grid of its policy again. What has begun stands in the runs' rows:
/// after a crash it is asked for again under the same key.
/// </summary>
public sealed class ReplicationEngine(
    IDbContextFactory<ConsoleDbContext> databases, ReplicationBeginning beginning, ReplicationTransfers transfers, ReplicationEnding ending, TimeProvider clock) : IEngine
{
    static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(1);

    /// <summary>On virtual time, copies that end within so many seconds are ended together.</summary>
    const long Together = 5 * TimeSpan.TicksPerSecond;

    DateTimeOffset forgotAt;

    /// <summary>How many runs waited for a free way when it last looked; null while that is not known. None wait that did not fail here, or are seen within a minute.</summary>
    int? waits;

    public string Name => "Replication";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Replica), typeof(StorageRepository)];

    /// <summary>
    /// The next tick, the next copy that is whole, or when a run that waits has had a free way for long enough; that a way becomes free only
    /// the hardware knows.
    /// </summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var tick = await database.Replicas.Where(replica => replica.EndingSince == null && replica.SuspendedSince == null).MinAsync(replica => (DateTimeOffset?)replica.NextRunAt, stop);
        var whole = await database.ReplicationRuns.Where(run => run.EndedAt == null).MinAsync(run => run.ExpectedAt, stop);
        var free = waits == 0 ? [] : await database.Replicas.Where(replica => replica.EndingSince == null && replica.SuspendedSince == null && replica.FreeSince != null)
            .Select(replica => new { replica.FreeSince, replica.Failures }).ToListAsync(stop);
        return free.Select(replica => (DateTimeOffset?)ReplicationSchedule.NextTry(replica.FreeSince!.Value, replica.Failures)).Append(tick).Append(AtOnceWithOthers(whole)).Min();
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            return await LookAsync(clock.GetUtcNow(), stop);
        }
        catch
        {
            transfers.Doubt();
            waits = null;
            throw;
        }
    }

    async Task<string?> LookAsync(DateTimeOffset now, CancellationToken stop)
    {
        var (whole, failed) = await ending.EndAsync(await transfers.EndedAsync(now, stop), now, stop);
        transfers.Note();
        if (whole + failed > 0 || now - forgotAt >= ForgetEvery) await ending.ReturnAsync(now, stop);
        if (failed > 0 || now - forgotAt >= ForgetEvery) waits = null;
        var (begun, skipped, waiting) = await beginning.BeginAsync(now, waits != 0, stop);
        waits = waiting;
        if (begun > 0)
        {
            var (atOnce, refused) = await ending.EndAsync(await transfers.AskAsync(now, stop), now, stop);
            (whole, failed) = (whole + atOnce, failed + refused);
            if (refused > 0) waits = null;
            if (atOnce > 0) await ending.ReturnAsync(now, stop);
        }

        if (now - forgotAt >= ForgetEvery)
        {
            forgotAt = now;
            await transfers.ForgetAsync(now, stop);
            await ending.ForgetAsync(now, stop);
        }

        return whole + failed + begun + skipped == 0
            ? null
            : $"{begun} runs begun, {whole} points made, {failed} runs failed, {skipped} ticks skipped because a run was still under way, {waiting} runs wait";
    }

    static DateTimeOffset? AtOnceWithOthers(DateTimeOffset? moment) =>
        moment is { } at ? new DateTimeOffset((at.UtcTicks + Together - 1) / Together * Together, TimeSpan.Zero) : null;
}
