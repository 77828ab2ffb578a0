using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Snapshots of virtual machines.</summary>
static class SnapshotEndpoints
{
    public static void MapSnapshots(this IEndpointRouteBuilder app)
    {
        var snapshots = new ApiGroup(app, "/compute/v1/open_iaas/snapshots", "Snapshots");
        snapshots.List<SnapshotWire>("", Permission.ComputeRead, "The snapshots of the tenant, or of one virtual machine.", ListAsync).Remembered();
        snapshots.Read<SnapshotWire>("/{id}", Permission.ComputeRead, "One snapshot.", ReadAsync).Remembered();
    }

    static async Task<IResult> ListAsync(string? virtualMachineId, ApiCaller who, SnapshotApiQueries snapshots, CancellationToken stop) =>
        Answer.List(await snapshots.ListAsync(Given.Id<VirtualMachine>(virtualMachineId), who.Caller, stop), SnapshotWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, SnapshotApiQueries snapshots, CancellationToken stop) =>
        Id<Snapshot>.TryParse(id, null, out var known) ? Answer.One(await snapshots.FindAsync(known, who.Caller, stop), SnapshotWire.Of) : Answer.NotFound("snapshot", id);
}

/// <summary>A snapshot as the API's clients read it.</summary>
/// <param name="CreateTime">When it was taken, in seconds since 1970-01-01 UTC.</param>
sealed record SnapshotWire(string Id, string Description, string VirtualMachineId, string Name, long CreateTime)
{
    public static SnapshotWire Of(SnapshotApiQueries.Row row) => new($"{row.Id}", row.Description, $"{row.MachineId}", row.Name, row.CreatedAt.ToUnixTimeSeconds());
}
