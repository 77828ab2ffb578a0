using OpenIaaS.Console.Api;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog.Api;

/// <summary>A template as the API's clients read it.</summary>
/// <param name="MachineManager">The availability zone of its pool.</param>
/// <param name="InternalId">Its identity at the hypervisor, which is the same here.</param>
/// <param name="Cpu">The vCPUs a machine made from it begins with.</param>
/// <param name="NumCoresPerSocket">The cores in each socket of such a machine: those of the machine it was converted from, otherwise 1.</param>
/// <param name="Memory">The memory such a machine begins with, in bytes.</param>
/// <param name="PowerState">Always <c>Halted</c>: a template never runs.</param>
/// <param name="Snapshots">A template has none.</param>
/// <param name="SlaPolicies">A template has none.</param>
sealed record TemplateWire(
    string Id, Reference MachineManager, string InternalId, string Name, int Cpu, int NumCoresPerSocket, long Memory, string PowerState, IReadOnlyList<string> Snapshots,
    IReadOnlyList<string> SlaPolicies, IReadOnlyList<TemplateWire.DiskPart> Disks, IReadOnlyList<TemplateWire.AdapterPart> NetworkAdapters)
{
    public static TemplateWire Of(TemplateApiQueries.Row row) => new(
        $"{row.Id}", Reference.To(row.ZoneId, row.Zone), $"{row.Id}", row.Name, row.VirtualCpus, row.CoresPerSocket, row.Memory.Bytes, "Halted", [], [],
        [.. row.Disks.Select(disk => new DiskPart($"{disk.Id}", disk.Name, "", disk.Capacity.Bytes, Reference.To(disk.StorageId, disk.Storage ?? "")))],
        [.. row.Adapters.Select(adapter => new AdapterPart(adapter.Name, "", adapter.Mtu, true, Reference.To(adapter.NetworkId, adapter.Network ?? "")))]);

    /// <summary>A disk of a template.</summary>
    /// <param name="Size">Its size in bytes, which its copies keep.</param>
    public sealed record DiskPart(string Id, string Name, string Description, long Size, Reference StorageRepository);

    /// <summary>A network adapter of a template.</summary>
    /// <param name="MacAddress">Empty: each machine made from it gets one of its own.</param>
    /// <param name="Mtu">The largest packet of its network in bytes.</param>
    /// <param name="Attached">Whether it is plugged in: it is.</param>
    public sealed record AdapterPart(string Name, string MacAddress, int Mtu, bool Attached, Reference Network);
}
