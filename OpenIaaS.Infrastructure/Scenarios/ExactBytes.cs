using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// Every recovery point that is offered restores to the exact bytes of its source (I8): from a full point on, the digests of the points add up
/// to that of the machine at the moment each shows. A point without a digest, and what builds on it, cannot be judged. At a complete look
/// every point is; after copies alone, those of the replicas concerned.
/// </summary>
sealed class ExactBytes(Guest guest)
{
    DateTimeOffset seen = DateTimeOffset.MinValue;

    /// <returns>The first point that restores to something else, in a sentence that begins with the name of the invariant, or null.</returns>
    public async Task<string?> BrokenAsync(ConsoleDbContext database, DateTimeOffset now, bool complete, CancellationToken stop)
    {
        var since = complete ? DateTimeOffset.MinValue : seen;
        seen = now;
        var points = database.Database.SqlQuery<Point>(
            $"""
            SELECT point.ReplicaId AS Replica, source."Key" AS Machine, point.CapturedAt, point.IsFull, point.Digest
            FROM (SELECT +ReplicaId AS ReplicaId FROM ReplicationRuns WHERE EndedAt >= {since.UtcTicks} UNION SELECT Id FROM Replicas WHERE {since.UtcTicks} = 0) touched
            CROSS JOIN Replicas replica ON replica.Id = touched.ReplicaId CROSS JOIN SimulatedMachines source ON source.Id = replica.MachineId
            CROSS JOIN RecoveryPoints point ON point.ReplicaId = replica.Id ORDER BY point.ReplicaId, point.CapturedAt
            """);
        string? replica = null;
        long? sum = null;
        await foreach (var point in points.AsAsyncEnumerable().WithCancellation(stop))
        {
            var isOldest = point.Replica != replica;
            replica = point.Replica;
            if (isOldest && !point.IsFull && point.Digest is not null) return Say(point, "builds on a point that is not there");
            sum = point.IsFull ? point.Digest : isOldest ? null : unchecked(sum + point.Digest);
            if (sum is { } restored && restored != guest.Digest(point.Machine, new DateTimeOffset(point.CapturedAt, TimeSpan.Zero))) return Say(point, "restores to other bytes than the machine had");
        }

        return null;
    }

    static string Say(Point point, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"I8: The recovery point of {point.Machine} at {new DateTime(point.CapturedAt, DateTimeKind.Utc):O} {what}.");

    sealed record Point(string Replica, string Machine, long CapturedAt, bool IsFull, long? Digest);
}
