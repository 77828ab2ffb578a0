using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
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

    static async Task<IResult> SetAsync(string id, SettingWire setting, ApiCaller who, SetPoolHighAvailability set, CancellationToken stop) => Id<Pool>.TryParse(id, null, out var known)
        ? Answer.Accepted(await set.SubmitAsync(new SetPoolHighAvailability.Input(known, null, Given.Id<StorageRepository>(setting.HeartbeatStorageRepositoryId)), who.Caller, stop))
        : Answer.NotFound("pool", id);
}
