using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>One failure: what happened when, what was promised and what came; live while a machine waits.</summary>
public sealed partial class FailurePage
{
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(5);

    FailureView? view;
    IReadOnlyList<FailureMoment> moments = [];
    Problem? refused;
    DateTimeOffset now;
    Guid readFor;

    [Parameter] public Guid Failure { get; set; }

    [Inject] FailureQueries Failures { get; set; } = default!;

    (Tone Tone, string Word) Look => L.Look(view!.Row.Measure);

    protected override void OnInitialized() => Watch(typeof(LostMachine), typeof(FailedHost));

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == Failure) return;
        readFor = Failure;
        await ReloadAsync();
        // A failure that has ended does not age; what may still change it is watched.
        if (view is { Row.Measure.EndedAt: null }) ReloadEvery(Aging);
    }

    protected override async Task ReloadAsync()
    {
        var found = await Failures.FindAsync(new Id<PoolFailure>(Failure), await CurrentCaller.GetAsync(Stop), Stop);
        (view, refused, now) = (found.Ok ? found.Value : null, found.Ok ? null : found.Problems[0], Time.GetUtcNow());
        moments = view is null ? [] : FailureTimeline.Of(L, view);
    }
}
