using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Replication;

/// <content>A run that somebody asks for beside the ticks, to lose nothing.</content>
public sealed partial class Replica
{
    /// <summary>How far a sync is that was asked for.</summary>
    /// <param name="since">The moment its point must not show the machine before, UTC.</param>
    /// <returns>True once there is such a point, false while it is on its way, <c>replica.sync</c> with the reason when its run failed.</returns>
    public Result<bool> SyncedSince(DateTimeOffset since)
    {
        if (LastPointAt >= since) return true;
        if (WaitingSince >= since) return Problem.Conflict("replica.sync", $"The last copy did not get through: {LastProblem ?? ""}");
        return false;
    }

    /// <summary>Makes a run due now, unless one is under way; the grid of its ticks stays.</summary>
    public void OrderRun(DateTimeOffset now)
    {
        if (RunningSince is null && WaitingSince is null && NextRunAt > now) NextRunAt = now;
    }
}
