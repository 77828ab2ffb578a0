using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>What is made of a whole virtual machine: a copy, a template, or the same one in another pool. Beyond the provider.</summary>
static class VirtualMachineCopyEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { [nameof(CloneVirtualMachine.Order.Storage)] = "storageRepositoryId" };

    public static void MapCopies(this ApiGroup machines)
    {
        machines.Write("POST", "/{id}/clone", Permission.ComputeManagement, "Make a full copy of a virtual machine that is powered off.", CloneAsync);
        machines.Write("POST", "/{id}/convert", Permission.ComputeManagement, "Make a template of a virtual machine that is powered off; the machine is gone then.", ConvertAsync);
        machines.Write("POST", "/{id}/migrate", Permission.ComputeManagement, "Move a virtual machine to another pool with its disks; one that runs goes on running.", MigrateAsync);
    }

    static async Task<IResult> CloneAsync(string id, CloneBody body, ApiCaller who, CloneVirtualMachine clone, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        return string.IsNullOrEmpty(body.Name)
            ? Answer.Accepted(Given.Missing("name"))
            : Answer.Accepted(await clone.SubmitAsync(new CloneVirtualMachine.Order(known, body.Name, Given.Id<StorageRepository>(body.StorageRepositoryId), body.CopyPolicies ?? true), who.Caller, stop), Fields);
    }

    static async Task<IResult> ConvertAsync(string id, ConvertBody body, ApiCaller who, ConvertToTemplate convert, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var known) ? Answer.Accepted(await convert.SubmitAsync(known, body.Description ?? "", who.Caller, stop)) : VirtualMachineEndpoints.NotFound(id);

    static async Task<IResult> MigrateAsync(string id, MigrateBody body, bool? evenIfUnprotected, ApiCaller who, RelocateVirtualMachine relocate, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        if (Given.Id<Pool>(body.PoolId) is not { } pool) return Answer.Accepted(Given.Missing("poolId"));
        var (disks, adapters) = (Disks(body), Adapters(body));
        Dictionary<string, string> fields = new() { ["Pool"] = "poolId", ["Host"] = "hostId", ["BackupPolicies"] = "policyIds" };
        foreach (var (index, disk) in disks.Index()) fields[Relocation.Field(disk.Id)] = $"disks[{index}]";
        foreach (var (index, adapter) in adapters.Index()) fields[Relocation.Field(adapter.Id)] = $"networkAdapters[{index}]";
        var policies = (body.PolicyIds ?? []).Select(policy => Given.Id<BackupPolicy>(policy) ?? default).ToList();
        return Answer.Accepted(await relocate.SubmitAsync(new RelocateVirtualMachine.Input(known, new Relocation(pool, Given.Id<Host>(body.HostId), disks, adapters, policies), evenIfUnprotected ?? false), who.Caller, stop), fields);
    }

    static List<Relocation.Disk> Disks(MigrateBody body) =>
        [.. (body.Disks ?? []).Select(disk => new Relocation.Disk(Given.Id<VirtualDisk>(disk.Id) ?? default, Given.Id<StorageRepository>(disk.StorageRepositoryId)))];

    static List<Relocation.Adapter> Adapters(MigrateBody body) =>
        [.. (body.NetworkAdapters ?? []).Select(adapter => new Relocation.Adapter(Given.Id<NetworkAdapter>(adapter.Id) ?? default, Given.Id<VirtualNetwork>(adapter.NetworkId)))];
}
