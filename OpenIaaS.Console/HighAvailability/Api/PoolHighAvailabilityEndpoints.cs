using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability.Api;

/// <summary>High availability of pools, beyond the provider, which only reads whether it is on.</summary>
static class PoolHighAvailabilityEndpoints
{
    /// <param name="HeartbeatStorageRepositoryId">The shared block storage that carries the heartbeat; absent or null switches high availability off.</param>
    [Example("""{"heartbeatStorageRepositoryId":"0198c0de-0000-7000-8000-000000000003"}""")]
    public sealed record SettingWire(string? HeartbeatStorageRepositoryId);

    public static void MapPoolHighAvailability(this IEndpointRouteBuilder app) =>
        new ApiGroup(app, "/compute/v1/open_iaas/pools", "Pools").Write(
            "PUT", "/{id}/high_availability", Permission.InfrastructureWrite, "Switches high availability of a pool on or off.", SetAsync);

    static async Task<IResult> SetAsync(string id, SettingWire setting, ApiCaller who, PoolQueries pools, SetPoolHighAvailability set, CancellationToken stop)
    {
        if (!Id<Pool>.TryParse(id, null, out var known)) return Answer.NotFound("pool", id);
        var heartbeat = Given.Id<StorageRepository>(setting.HeartbeatStorageRepositoryId);
        var found = await pools.ListAsync(who.Caller, stop);
        if (!found.Ok) return ProblemResponse.From(found.Problems);
        // What is asked for is a whole setting: it holds whatever the pool was before.
        var version = found.Value.FirstOrDefault(pool => pool.Id == known)?.Version ?? 0;
        return Answer.Accepted(await set.SubmitAsync(new SetPoolHighAvailability.Input(known, version, heartbeat), who.Caller, stop));
    }
}
