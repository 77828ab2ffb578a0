namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>What a failure cost, and whether it went as foreseen.</summary>
/// <param name="Machines">How many machines went down.</param>
/// <param name="Back">How many run again.</param>
/// <param name="Waiting">How many wait for their restart.</param>
/// <param name="EndedAt">When the last of them was settled, UTC; null while one waits.</param>
/// <param name="Lost">The service time lost, summed over the machines; one that nobody restarts is not counted while it is down, for nothing was promised to it.</param>
/// <param name="Longest">The longest time one of those was down.</param>
/// <param name="AsForeseen">For how many it came as foreseen.</param>
/// <param name="Otherwise">For how many it did not.</param>
/// <param name="LatestBack">How long after the last beat of its host the last one of those that run was back; null when none is.</param>
/// <param name="ForeseenBack">How long that was foreseen to take; null when none was foreseen to come back.</param>
public sealed record FailureMeasure(
    int Machines, int Back, int Waiting, DateTimeOffset? EndedAt, TimeSpan Lost, TimeSpan Longest, int AsForeseen, int Otherwise, TimeSpan? LatestBack, TimeSpan? ForeseenBack)
{
    /// <summary>How many stay down, were given up, deleted, or run as a copy.</summary>
    public int Others => Machines - Back - Waiting;

    /// <summary>Measures it.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="machines">Its machines.</param>
    /// <param name="now">The present, UTC: until then those that wait are down.</param>
    public static FailureMeasure Of(PoolFailure failure, IReadOnlyCollection<LostMachine> machines, DateTimeOffset now)
    {
        List<TimeSpan> lost = [.. machines.Where(Counts).Select(machine => machine.Lost(now))];
        return new FailureMeasure(
            machines.Count, machines.Count(machine => machine.State == LossState.Runs), machines.Count(machine => machine.State == LossState.Waits),
            machines.Any(machine => machine.State == LossState.Waits) ? null : machines.Select(machine => machine.SettledAt ?? failure.DetectedAt).Append(failure.DetectedAt).Max(),
            new TimeSpan(lost.Sum(span => span.Ticks)), lost.DefaultIfEmpty().Max(), machines.Count(machine => machine.CameTrue == true), machines.Count(machine => machine.CameTrue == false),
            machines.Max(machine => machine.BackAfter), machines.Max(machine => machine.ForeseenAfter));
    }

    /// <summary>Whether the time a machine is down counts as service time lost: it waits, or what became of it is settled.</summary>
    public static bool Counts(LostMachine machine) => machine.IsSettled || machine.State == LossState.Waits;
}
