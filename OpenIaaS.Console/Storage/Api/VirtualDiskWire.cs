using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Storage.Api;

/// <summary>A disk as the API's clients read it: of a machine, of a template, or an ISO.</summary>
/// <param name="InternalId">The id its hypervisor knows it by; here the same.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Usage">The bytes it takes; all of them, since disks are thick.</param>
/// <param name="IsSnapshot">Always false: what snapshots hold is no disk of its own here.</param>
/// <param name="VirtualMachines">The machine it is attached to, or none.</param>
/// <param name="Templates">The template it belongs to, or none.</param>
sealed record VirtualDiskWire(
    string Id, string InternalId, string Name, string Description, long Size, long Usage, bool IsSnapshot, Reference StorageRepository, VirtualDiskWire.Connection[] VirtualMachines, VirtualDiskWire.Belonging[] Templates)
{
    /// <param name="ReadOnly">Whether it can only be read there.</param>
    /// <param name="Connected">Whether its system sees it now; never while it is off.</param>
    public sealed record Connection(string Id, string Name, bool ReadOnly, bool Connected);

    /// <param name="ReadOnly">Whether it can only be read in machines made from it.</param>
    public sealed record Belonging(string Id, string Name, bool ReadOnly);

    public static VirtualDiskWire Of(DiskApiQueries.Row row)
    {
        var id = $"{row.Id}";
        return new VirtualDiskWire(
            id, id, row.Name, row.Description, row.Capacity.Bytes, row.Capacity.Bytes, false, Reference.To(row.StorageId, row.Storage),
            row.Machine is { } machine ? [new Connection(machine.Id.ToString("D"), machine.Name, machine.IsReadOnly, machine.IsConnected)] : [],
            row.Template is { } template ? [new Belonging(template.Id.ToString("D"), template.Name, template.IsReadOnly)] : []);
    }
}

/// <summary>A disk to be added to a machine, connected at once.</summary>
/// <param name="Size">Bytes, at most 2 TB.</param>
/// <param name="Mode"><c>RW</c> or <c>RO</c>.</param>
/// <param name="StorageRepositoryId">Block storage of the machine's pool.</param>
/// <param name="Bootable">Whether the machine may boot from it.</param>
[Example("""{"name":"data","size":107374182400,"mode":"RW","storageRepositoryId":"0198c0de-0000-7000-8000-000000000003","virtualMachineId":"0198c0de-0000-7000-8000-000000000001","bootable":false}""")]
sealed record NewVirtualDiskBody(string? Name, long? Size, string? Mode, string? StorageRepositoryId, string? VirtualMachineId, bool? Bootable);

/// <summary>What of a disk is to change; what is absent stays.</summary>
/// <param name="Size">Bytes. A size that is not the disk's own is refused; where the installation lets disks grow, it may be larger, at most 2 TB, while the disk is disconnected or its machine off.</param>
[Example("""{"name":"logs"}""")]
sealed record VirtualDiskChangeBody(string? Name, long? Size);

/// <summary>The machine a disk is attached to, with what it is seen as.</summary>
/// <param name="Mode"><c>RW</c> or <c>RO</c>.</param>
/// <param name="Position">Taken and without effect: it gets the lowest place that is free.</param>
[Example("""{"virtualMachineId":"0198c0de-0000-7000-8000-000000000001","bootable":false,"mode":"RW"}""")]
sealed record AttachDiskBody(string? VirtualMachineId, bool? Bootable, string? Mode, string? Position);

/// <summary>The machine a disk is taken from, or seen or not seen by.</summary>
[Example("""{"virtualMachineId":"0198c0de-0000-7000-8000-000000000001"}""")]
sealed record DiskMachineBody(string? VirtualMachineId);

/// <summary>Where a disk is to lie.</summary>
/// <param name="StorageRepositoryId">Other block storage of its pool.</param>
[Example("""{"storageRepositoryId":"0198c0de-0000-7000-8000-000000000003"}""")]
sealed record RelocateDiskBody(string? StorageRepositoryId);
