using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Application.Replication.Ledger;

/// <summary>A run with what was around it.</summary>
/// <param name="Every">The interval that was promised when it began.</param>
/// <param name="Skipped">How many ticks came while it copied.</param>
/// <param name="Earlier">When the run before it began; null before the first kept one.</param>
/// <param name="Later">When the run after it began; null after the newest.</param>
/// <param name="Breaches">The breaches that touch it.</param>
public sealed record RunLog(RunRow Run, TimeSpan Every, int Skipped, DateTimeOffset? Earlier, DateTimeOffset? Later, IReadOnlyList<BreachRow> Breaches);

/// <summary>The age of the newest point over some time: it grows with the clock and falls when a point is whole.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="Points">The runs that made a point, the newest of before first.</param>
/// <param name="LastWhole">The newest run that made one; null before.</param>
public sealed record AgeCurve(DateTimeOffset From, TimeSpan Every, DateTimeOffset ActivatedAt, IReadOnlyList<PointMade> Points, RunRow? LastWhole, BreachCause? Cause);
