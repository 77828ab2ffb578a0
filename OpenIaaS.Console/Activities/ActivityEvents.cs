using System.Buffers;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http.Features;
using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Live;

namespace OpenIaaS.Console.Activities;

/// <summary>
/// The activities of a tenant as server-sent events: one for each change, and a comment now and then so that nobody in between takes the connection for dead.
/// The database is asked when something changed and not otherwise.
/// </summary>
sealed class ActivityEvents(ActivityQueries activities, ChangeFeed feed, CurrentCaller who, TimeProvider clock, IHostApplicationLifetime life)
{
    /// <summary>How often a connection on which nothing happens says that it lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>The name of the events.</summary>
    public const string Name = "activity";

    static readonly byte[] Alive = ": \n\n"u8.ToArray();

    readonly ActivityFollower follower = new(activities, clock);
    ActivityMark begun = new(0, DateTimeOffset.UnixEpoch);

    /// <summary>What <see cref="SendAsync"/> begins with, or why the caller may not listen.</summary>
    /// <param name="last">The id of the last event the client has; null for none.</param>
    public Task<Result<IReadOnlyList<ActivityRow>>> BeginAsync(string? last, Caller caller, CancellationToken stop)
    {
        if (!ActivityMark.TryParse(last, out var mark)) return follower.BeginAsync(null, caller, stop);
        begun = mark;
        return follower.BeginAsync(mark, caller, stop);
    }

    /// <summary>Watches before the first look, so that nothing falls between the two.</summary>
    public ChangeFeed.Watch Watch(Caller caller) => feed.Subscribe(caller.TenantId, typeof(Activity));

    /// <summary>Sends until the client leaves, the console ends, or the caller may no longer see activities.</summary>
    /// <param name="write">An activity as it goes over the wire.</param>
    public async Task SendAsync(HttpContext context, IReadOnlyList<ActivityRow> first, ChangeFeed.Watch watch, Func<ActivityRow, byte[]> write)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        using var beat = new PeriodicTimer(Beat, clock);
        try
        {
            await WriteAsync(context.Response, Alive, ending.Token);
            await WriteAsync(context.Response, first, begun, write, ending.Token);
            await FollowAsync(context.Response, watch, beat, write, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has left, or the console ends: it comes back with the id of its last event.
        }
    }

    async Task FollowAsync(HttpResponse response, ChangeFeed.Watch watch, PeriodicTimer beat, Func<ActivityRow, byte[]> write, CancellationToken stop)
    {
        var (change, tick) = (watch.WaitAsync(stop).AsTask(), beat.WaitForNextTickAsync(stop).AsTask());
        while (true)
        {
            await Task.WhenAny(change, tick);
            if (tick.IsCompleted)
            {
                if (!await tick) return;
                await WriteAsync(response, Alive, stop);
                tick = beat.WaitForNextTickAsync(stop).AsTask();
            }

            if (!change.IsCompleted) continue;
            if (!await change) return;
            // Who listens may have lost the permission since.
            var caller = await who.GetAsync(stop);
            var before = follower.Mark;
            var news = await follower.NextAsync(caller, stop);
            if (!news.Ok) return;
            await WriteAsync(response, news.Value, before, write, stop);
            change = watch.WaitAsync(stop).AsTask();
        }
    }

    /// <summary>Only the last of what was read together has the id of all: whoever is cut off before it hears of the others again.</summary>
    async Task WriteAsync(HttpResponse response, IReadOnlyList<ActivityRow> rows, ActivityMark before, Func<ActivityRow, byte[]> write, CancellationToken stop)
    {
        var items = rows.Select((row, index) => new SseItem<byte[]>(write(row), Name) { EventId = $"{(index == rows.Count - 1 ? follower.Mark : before)}" });
        await SseFormatter.WriteAsync(items.ToAsyncEnumerable(), response.Body, (item, buffer) => buffer.Write(item.Data), stop);
        await response.Body.FlushAsync(stop);
    }

    static async Task WriteAsync(HttpResponse response, byte[] text, CancellationToken stop)
    {
        await response.Body.WriteAsync(text, stop);
        await response.Body.FlushAsync(stop);
    }
}
