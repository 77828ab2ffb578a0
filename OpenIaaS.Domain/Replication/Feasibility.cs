namespace OpenIaaS.Domain.Replication;

/// <summary>A machine that an interval cannot be promised for.</summary>
/// <param name="Machine">The machine and what of it changes.</param>
/// <param name="Needed">What its copy needs to be whole before the next one is due, in Mbit/s; infinite when not even the snapshot fits.</param>
/// <param name="Share">What it has, in Mbit/s.</param>
public sealed record IntervalBreak(ChangeRate Machine, double Needed, double Share);

/// <summary>
/// Whether an interval can be held, before it is promised: a copy must be whole before the next one is due, for otherwise that one is skipped
/// and the newest point grows older than twice the interval (Reliability 3, rules 4 and 5). It is asked with what the copies of late measured and
/// with the worst that a link does, all machines copying at once; what it says holds does hold as long as machines write as they did.
/// </summary>
public static class Feasibility
{
    /// <summary>What a copy takes beside its way over the link: the snapshot and noting that it is whole. Our own measure of the engine, on the safe side.</summary>
    public static readonly TimeSpan Handling = TimeSpan.FromSeconds(6);

    /// <summary>Every interval there is, shortest first.</summary>
    public static IReadOnlyList<ReplicationInterval> Intervals { get; } =
    [
        .. Enumerable.Range(1, ReplicationInterval.MostMinutes).Select(minutes => new ReplicationInterval(minutes, IntervalUnit.Minutes)),
        .. Enumerable.Range(1, ReplicationInterval.MostHours).Select(hours => new ReplicationInterval(hours, IntervalUnit.Hours)),
    ];

    /// <summary>The machines an interval breaks for, the neediest first; none when it holds. A machine that was not measured is not judged.</summary>
    /// <param name="interval">The interval.</param>
    /// <param name="lanes">The links the policy's copies take.</param>
    public static IReadOnlyList<IntervalBreak> Breaks(ReplicationInterval interval, IEnumerable<Lane> lanes) =>
    [
        .. lanes.SelectMany(lane => lane.Machines.Where(machine => machine.BytesPerSecond is not null)
                .Select(machine => new IntervalBreak(machine, Needed(machine, interval.Every, lane.Latency), lane.Share)))
            .Where(machine => machine.Needed > machine.Share).OrderByDescending(machine => machine.Needed).ThenBy(machine => machine.Machine.Name, StringComparer.Ordinal),
    ];

    /// <summary>The shortest interval from which on every longer one holds too; null when not even the longest does.</summary>
    /// <inheritdoc cref="Breaks"/>
    public static ReplicationInterval? Shortest(IReadOnlyCollection<Lane> lanes)
    {
        ReplicationInterval? shortest = null;
        foreach (var interval in Intervals.Reverse())
        {
            if (Breaks(interval, lanes).Count > 0) break;
            shortest = interval;
        }

        return shortest;
    }

    /// <summary>What a copy needs so that it is whole before the next one is due, in Mbit/s.</summary>
    static double Needed(ChangeRate machine, TimeSpan every, TimeSpan latency)
    {
        var time = every - Handling - latency;
        return time > TimeSpan.Zero ? machine.Delta(every).Bytes * 8 / time.TotalSeconds / 1e6 : double.PositiveInfinity;
    }
}
