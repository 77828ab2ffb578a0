using System.Collections.Frozen;
using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Storage.Api;

/// <summary>Disks.</summary>
static class VirtualDiskEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { ["Capacity"] = "size", ["Storage"] = "storageRepositoryId", ["VirtualMachine"] = "virtualMachineId" };

    /// <summary>Whether a machine can only read it.</summary>
    static readonly FrozenDictionary<string, bool> Modes = new Dictionary<string, bool> { ["RW"] = false, ["RO"] = true }.ToFrozenDictionary();

    public static void MapVirtualDisks(this IEndpointRouteBuilder app)
    {
        var disks = new ApiGroup(app, "/compute/v1/open_iaas/virtual_disks", "Virtual disks");
        disks.List<VirtualDiskWire>("", Permission.ComputeRead, "The disks of the tenant, ISOs and disks of templates counted; or those of a virtual machine, a template or a block storage.", ListAsync).Remembered();
        disks.Read<VirtualDiskWire>("/{id}", Permission.ComputeRead, "One disk.", ReadAsync).Remembered();
        disks.Write("POST", "", Permission.ComputeManagement, "Add a disk to a virtual machine.", CreateAsync);
        disks.Write("PATCH", "/{id}", Permission.ComputeManagement, "Give a disk another name, or a larger size where the platform allows it.", ChangeAsync);
        disks.Write("DELETE", "/{id}", Permission.ComputeManagement, "Delete a disk with everything on it.", DeleteAsync);
        disks.Write("PATCH", "/{id}/attach", Permission.ComputeManagement, "Attach a disk that no virtual machine has to one of its pool.", AttachAsync);
        disks.Write("PATCH", "/{id}/detach", Permission.ComputeManagement, "Take a disk from its virtual machine and keep it.", DetachAsync);
        disks.Write("PATCH", "/{id}/connect", Permission.ComputeManagement, "Let a virtual machine see a disk it has.", ConnectAsync);
        disks.Write("PATCH", "/{id}/disconnect", Permission.ComputeManagement, "Let a virtual machine no longer see a disk it has.", DisconnectAsync);
        disks.Write("PATCH", "/{id}/relocate", Permission.ComputeManagement, "Move a disk to other block storage of its pool; its virtual machine runs on.", RelocateAsync);
    }

    static async Task<IResult> ListAsync(string? virtualMachineId, string? templateId, string? storageRepositoryId, ApiCaller who, DiskApiQueries disks, CancellationToken stop)
    {
        var (machine, storage) = (Given.Id<VirtualMachine>(virtualMachineId), Given.Id<StorageRepository>(storageRepositoryId));
        // No disk belongs to a machine and to a template.
        return Given.Id<Template>(templateId) is { } template
            ? Answer.List(await disks.OfTemplateAsync(machine is null ? template : default, storage, who.Caller, stop), VirtualDiskWire.Of)
            : Answer.List(await disks.ListAsync(machine, storage, who.Caller, stop), VirtualDiskWire.Of);
    }

    static async Task<IResult> ReadAsync(string id, ApiCaller who, DiskApiQueries disks, CancellationToken stop) =>
        Id<VirtualDisk>.TryParse(id, null, out var known) ? Answer.One(await disks.FindAsync(known, who.Caller, stop), VirtualDiskWire.Of) : NotFound(id);

    static async Task<IResult> CreateAsync(NewVirtualDiskBody body, ApiCaller who, CreateDisk create, CancellationToken stop)
    {
        var missing = Given.Missing(("name", body.Name), ("size", body.Size), ("mode", body.Mode), ("storageRepositoryId", body.StorageRepositoryId), ("virtualMachineId", body.VirtualMachineId));
        if (missing.Count > 0) return Answer.Accepted(missing);
        if (!Given.TryWord(Modes, body.Mode, out var wrong, out var readOnly, "mode")) return Answer.Accepted(wrong);
        var order = new CreateDisk.Order(
            Given.Id<VirtualMachine>(body.VirtualMachineId)!.Value, body.Name!, new ByteSize(body.Size!.Value), Given.Id<StorageRepository>(body.StorageRepositoryId), readOnly ?? false, body.Bootable ?? false);
        return Answer.Accepted(await create.SubmitAsync(order, who.Caller, stop), Fields);
    }

    static Task<IResult> ChangeAsync(string id, VirtualDiskChangeBody body, ApiCaller who, RenameDisk rename, GrowDisk grow, CancellationToken stop) => OnAsync(id, disk => body.Size is { } size
        ? grow.SubmitAsync(new GrowDisk.Order(disk, Given.Text(body.Name), new ByteSize(size)), who.Caller, stop)
        : rename.SubmitAsync(new RenameDisk.Input(disk, Given.Text(body.Name)), who.Caller, stop));

    static Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteDisk delete, CancellationToken stop) =>
        OnAsync(id, disk => delete.SubmitAsync(new DeleteDisk.Input(disk), who.Caller, stop));

    static Task<IResult> AttachAsync(string id, AttachDiskBody body, ApiCaller who, AttachDisk attach, CancellationToken stop)
    {
        if (!Given.TryWord(Modes, body.Mode, out var wrong, out var readOnly, "mode")) return Task.FromResult(Answer.Accepted(wrong));
        return OfMachineAsync(id, body.VirtualMachineId, (disk, machine) => attach.SubmitAsync(new AttachDisk.Input(disk, machine, readOnly ?? false, body.Bootable ?? false), who.Caller, stop));
    }

    static Task<IResult> DetachAsync(string id, DiskMachineBody body, ApiCaller who, DetachDisk detach, CancellationToken stop) =>
        OfMachineAsync(id, body.VirtualMachineId, (disk, machine) => detach.SubmitAsync(new DetachDisk.Input(disk, machine), who.Caller, stop));

    static Task<IResult> ConnectAsync(string id, DiskMachineBody body, ApiCaller who, ConnectDisk connect, CancellationToken stop) =>
        OfMachineAsync(id, body.VirtualMachineId, (disk, machine) => connect.SubmitAsync(new PlugDisk.Input(disk, machine), who.Caller, stop));

    static Task<IResult> DisconnectAsync(string id, DiskMachineBody body, ApiCaller who, DisconnectDisk disconnect, CancellationToken stop) =>
        OfMachineAsync(id, body.VirtualMachineId, (disk, machine) => disconnect.SubmitAsync(new PlugDisk.Input(disk, machine), who.Caller, stop));

    static Task<IResult> RelocateAsync(string id, RelocateDiskBody body, ApiCaller who, MoveDisk move, CancellationToken stop) =>
        Given.Id<StorageRepository>(body.StorageRepositoryId) is { } storage
            ? OnAsync(id, disk => move.SubmitAsync(new MoveDisk.Input(disk, storage), who.Caller, stop))
            : Task.FromResult(Answer.Accepted(Given.Missing("storageRepositoryId")));

    static Task<IResult> OfMachineAsync(string id, string? machine, Func<Id<VirtualDisk>, Id<VirtualMachine>, Task<Result<Id<Activity>>>> submit) =>
        Given.Id<VirtualMachine>(machine) is { } owner ? OnAsync(id, disk => submit(disk, owner)) : Task.FromResult(Answer.Accepted(Given.Missing("virtualMachineId")));

    static async Task<IResult> OnAsync(string id, Func<Id<VirtualDisk>, Task<Result<Id<Activity>>>> submit) =>
        Id<VirtualDisk>.TryParse(id, null, out var known) ? Answer.Accepted(await submit(known), Fields) : NotFound(id);

    static IResult NotFound(string id) => Answer.NotFound("disk", id);
}
