using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Live;

namespace OpenIaaS.Console.Activities;

/// <summary>
/// Tells in this window how what was asked for in it goes on: a page calls <see cref="FollowAsync"/> after it submitted. The toast shows the
/// progress, leaves six seconds after a good end and stays with the reason after a bad one. It outlives the page.
/// </summary>
public sealed class ActivityToasts(
    Toasts toasts, ActivityQueries activities, CurrentCaller currentCaller, ChangeFeed feed, IStringLocalizer<ActivitiesText> L, ILogger<ActivityToasts> log) : IDisposable
{
    readonly Lock gate = new();
    readonly HashSet<Id<Activity>> followed = [];
    readonly CancellationTokenSource gone = new();
    ChangeFeed.Watch? watch;

    /// <summary>Follows an activity this person asked for.</summary>
    public async Task FollowAsync(Id<Activity> activity)
    {
        var caller = await currentCaller.GetAsync(gone.Token);
        lock (gate)
        {
            followed.Add(activity);
            if (watch is null)
            {
                watch = feed.Subscribe(caller.TenantId, typeof(Activity));
                _ = ListenAsync(watch);
            }
        }

        await TellAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        watch?.Dispose();
        gone.Dispose();
    }

    async Task ListenAsync(ChangeFeed.Watch listening)
    {
        try
        {
            while (await listening.WaitAsync(gone.Token)) await TellAsync();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The window was closed.
        }
        catch (Exception error)
        {
            log.LogError(error, "Following activities in a window failed");
        }
    }

    async Task TellAsync()
    {
        Id<Activity>[] asked;
        lock (gate) asked = [.. followed];
        if (asked.Length == 0) return;
        var caller = await currentCaller.GetAsync(gone.Token);
        foreach (var row in await activities.OwnAsync(asked, caller, gone.Token))
        {
            // Whoever takes it out of the set tells its end, once.
            lock (gate)
                if (row.IsEnded ? !followed.Remove(row.Id) : !followed.Contains(row.Id)) continue;
            toasts.Show($"activity-{row.Id}", Of(row));
        }
    }

    Toast Of(ActivityRow row)
    {
        var title = ActivityWords.Sentence(L, row.Type, row.TargetNoun, row.TargetName);
        var link = ActivityWords.Link(row.TargetNoun, row.TargetId);
        return row.State switch
        {
            ActivityState.Completed => new Toast(Tone.Ok, title, L["Done."], link, L["Show"]),
            ActivityState.Failed => new Toast(Tone.Bad, title, row.Reason, link, L["Show"]),
            ActivityState.Running => new Toast(Tone.Info, title, Progress: row.Progress / 100.0),
            ActivityState.Waiting => new Toast(Tone.Info, title, L["Waiting"], Progress: 0),
        };
    }
}
