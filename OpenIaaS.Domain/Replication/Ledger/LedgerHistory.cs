namespace OpenIaaS.Domain.Replication.Ledger;

/// <summary>A run that made its point: the promise counts from what it shows, and from when it was whole.</summary>
/// <param name="CapturedAt">The moment the point shows, UTC.</param>
/// <param name="EndedAt">When it was whole, UTC.</param>
public readonly record struct PointMade(DateTimeOffset CapturedAt, DateTimeOffset EndedAt);

/// <summary>A span of time.</summary>
/// <param name="From">Where it begins, UTC.</param>
/// <param name="Until">Where it ends, UTC.</param>
public readonly record struct Span(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Everything a ledger follows from, as it happened: from it any window is counted again, without what was counted meanwhile
/// (Reliability 3, rule 4).
/// </summary>
/// <param name="activatedAt">When replication began, UTC.</param>
/// <param name="intervals">What was promised from when, in order; the first from the activation or before.</param>
/// <param name="points">The runs that made their point, in any order.</param>
/// <param name="suspensions">While replication was suspended: nothing is counted then, and the promise begins anew afterwards.</param>
public sealed class LedgerHistory(
    DateTimeOffset activatedAt, IReadOnlyList<(DateTimeOffset From, TimeSpan Every)> intervals, IEnumerable<PointMade> points, IReadOnlyList<Span> suspensions)
{
    readonly List<PointMade> points = [.. points.OrderBy(point => point.EndedAt)];

    /// <summary>How the promise stood in a window.</summary>
    /// <param name="from">Where it begins, UTC.</param>
    /// <param name="to">Where it ends, UTC.</param>
    public LedgerTime Over(DateTimeOffset from, DateTimeOffset to) =>
        Stretches(from, to).Aggregate(LedgerTime.None, (sum, at) => sum + LedgerTime.Between(at.From, at.Until, at.Promise.LateAt, at.Promise.BreachAt, at.HasPoint));

    /// <summary>The breaches in a window, cut to it, in order; what goes on without a pause is one.</summary>
    /// <param name="from">Where it begins, UTC.</param>
    /// <param name="to">Where it ends, UTC.</param>
    public IReadOnlyList<Span> Breaches(DateTimeOffset from, DateTimeOffset to)
    {
        List<Span> found = [];
        foreach (var at in Stretches(from, to))
        {
            var since = at.Promise.BreachAt > at.From ? at.Promise.BreachAt : at.From;
            if (since >= at.Until) continue;
            if (found.Count > 0 && found[^1].Until == since) found[^1] = found[^1] with { Until = at.Until };
            else found.Add(new Span(since, at.Until));
        }

        return found;
    }

    /// <summary>The parts of a window between which something changed, without those that are not counted.</summary>
    IEnumerable<Stretch> Stretches(DateTimeOffset from, DateTimeOffset to)
    {
        var begin = from > activatedAt ? from : activatedAt;
        if (begin >= to) yield break;
        SortedSet<DateTimeOffset> changes = [begin, to];
        changes.UnionWith(points.Select(point => point.EndedAt).Concat(intervals.Select(interval => interval.From))
            .Concat(suspensions.SelectMany(span => new[] { span.From, span.Until })).Where(at => at > begin && at < to));
        var newest = -1;
        DateTimeOffset? before = null;
        foreach (var at in changes)
        {
            if (before is { } start)
            {
                while (newest + 1 < points.Count && points[newest + 1].EndedAt <= start) newest++;
                if (!suspensions.Any(span => span.From <= start && start < span.Until))
                    yield return new Stretch(start, at, PromiseAt(start, newest < 0 ? null : points[newest]), newest >= 0);
            }

            before = at;
        }
    }

    Promise PromiseAt(DateTimeOffset at, PointMade? newest)
    {
        var every = intervals.Last(interval => interval.From <= at || interval == intervals[0]).Every;
        var resumed = suspensions.Where(span => span.Until <= at).Select(span => span.Until).DefaultIfEmpty(activatedAt).Max();
        return newest is { } point
            ? Promise.FromPoint(point.EndedAt >= resumed ? point.CapturedAt : resumed, every)
            : Promise.FromNothing(resumed, every);
    }

    readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until, Promise Promise, bool HasPoint);
}
