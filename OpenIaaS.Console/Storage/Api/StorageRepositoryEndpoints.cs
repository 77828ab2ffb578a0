using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Storage.Api;

/// <summary>Block storage, which the wire calls storage repositories.</summary>
static class StorageRepositoryEndpoints
{
    public static void MapStorageRepositories(this IEndpointRouteBuilder app)
    {
        var storages = new ApiGroup(app, "/compute/v1/open_iaas/storage_repositories", "Storage repositories");
        storages.List<StorageRepositoryWire>("", Permission.InfrastructureRead, "The block storage, by zone, pool, host, type and sharing.", ListAsync).Remembered();
        storages.Read<StorageRepositoryWire>("/{id}", Permission.InfrastructureRead, "One block storage.", ReadAsync).Remembered();
    }

    static async Task<IResult> ListAsync([AsParameters] Asked asked, ApiCaller who, StorageApiQueries storages, CancellationToken stop) =>
        Answer.List(await storages.ListAsync(asked.Filter, who.Caller, stop), StorageRepositoryWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, StorageApiQueries storages, CancellationToken stop) =>
        Id<StorageRepository>.TryParse(id, null, out var known) ? Answer.One(await storages.FindAsync(known, who.Caller, stop), StorageRepositoryWire.Of) : Answer.NotFound("block storage", id);

    /// <param name="MisspeltTypes">The same as <paramref name="Types"/>: version 1.10.0 of the provider sends it under this name.</param>
    /// <param name="Shared">Only <c>true</c> filters; clients leave it out otherwise.</param>
    internal sealed record Asked(
        [property: FromQuery(Name = "machineManagerId")] string? MachineManagerId, [property: FromQuery(Name = "poolId")] string? PoolId, [property: FromQuery(Name = "hostId")] string? HostId,
        [property: FromQuery(Name = "types[]")] string[]? Types, [property: FromQuery(Name = "types,omitempty[]")] string[]? MisspeltTypes, [property: FromQuery(Name = "shared")] string? Shared)
    {
        public StorageApiQueries.Filter Filter => new(
            Given.Id<AvailabilityZone>(MachineManagerId), Given.Id<Pool>(PoolId), Given.Id<Host>(HostId), [.. Types ?? [], .. MisspeltTypes ?? []],
            string.Equals(Shared, "true", StringComparison.OrdinalIgnoreCase));
    }
}
