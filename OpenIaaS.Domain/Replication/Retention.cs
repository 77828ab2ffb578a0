using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <summary>
/// Keeps the newest recovery points and drops the rest (Concepts, Replication Policies). Asked after a run succeeded and never before
/// (Reliability 1, incremental replication), so that a failing replication loses nothing.
/// </summary>
public static class Retention
{
    /// <summary>Merges every point beyond the newest <paramref name="retained"/> into the one after it.</summary>
    /// <param name="points">All points of one replica, the one just made included, in any order.</param>
    /// <param name="retained">How many stay, 1 or more.</param>
    /// <returns>What is dropped, oldest first, each with the space that becomes free.</returns>
    public static IReadOnlyList<DroppedPoint> Apply(IEnumerable<RecoveryPoint> points, int retained)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retained, 1);
        RecoveryPoint[] oldestFirst = [.. points.OrderBy(point => point.CapturedAt)];
        return [.. Enumerable.Range(0, Math.Max(0, oldestFirst.Length - retained))
            .Select(at => new DroppedPoint(oldestFirst[at], oldestFirst[at + 1].Absorb(oldestFirst[at])))];
    }
}

/// <summary>One recovery point that retention drops.</summary>
/// <param name="Point">The point.</param>
/// <param name="Freed">The space that becomes free on the target storage.</param>
public sealed record DroppedPoint(RecoveryPoint Point, ByteSize Freed);
