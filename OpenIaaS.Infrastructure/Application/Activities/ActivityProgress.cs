using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>What a running operation knows of itself: its keys for the hardware, and how far it is.</summary>
/// <param name="pace">How long at the least between two notes of how far it is: longer the more operations run, since each is a write.</param>
public sealed class ActivityProgress(Activity activity, IDbContextFactory<ConsoleDbContext> databases, ChangeFeed feed, TimeProvider clock, Func<TimeSpan> pace)
{
    static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>With more than this left, it is asked for less often.</summary>
    static readonly TimeSpan Far = TimeSpan.FromSeconds(20);

    DateTimeOffset writtenAt = DateTimeOffset.MinValue;
    int written;

    public Id<Activity> Activity => activity.Id;

    public Id<Domain.Identity.Tenant> TenantId => activity.TenantId;

    /// <summary>The key under which the hardware is asked for one step; the same after a crash.</summary>
    public string Key(string step) => $"{activity.Id}/{step}";

    /// <summary>Waits for a task of the hardware, noting how far it is at most once a second, less often while many run.</summary>
    /// <param name="begun">The task as it stood when it was asked for.</param>
    /// <param name="poll">Asks how it stands now.</param>
    /// <param name="from">The percentage of the whole activity at which this step begins.</param>
    /// <param name="to">The percentage at which it ends.</param>
    /// <returns>What the task hands back, or why it failed.</returns>
    public async Task<Result<string>> FollowAsync(
        HardwareTask begun, Func<string, CancellationToken, Task<HardwareTask?>> poll, CancellationToken stop, int from = 0, int to = 100)
    {
        var task = begun;
        while (task.State == HardwareTaskState.Running)
        {
            await NoteAsync(from + (task.Progress * (to - from) / 100), stop);
            await Task.Delay(Pause(task.Remaining), clock, stop);
            task = await poll(begun.Key, stop) ?? throw new InvalidOperationException($"The hardware no longer knows the task {begun.Key}.");
        }

        return task.State == HardwareTaskState.Succeeded
            ? task.Result ?? ""
            : Problem.Conflict("hardware.failed", $"{task.Reason ?? "The hardware gave no reason."}");
    }

    /// <summary>
    /// Until the next look. Looks are counted back from the expected end, so that a process that takes the work over looks at the moments at which the one before
    /// would have.
    /// </summary>
    static TimeSpan Pause(TimeSpan? remaining)
    {
        if (remaining is not { } left) return Usual;
        var pace = left > Far ? Longest : Usual;
        var until = left.Ticks % pace.Ticks;
        if (until < Shortest.Ticks) until += pace.Ticks;
        return TimeSpan.FromTicks(Math.Max(Shortest.Ticks, Math.Min(left.Ticks, until)));
    }

    /// <summary>Waits for the next whole multiple of a pause: whoever takes the work over looks at the same moments.</summary>
    public Task WaitAsync(TimeSpan every, CancellationToken stop) => Task.Delay(every - TimeSpan.FromTicks(clock.GetUtcNow().UtcTicks % every.Ticks), clock, stop);

    /// <summary>Notes what is worth knowing of how it went.</summary>
    /// <param name="remark">One of <see cref="ActivityRemarks"/>.</param>
    public async Task RemarkAsync(string remark, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.Activities.Where(row => row.Sequence == activity.Sequence && row.State == ActivityState.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Remark, remark), stop);
    }

    /// <summary>Notes how far the whole activity is, at most once a second, less often while many run, and never backwards.</summary>
    public async Task NoteAsync(int percent, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (percent <= written || now - writtenAt < WriteEvery || now - writtenAt < pace()) return;
        (written, writtenAt) = (percent, now);
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.Activities.Where(row => row.Sequence == activity.Sequence && row.State == ActivityState.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Progress, percent), stop);
        // A bulk update passes by the interceptor that feeds the open pages.
        await feed.AnnounceAsync(databases, new Change(typeof(Activity), activity.TenantId), stop);
        if (activity.TargetNoun == MachineTarget.Noun) await feed.AnnounceAsync(databases, new Change(typeof(Domain.Compute.VirtualMachine), activity.TenantId), stop);
    }
}
