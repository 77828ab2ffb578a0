using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>What one run did, line by line, and what it cost the promise.</summary>
public sealed partial class RunPage
{
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(5);

    RunLog? log;
    Problem? refused;

    [Parameter] public Guid Replica { get; set; }

    [Parameter] public long Began { get; set; }

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    [Inject] RunQueries Runs { get; set; } = default!;

    DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>What the link must carry for a copy of this size in each interval.</summary>
    long Needs => (long)(log!.Run.Size.Bytes * 8 / log.Every.TotalSeconds);

    /// <summary>The log: what is known of the run, in the order of time.</summary>
    IEnumerable<(DateTimeOffset At, string Text)> Lines
    {
        get
        {
            var run = log!.Run;
            if (run.Tick < run.BeganAt - TimeSpan.FromSeconds(2)) yield return (run.Tick, L["Due; it waited {0}", Units.Age(run.BeganAt - run.Tick)]);
            yield return (run.BeganAt, run.Since is { } since ? L["Begun: changes since the point of {0} are copied to {1}", BrowserTime.Local(since).ToString("g", System.Globalization.CultureInfo.CurrentCulture), run.Storage] : L["Begun: everything is copied to {0}", run.Storage]);
            if (run.CapturedAt is { } captured) yield return (captured, L["Snapshot taken: the point shows the machine at this moment"]);
            if (log.Skipped > 0 && run.EndedAt is not null) yield return (run.BeganAt + log.Every, log.Skipped == 1 ? L["A tick came while it copied and was skipped"] : L["{0} ticks came while it copied and were skipped", log.Skipped]);
            if (run.EndedAt is { } ended)
            {
                yield return run.State == RunState.Failed ? (ended, L["Failed: {0} Nothing of it is kept.", run.Reason ?? ""])
                    : (ended, L["Whole: {0} went over the link in {1}, and the point is kept", Units.Size(run.Size.Bytes), Units.Age(ended - run.BeganAt)]);
            }
            else if (run.ExpectedAt is { } expected)
            {
                yield return (expected, L["Expected to be whole"]);
            }
        }
    }

    protected override void OnInitialized()
    {
        Watch(typeof(Replica));
        ReloadEvery(Aging);
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        var found = await Runs.FindAsync(new Id<Replica>(Replica), Began, await CurrentCaller.GetAsync(Stop), Stop);
        (log, refused) = (found.Ok ? found.Value : null, found.Ok ? null : found.Problems[0]);
    }
}
