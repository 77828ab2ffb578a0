using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Infrastructure.Live;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// A page that follows changes. Whoever hears of one calls <see cref="ReloadSoon"/>, from any thread and as often as it likes: the
/// page reloads at most four times a second, the first time at once, and the last call is never lost. A page that takes long to read
/// rests for four times as long afterwards, so that it never keeps more than a fifth of a core.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>How many times as long as a slow reading took the page rests after it.</summary>
    const int Rest = 4;

    /// <summary>From when on a reading is slow.</summary>
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.5);

    readonly Lock gate = new();
    readonly CancellationTokenSource gone = new();
    ITimer? timer;
    ITimer? aging;
    bool waiting;
    bool again;
    bool disposed;
    TimeSpan pace = Pace;
    bool missed;
    bool reading;
    bool readAgain;
    ChangeFeed.Watch? watch;

    [Inject] protected TimeProvider Time { get; set; } = default!;

    [Inject] protected CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] ChangeFeed Feed { get; set; } = default!;

    [Inject] Presence Presence { get; set; } = default!;

    /// <summary>By what it is told how long a reading takes: that is work, and passes also where the page's own time stands still.</summary>
    protected virtual TimeProvider Stopwatch => TimeProvider.System;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Stop => gone.Token;

    /// <summary>Reloads whenever one of these kinds of entity changes in the caller's tenant. Calling it again replaces what is watched.</summary>
    protected void Watch(params Type[] kinds)
    {
        // A page drawn for the first answer only has nobody to reload for.
        if (!RendererInfo.IsInteractive)
            return;
        Presence.Returned -= CatchUp;
        Presence.Returned += CatchUp;
        _ = FollowAsync(kinds);
    }

    /// <summary>Reloads now and then although nothing changes: ages grow, and copies come nearer to their end.</summary>
    protected void ReloadEvery(TimeSpan time)
    {
        if (RendererInfo.IsInteractive) aging ??= Time.CreateTimer(_ => ReloadSoon(), null, time, time);
    }

    /// <summary>Asks for a reload.</summary>
    public void ReloadSoon()
    {
        lock (gate)
        {
            if (disposed)
                return;
            if (waiting)
            {
                again = true;
                return;
            }
            waiting = true;
            timer ??= Time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(pace, Timeout.InfiniteTimeSpan);
        }
        _ = InvokeAsync(RunAsync);
    }

    /// <summary>Reads again what the page shows; called on the renderer's thread.</summary>
    protected abstract Task ReloadAsync();

    /// <summary>Releases what a page watches. Call the base.</summary>
    protected virtual void Dispose(bool disposing)
    {
        lock (gate)
        {
            disposed = true;
            Presence.Returned -= CatchUp;
            timer?.Dispose();
            aging?.Dispose();
            watch?.Dispose();
        }
        gone.Cancel();
        gone.Dispose();
    }

    public void Dispose()
    {
        if (disposed)
            return;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    async Task FollowAsync(Type[] kinds)
    {
        try
        {
            var caller = await CurrentCaller.GetAsync(Stop);
            using var mine = Feed.Subscribe(caller.TenantId, kinds);
            lock (gate)
            {
                watch?.Dispose();
                watch = mine;
                if (disposed)
                    return;
            }
            while (await mine.WaitAsync(CancellationToken.None))
                ReloadSoon();
        }
        catch (OperationCanceledException) when (disposed)
        {
            // The page was left before it knew its caller.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    void CatchUp()
    {
        if (!missed)
            return;
        missed = false;
        ReloadSoon();
    }

    void Elapsed()
    {
        bool run;
        lock (gate)
        {
            if (disposed)
                return;
            run = again;
            again = false;
            waiting = run;
            if (run)
                timer!.Change(pace, Timeout.InfiniteTimeSpan);
        }
        if (run)
            _ = InvokeAsync(RunAsync);
    }

    void ReadAgainRested()
    {
        lock (gate)
        {
            if (disposed || !readAgain)
                return;
            readAgain = false;
            waiting = again = true;
            timer ??= Time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(pace, Timeout.InfiniteTimeSpan);
        }
    }

    async Task RunAsync()
    {
        if (disposed)
            return;
        if (!Presence.IsHere)
        {
            missed = true;
            return;
        }
        // One at a time: a newer one would overtake an older one, or, where it is cut off by the newer one and changes do not end, none would ever end.
        if (reading)
        {
            readAgain = true;
            return;
        }
        reading = true;
        try
        {
            do
            {
                readAgain = false;
                var began = Stopwatch.GetTimestamp();
                await ReloadAsync();
                StateHasChanged();
                var took = Stopwatch.GetElapsedTime(began);
                pace = took >= Slow ? Rest * took : Pace;
            }
            while (readAgain && !disposed && pace == Pace);
        }
        catch (OperationCanceledException) when (disposed)
        {
            // The page was left while it read.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
        finally
        {
            reading = false;
            ReadAgainRested();
        }
    }
}
