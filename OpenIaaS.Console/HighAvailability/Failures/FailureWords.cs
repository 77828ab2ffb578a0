using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>The record of failures in words.</summary>
static class FailureWords
{
    const char Gap = ' ';

    public static string Href(Id<PoolFailure> failure) => $"/high-availability/failures/{failure}";

    /// <summary>A duration to the second where seconds matter: <c>1 min 50</c>; from an hour on as ages are written.</summary>
    public static string Span(TimeSpan span) => span.TotalHours >= 1 || span.TotalSeconds < 60 || span.Seconds == 0
        ? Units.Age(span)
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}{Gap}min{Gap}{span.Seconds:00}");

    public static string Span(TimeSpan? span) => span is { } known ? Span(known) : "–";

    public static (Tone Tone, string Word) Look(this IStringLocalizer<HighAvailabilityText> L, FailureMeasure measure) => measure switch
    {
        { Waiting: 1 } => (Tone.Bad, L["1 waits for its restart"]),
        { Waiting: > 0 } => (Tone.Bad, L["{0} wait for their restart", Units.Count(measure.Waiting)]),
        { Machines: 0 } => (Tone.Off, L["No machine went down"]),
        { Others: > 0 } => (Tone.Warn, L["Ended, {0} not back", Units.Count(measure.Others)]),
        _ => (Tone.Ok, L["Ended, all are back"]),
    };

    public static (Tone Tone, string Word) Look(this IStringLocalizer<HighAvailabilityText> L, LostRow row) => row.Machine.State switch
    {
        LossState.Waits when row.Trying is not null => (Tone.Info, L["Is being restarted"]),
        LossState.Waits => (Tone.Bad, L["Waits"]),
        LossState.Runs => (Tone.Ok, L["Runs again"]),
        LossState.StaysDown => (Tone.Bad, L["Stays down"]),
        LossState.NotRestarted => (Tone.Off, L["Not restarted"]),
        LossState.GivenUp => (Tone.Off, L["Given up by its user"]),
        LossState.CopyRuns => (Tone.Info, L["Its copy runs"]),
        LossState.Deleted => (Tone.Off, L["Deleted"]),
    };

    public static string Word(this IStringLocalizer<HighAvailabilityText> L, Fate fate) => fate switch
    {
        Fate.Restarts => L["Restarts"],
        Fate.Waits => L["Waits"],
        Fate.StaysDown => L["Stays down"],
        Fate.OffByChoice => L["Off by choice"],
        Fate.PoolOff => L["Not restarted"],
    };

    /// <summary>The name of one of its hosts without that of the pool before it, which stands above.</summary>
    public static string Short(this PoolFailure failure, string? host) =>
        host?.StartsWith($"{failure.Pool}-", StringComparison.Ordinal) == true ? host[(failure.Pool.Length + 1)..] : host ?? "";

    /// <summary>What was foreseen, in one cell.</summary>
    public static string Foreseen(this IStringLocalizer<HighAvailabilityText> L, PoolFailure failure, LostMachine machine) => machine switch
    {
        { Foreseen: null } => "–",
        { ForeseenAfter: { } after, ForeseenHost: { } host } => L["{0} after {1}", failure.Short(host), Span(after)],
        { Foreseen: { } fate } => L.Word(fate),
    };
}
