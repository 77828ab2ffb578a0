using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>One moment of a failure.</summary>
/// <param name="Machine">The machine it is about, or null for a host.</param>
/// <param name="Note">A second sentence, or null.</param>
public sealed record FailureMoment(DateTimeOffset At, Tone Tone, string Text, LostRow? Machine = null, string? Note = null);

/// <summary>A failure moment by moment: silent, down, considered failed, each restart, back.</summary>
static class FailureTimeline
{
    public static IReadOnlyList<FailureMoment> Of(IStringLocalizer<HighAvailabilityText> L, FailureView view) =>
        [.. view.Hosts.SelectMany(host => Of(L, view.Row.Failure, host)).Concat(view.Machines.SelectMany(row => Of(L, view.Row.Failure, row))).OrderBy(moment => moment.At)];

    static IEnumerable<FailureMoment> Of(IStringLocalizer<HighAvailabilityText> L, PoolFailure failure, FailedHost host)
    {
        var name = failure.Short(host.Name);
        yield return new FailureMoment(host.SilentSince, Tone.Warn, L["{0}: last beat", name], Note: host.Cause);
        if (host.FencedAt > host.SilentSince && host.FencedAt < host.FailedAt) yield return new FailureMoment(host.FencedAt, Tone.Warn, L["{0} is fenced: nothing runs on it any more", name]);
        yield return new FailureMoment(host.FailedAt, Tone.Bad, L["{0} counts as failed and is fenced, {1} after its last beat", name, FailureWords.Span(host.FailedAt - host.SilentSince)]);
        if (host.ReturnedAt is { } back) yield return new FailureMoment(back, Tone.Ok, L["{0} is back, empty", name]);
    }

    static IEnumerable<FailureMoment> Of(IStringLocalizer<HighAvailabilityText> L, PoolFailure failure, LostRow row)
    {
        var machine = row.Machine;
        foreach (var attempt in row.Attempts)
        {
            yield return attempt.Host is { } host
                ? new FailureMoment(attempt.FirstAt, attempt.Succeeded ? Tone.Info : Tone.Bad, L["{0}: restart on {1}, activity {2}", machine.Name, failure.Short(host), attempt.FirstSequence], row, attempt.Reason)
                : new FailureMoment(attempt.FirstAt, Tone.Bad, Many(L, machine, attempt), row, attempt.Reason);
        }

        if (row.Trying is { } trying)
            yield return new FailureMoment(trying.Since, Tone.Info, trying.Host is { } on ? L["{0}: restart on {1}, activity {2}", machine.Name, failure.Short(on), trying.Sequence] : L["{0}: no host has room, activity {1}", machine.Name, trying.Sequence], row);
        if (machine.SettledAt is { } settled) yield return new FailureMoment(settled, Settled(machine.State), Settled(L, failure, machine), row);
    }

    static string Many(IStringLocalizer<HighAvailabilityText> L, LostMachine machine, RestartAttempt attempt) => attempt.Count == 1
        ? L["{0}: no host has room, activity {1}", machine.Name, attempt.FirstSequence]
        : L["{0}: no host has room, {1} attempts until {2}, activities {3} to {4}", machine.Name, attempt.Count, attempt.LastEndedAt.UtcDateTime.ToString("HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture), attempt.FirstSequence, attempt.LastSequence];

    static Tone Settled(LossState state) => state == LossState.Runs ? Tone.Ok : Tone.Off;

    static string Settled(IStringLocalizer<HighAvailabilityText> L, PoolFailure failure, LostMachine machine) => machine.State switch
    {
        LossState.Runs => L["{0} runs again on {1}, its service was lost for {2}", machine.Name, failure.Short(machine.RunsOn), FailureWords.Span(machine.Lost(machine.SettledAt!.Value))],
        LossState.CopyRuns => L["The copy of {0} runs in its place", machine.Name],
        LossState.Deleted => L["{0} was deleted", machine.Name],
        _ => L["{0} was given up by its user", machine.Name],
    };
}
