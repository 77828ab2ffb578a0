using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>Switches high availability of a pool on, with its heartbeat storage, or off.</summary>
public sealed class SetPoolHighAvailability(Submission submission) : ICommand
{
    /// <param name="Version">The version of the pool the caller saw; null for a whole setting, which holds whatever the pool was before.</param>
    /// <param name="Heartbeat">The heartbeat storage; null switches it off.</param>
    public sealed record Input(Id<Pool> Pool, int? Version, Id<StorageRepository>? Heartbeat);

    public string ActivityType => ActivityTypes.PoolHighAvailability;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var pool = await database.FindVisibleAsync(input.Pool, caller, stop);
            if (pool is null) return Problem.NotFound("pool", input.Pool);
            if (input.Version is { } seen && pool.Version != seen) return Problem.Changed("pool", pool.Name);
            if (input.Heartbeat is not { } asked)
            {
                pool.DisableHighAvailability();
                return Target(pool);
            }

            var heartbeat = await database.FindVisibleAsync(asked, caller, stop);
            if (heartbeat is null) return Problem.NotFound("block storage", asked);
            var allowed = HeartbeatRule.CanEnable(pool, await PoolFacts.ConnectedHostsAsync(database, pool.Id, stop), heartbeat, await PoolFacts.TiedToHostAsync(database, pool.Id, stop));
            if (!allowed.Ok) return Result<ActivityTarget>.Refused(allowed.Problems);
            pool.EnableHighAvailability(heartbeat.Id);
            return Target(pool);
        }, stop);

    static ActivityTarget Target(Pool pool) => new("pool", pool.Id.Value, pool.Name);
}
