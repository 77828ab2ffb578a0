using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>Everything that is asked to make a machine (Console specification 2.14). What is still open is null.</summary>
/// <param name="Pool">The pool it will live in.</param>
/// <param name="Template">The template it begins as; it must lie in that pool.</param>
/// <param name="Name">Its name, by the rule of <see cref="MachineName"/>.</param>
/// <param name="VirtualCpus">vCPUs, 1 to 254.</param>
/// <param name="CoresPerSocket">Cores in each virtual socket; divides the vCPUs.</param>
/// <param name="Memory">Its memory, at most 8 TiB and at most what the largest host has.</param>
/// <param name="Disks">Its disks: first the template's, in their order and size, then new ones.</param>
/// <param name="Adapters">Its network adapters, at most 7.</param>
/// <param name="HighAvailability">What happens to it when its host fails.</param>
/// <param name="StartOrder">Its rank among the machines restarted, 0 or more, lower first.</param>
/// <param name="BackupPolicies">The backup policies it comes under at once.</param>
/// <param name="StartAfterCreation">Whether it is powered on when it is made; needs a backup policy.</param>
/// <param name="CloudInit">What the guest configures itself with at its first boot, or null.</param>
/// <param name="Method">What it begins as.</param>
/// <param name="Image">The ISO in its DVD drive from the beginning, from which it boots first; or null.</param>
/// <param name="Item">The public image it begins as, in place of a template; published for everybody and so no object of a tenant.</param>
/// <param name="File">The XVA file it is imported from: an upload of the person who asks.</param>
public sealed partial record NewMachine(
    Id<Pool>? Pool,
    Id<Template>? Template,
    string Name,
    int VirtualCpus,
    int CoresPerSocket,
    ByteSize Memory,
    IReadOnlyList<NewDisk> Disks,
    IReadOnlyList<NewAdapter> Adapters,
    HighAvailabilityPriority HighAvailability,
    int StartOrder,
    IReadOnlyList<Id<BackupPolicy>> BackupPolicies,
    bool StartAfterCreation,
    CloudInit? CloudInit,
    CreationMethod Method = CreationMethod.Template,
    Id<DiskImage>? Image = null,
    Guid? Item = null,
    Guid? File = null)
{
    /// <summary>Whether whoever asks knows that the pool does not survive the failure of any one host any more, once it is started.</summary>
    public bool EvenIfUnprotected { get; init; }

    /// <summary>The order in which it tries its devices: with an ISO in the drive, that one first.</summary>
    public BootOrder BootOrder => Image is null ? BootOrder.DiskDvdNetwork : BootOrder.DvdDiskNetwork;

    /// <summary>What a machine made from this template begins with: its figures, its disks where they lie, its adapters with new MAC addresses.</summary>
    public static NewMachine From(Template template) => new(
        template.PoolId,
        template.Id,
        "",
        template.VirtualCpus,
        template.CoresPerSocket,
        template.Memory,
        [.. template.Disks.Select(disk => new NewDisk(disk.Name, disk.Capacity, disk.StorageRepositoryId))],
        [.. template.Adapters.Select(adapter => new NewAdapter(adapter.NetworkId, null))],
        HighAvailabilityPriority.Disabled,
        0,
        [],
        false,
        null);

    /// <summary>The same on other networks or with MAC addresses of its own: one entry for each adapter of its template, in their order, or none at all.</summary>
    /// <param name="template">The template it was begun from.</param>
    /// <param name="given">The entries; one without a network stays on the template's.</param>
    /// <returns><c>new-machine.template-adapters</c>.</returns>
    public Result<NewMachine> With(Template template, IReadOnlyList<NewAdapter> given)
    {
        if (given.Count == 0) return this;
        if (given.Count != template.Adapters.Count)
            return Problem.Invalid("new-machine.template-adapters", $"The template {template.Name} has {template.Adapters.Count} network adapters: give one entry for each of them in their order, or none at all; {given.Count} were given.", nameof(Adapters));
        return this with { Adapters = [.. given.Zip(template.Adapters, (adapter, own) => adapter with { Network = adapter.Network ?? own.NetworkId })] };
    }
}

/// <summary>A disk of a new machine.</summary>
/// <param name="Name">Its name, unique on the machine.</param>
/// <param name="Capacity">Its size, at most 2 TB; taken in full at once.</param>
/// <param name="Storage">The block storage it will lie on.</param>
public sealed record NewDisk(string Name, ByteSize Capacity, Id<StorageRepository>? Storage);

/// <summary>A network adapter of a new machine.</summary>
/// <param name="Network">The network it will be on.</param>
/// <param name="MacAddress">Its MAC address, or null or empty for a new one.</param>
public sealed record NewAdapter(Id<VirtualNetwork>? Network, string? MacAddress);
