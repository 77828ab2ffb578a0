using OpenIaaS.Console.Api;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Api;

/// <summary>A failure of hosts of one pool. Moments are UTC, spans whole seconds.</summary>
/// <param name="HighAvailabilityEnabled">Whether high availability of the pool was on.</param>
/// <param name="SilentSince">When the first of its hosts was last seen.</param>
/// <param name="DetectedAt">When the first of its hosts was considered failed.</param>
/// <param name="EndedAt">When the last of its machines was settled; absent while one waits.</param>
/// <param name="Hosts">The names of its hosts.</param>
/// <param name="VirtualMachines">How many machines went down.</param>
/// <param name="Back">How many run again.</param>
/// <param name="Waiting">How many wait for their restart.</param>
/// <param name="ServiceLostSeconds">The service time lost, summed over the machines; one that nobody restarts is not counted while it is down.</param>
/// <param name="ForeseenBackSeconds">How long it was foreseen to take until the last one is back; absent when none was foreseen to come back.</param>
/// <param name="LatestBackSeconds">How long it took; absent while none is back.</param>
/// <param name="AsForeseen">For how many machines it came as foreseen.</param>
/// <param name="Otherwise">For how many it did not.</param>
sealed record FailureWire(
    string Id, Reference Pool, string MachineManager, bool HighAvailabilityEnabled, DateTimeOffset SilentSince, DateTimeOffset DetectedAt, DateTimeOffset? EndedAt, string Hosts, int VirtualMachines, int Back, int Waiting,
    long ServiceLostSeconds, long? ForeseenBackSeconds, long? LatestBackSeconds, int AsForeseen, int Otherwise)
{
    public static FailureWire Of(FailureRow row) => new(
        $"{row.Id}", Reference.To(row.Failure.PoolId, row.Failure.Pool), row.Failure.Zone, row.Failure.WasEnabled, row.Failure.SilentSince, row.Failure.DetectedAt, row.Measure.EndedAt, row.Hosts, row.Measure.Machines,
        row.Measure.Back, row.Measure.Waiting, (long)row.Measure.Lost.TotalSeconds, (long?)row.Measure.ForeseenBack?.TotalSeconds, (long?)row.Measure.LatestBack?.TotalSeconds, row.Measure.AsForeseen, row.Measure.Otherwise);
}

/// <summary>A failure with all that is known of it.</summary>
/// <param name="Failure">The failure as the list shows it.</param>
/// <param name="Hosts">Its hosts, by time.</param>
/// <param name="VirtualMachines">Its machines in the order of their restart.</param>
sealed record FailureDetailWire(FailureWire Failure, FailureDetailWire.HostPart[] Hosts, FailureDetailWire.MachinePart[] VirtualMachines)
{
    public static FailureDetailWire Of(FailureView view, DateTimeOffset now) => new(
        FailureWire.Of(view.Row), [.. view.Hosts.Select(host => new HostPart($"{host.HostId}", host.Name, host.SilentSince, host.FencedAt, host.FailedAt, host.ReturnedAt, host.Cause))],
        [.. view.Machines.Select(row => MachinePart.Of(row, now))]);

    /// <summary>A host that failed.</summary>
    /// <param name="SilentSince">When its heartbeat was last seen.</param>
    /// <param name="FencedAt">Since when nothing runs on it.</param>
    /// <param name="FailedAt">When it was considered failed.</param>
    /// <param name="ReturnedAt">When its heartbeat was seen again; absent while it is not.</param>
    /// <param name="Cause">Why, as far as it is known.</param>
    public sealed record HostPart(string Id, string Name, DateTimeOffset SilentSince, DateTimeOffset FencedAt, DateTimeOffset FailedAt, DateTimeOffset? ReturnedAt, string? Cause);

    /// <summary>A machine that went down.</summary>
    /// <param name="Host">The name of the host it went down with.</param>
    /// <param name="Priority"><c>disabled</c>, <c>restart</c> or <c>best-effort</c>, then.</param>
    /// <param name="DownSince">Since when its service is lost.</param>
    /// <param name="Foreseen">What was foreseen: <c>restarts</c>, <c>waits</c>, <c>stays_down</c>, <c>off_by_choice</c> or <c>pool_off</c>.</param>
    /// <param name="ForeseenBackSeconds">When it was expected back, from the last beat of its host.</param>
    /// <param name="State"><c>waits</c>, <c>runs</c>, <c>stays_down</c>, <c>not_restarted</c>, <c>given_up</c>, <c>copy_runs</c> or <c>deleted</c>.</param>
    /// <param name="SettledAt">When that was settled; absent while it is not.</param>
    /// <param name="BackSeconds">When it was back, from the last beat of its host.</param>
    /// <param name="ServiceLostSeconds">How long its service was lost; absent for one that is down and nobody restarts.</param>
    /// <param name="AsForeseen">Whether it came as foreseen; absent while that is not settled.</param>
    public sealed record MachinePart(
        string Id, string Name, string Host, long Memory, string Priority, int StartOrder, DateTimeOffset DownSince, string? Foreseen, string? ForeseenHost, long? ForeseenBackSeconds, string State, DateTimeOffset? SettledAt,
        string? RunsOn, long? BackSeconds, long? ServiceLostSeconds, bool? AsForeseen, AttemptPart[] Attempts)
    {
        public static MachinePart Of(LostRow row, DateTimeOffset now)
        {
            var machine = row.Machine;
            return new MachinePart(
                $"{machine.MachineId}", machine.Name, machine.Host, machine.Memory.Bytes, FailureCodes.Of(machine.Priority), machine.StartOrder, machine.DownSince, machine.Foreseen is { } fate ? FailureCodes.Of(fate) : null,
                machine.ForeseenHost, (long?)machine.ForeseenAfter?.TotalSeconds, FailureCodes.Of(machine.State), machine.SettledAt, machine.RunsOn, (long?)machine.BackAfter?.TotalSeconds,
                FailureMeasure.Counts(machine) ? (long)machine.Lost(now).TotalSeconds : null, machine.CameTrue, [.. row.Attempts.Select(AttemptPart.Of)]);
        }
    }

    /// <summary>Attempts in a row that had the same end.</summary>
    /// <param name="FirstSequence">The sequence number of the activity of the first.</param>
    /// <param name="LastSequence">The sequence number of the activity of the last.</param>
    /// <param name="Host">The name of the host it was tried on; absent when none had room.</param>
    /// <param name="Reason">Why it did not work; absent when it did.</param>
    public sealed record AttemptPart(long FirstSequence, long LastSequence, int Count, DateTimeOffset FirstAt, DateTimeOffset LastEndedAt, string? Host, bool Succeeded, string? Reason)
    {
        public static AttemptPart Of(RestartAttempt attempt) =>
            new(attempt.FirstSequence, attempt.LastSequence, attempt.Count, attempt.FirstAt, attempt.LastEndedAt, attempt.Host, attempt.Succeeded, attempt.Reason);
    }
}
