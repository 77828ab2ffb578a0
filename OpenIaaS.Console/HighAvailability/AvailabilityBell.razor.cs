using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>The alarms of high availability in the bar.</summary>
public sealed partial class AvailabilityBell
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    IReadOnlyList<AvailabilityAlarm> alarms = [];

    [Inject] AvailabilityAlarmQueries Alarms { get; set; } = default!;

    bool IsBad => alarms.Any(alarm => alarm.Kind != AvailabilityAlarmKind.SurvivesNone);

    protected override async Task OnInitializedAsync()
    {
        // Not machines: of a large tenant some change all the time, and what they mean to a pool may wait for the next look.
        Watch(typeof(Domain.Compute.Host), typeof(Pool), typeof(LostMachine), typeof(Domain.Storage.StorageRepository));
        ReloadEvery(Pace);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var found = await Alarms.ListAsync(await CurrentCaller.GetAsync(Stop), Stop);
        alarms = found.Ok ? found.Value : [];
    }

    string Sentence(AvailabilityAlarm alarm) => alarm.Kind switch
    {
        AvailabilityAlarmKind.TooFewHosts => L["{0}: {1} of {2} hosts needed are connected", alarm.Pool, alarm.Count, HeartbeatRule.LeastHosts],
        AvailabilityAlarmKind.NoHeartbeat => L["{0}: its heartbeat storage cannot be reached", alarm.Pool],
        AvailabilityAlarmKind.Waiting when alarm.Count == 1 => L["{0}: 1 machine waits for its restart", alarm.Pool],
        AvailabilityAlarmKind.Waiting => L["{0}: {1} machines wait for their restart", alarm.Pool, alarm.Count],
        AvailabilityAlarmKind.SurvivesNone => L["{0} survives no failure any more", alarm.Pool],
    };

    static string Href(AvailabilityAlarm alarm) => alarm switch
    {
        { Kind: AvailabilityAlarmKind.Waiting, Failure: { IsEmpty: false } failure } => FailureWords.Href(failure),
        { Kind: AvailabilityAlarmKind.TooFewHosts or AvailabilityAlarmKind.NoHeartbeat } => $"/compute?pool={alarm.PoolId}",
        _ => $"/high-availability?tab=what-if&pool={alarm.PoolId}",
    };
}
