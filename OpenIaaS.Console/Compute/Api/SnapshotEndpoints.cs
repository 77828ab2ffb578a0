using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Snapshots of virtual machines. The provider only reads them.</summary>
static class SnapshotEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { [nameof(RevertToSnapshot.Order.Before)] = "snapshotBefore", ["VirtualMachine"] = "virtualMachineId" };

    public static void MapSnapshots(this IEndpointRouteBuilder app)
    {
        var snapshots = new ApiGroup(app, "/compute/v1/open_iaas/snapshots", "Snapshots");
        snapshots.List<SnapshotWire>("", Permission.ComputeRead, "The snapshots of the tenant, or of one virtual machine.", ListAsync).Remembered();
        snapshots.Read<SnapshotWire>("/{id}", Permission.ComputeRead, "One snapshot.", ReadAsync).Remembered();
        snapshots.Write("POST", "", Permission.ComputeManagement, "Take a snapshot of a virtual machine.", TakeAsync);
        snapshots.Write("PATCH", "/{id}", Permission.ComputeManagement, "Give a snapshot another name or description.", ChangeAsync);
        snapshots.Write("DELETE", "/{id}", Permission.ComputeManagement, "Delete a snapshot; its space is free once it is merged.", DeleteAsync);
        snapshots.Write("POST", "/{id}/revert", Permission.ComputeManagement, "Bring a virtual machine back to a snapshot.", RevertAsync);
    }

    static async Task<IResult> ListAsync(string? virtualMachineId, ApiCaller who, SnapshotApiQueries snapshots, CancellationToken stop) =>
        Answer.List(await snapshots.ListAsync(Given.Id<VirtualMachine>(virtualMachineId), who.Caller, stop), SnapshotWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, SnapshotApiQueries snapshots, CancellationToken stop) =>
        Id<Snapshot>.TryParse(id, null, out var known) ? Answer.One(await snapshots.FindAsync(known, who.Caller, stop), SnapshotWire.Of) : NotFound(id);

    static async Task<IResult> TakeAsync(NewSnapshotBody body, ApiCaller who, TakeSnapshot take, CancellationToken stop)
    {
        var missing = Given.Missing(("virtualMachineId", body.VirtualMachineId), ("name", body.Name));
        return Answer.Accepted(
            missing.Count > 0 ? missing : await take.SubmitAsync(Given.Id<VirtualMachine>(body.VirtualMachineId)!.Value, body.Name!, body.Description ?? "", body.IncludesMemory ?? false, who.Caller, stop),
            Fields);
    }

    static Task<IResult> ChangeAsync(string id, SnapshotChangeBody body, ApiCaller who, SnapshotApiQueries snapshots, UpdateSnapshot update, CancellationToken stop) => OnAsync(
        id, snapshots, who, snapshot => update.SubmitAsync(new UpdateSnapshot.Input(snapshot.Id, snapshot.MachineId, Given.Text(body.Name) ?? snapshot.Name, body.Description ?? snapshot.Description), who.Caller, stop), stop);

    static Task<IResult> DeleteAsync(string id, ApiCaller who, SnapshotApiQueries snapshots, DeleteSnapshot delete, CancellationToken stop) =>
        OnAsync(id, snapshots, who, snapshot => delete.SubmitAsync(new DeleteSnapshot.Input(snapshot.Id, snapshot.MachineId), who.Caller, stop), stop);

    static Task<IResult> RevertAsync(string id, RevertBody body, ApiCaller who, SnapshotApiQueries snapshots, RevertToSnapshot revert, CancellationToken stop) => OnAsync(
        id, snapshots, who,
        snapshot => revert.SubmitAsync(new RevertToSnapshot.Order(snapshot.MachineId, snapshot.Id, body.Force ?? false, Given.Text(body.SnapshotBefore)), who.Caller, stop), stop);

    /// <summary>The use cases know a snapshot by its machine, and callers by its id alone.</summary>
    static async Task<IResult> OnAsync(string id, SnapshotApiQueries snapshots, ApiCaller who, Func<SnapshotApiQueries.Row, Task<Result<Id<Activity>>>> submit, CancellationToken stop)
    {
        if (!Id<Snapshot>.TryParse(id, null, out var known)) return NotFound(id);
        var found = await snapshots.FindToChangeAsync(known, who.Caller, stop);
        return found.Ok ? Answer.Accepted(await submit(found.Value), Fields) : ProblemResponse.From(found.Problems);
    }

    static IResult NotFound(string id) => Answer.NotFound("snapshot", id);
}

/// <summary>A snapshot as the API's clients read it.</summary>
/// <param name="CreateTime">When it was taken, in seconds since 1970-01-01 UTC.</param>
sealed record SnapshotWire(string Id, string Description, string VirtualMachineId, string Name, long CreateTime)
{
    public static SnapshotWire Of(SnapshotApiQueries.Row row) => new($"{row.Id}", row.Description, $"{row.MachineId}", row.Name, row.CreatedAt.ToUnixTimeSeconds());
}
