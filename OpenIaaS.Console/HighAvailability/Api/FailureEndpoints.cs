using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Api;

/// <summary>The record of failures, beyond the provider.</summary>
static class FailureEndpoints
{
    public static void MapFailures(this IEndpointRouteBuilder app)
    {
        var failures = new ApiGroup(app, "/compute/v1/open_iaas/failures", "Failures");
        failures.List<FailureWire>("", Permission.ComputeRead, "Failures of hosts, the newest first. They are kept for 400 days.", ListAsync);
        failures.Read<FailureDetailWire>("/{id}", Permission.ComputeRead, "One failure with its hosts, its machines, what was foreseen for each, what was tried and what came.", ReadAsync);
    }

    static async Task<IResult> ListAsync([AsParameters] Paging paging, [AsParameters] Asked asked, ApiCaller who, FailureQueries failures, CancellationToken stop) =>
        PagedAnswer.Of(await failures.ListAsync(asked.Filter, paging.Query, who.Caller, stop), FailureWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, FailureQueries failures, TimeProvider clock, CancellationToken stop) => Id<PoolFailure>.TryParse(id, null, out var failure)
        ? Answer.One(await failures.FindAsync(failure, who.Caller, stop), view => FailureDetailWire.Of(view, clock.GetUtcNow()))
        : Answer.NotFound("failure", id);

    /// <summary>Which failures.</summary>
    sealed record Asked(
        [property: FromQuery(Name = "poolId")] string? PoolId, [property: FromQuery(Name = "hostId")] string? HostId, [property: FromQuery(Name = "virtualMachineId")] string? VirtualMachineId,
        [property: FromQuery(Name = "running")] bool? Running, [property: FromQuery(Name = "from")] DateTimeOffset? From, [property: FromQuery(Name = "until")] DateTimeOffset? Until)
    {
        public FailureFilter Filter => new(Given.Id<Pool>(PoolId), Given.Id<Domain.Compute.Host>(HostId), Given.Id<VirtualMachine>(VirtualMachineId), Running, From, Until);
    }
}
