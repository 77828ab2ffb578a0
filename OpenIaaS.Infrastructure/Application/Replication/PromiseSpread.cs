using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>
/// Lets the replicas of a policy follow a change of its interval, some hundreds in one transaction: the engine writes the same rows each second,
/// and a policy may have ten thousand. They follow as of the moment of the change, however much later this runs.
/// </summary>
public sealed class PromiseSpread(IDbContextFactory<ConsoleDbContext> databases)
{
    const int Most = 500;
    const int Attempts = 16;

    /// <returns>How many followed.</returns>
    public async Task<int> SpreadAsync(Id<ReplicationPolicy> id, CancellationToken stop)
    {
        for (var followed = 0; ;)
        {
            var some = await SomeAsync(id, stop);
            followed += some;
            if (some < Most) return followed;
        }
    }

    async Task<int> SomeAsync(Id<ReplicationPolicy> id, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var policy = await database.ReplicationPolicies.SingleOrDefaultAsync(row => row.Id == id && row.IsSpreading, stop);
            if (policy is null) return 0;
            var every = (TimeSpan?)policy.Interval.Every;
            var behind = await database.Replicas.Where(replica => replica.PolicyId == id && replica.Promised != every).OrderBy(replica => replica.Id).Take(Most).ToListAsync(stop);
            foreach (var replica in behind) replica.Follow(policy);
            if (behind.Count < Most) policy.EndSpreading();
            try
            {
                await database.SaveChangesAsync(stop);
                return behind.Count;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // A run of one of them ended in between: it follows by itself then, and the others are read again.
            }
        }
    }
}
