using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>The machine that an XVA file holds, as its <c>ova.xml</c> describes it (Console specification 2.14 B).</summary>
/// <param name="Name">Its name there.</param>
/// <param name="GuestSystem">The template it was made from there, or that it is not known.</param>
/// <param name="VirtualCpus">vCPUs.</param>
/// <param name="CoresPerSocket">Cores in each virtual socket.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Firmware">How it boots.</param>
/// <param name="SecureBoot">Whether secure boot was on.</param>
/// <param name="Disks">Its disks, by their position.</param>
/// <param name="Adapters">Its network adapters, by their position.</param>
public sealed record XvaMachine(
    string Name, string GuestSystem, int VirtualCpus, int CoresPerSocket, ByteSize Memory, Firmware Firmware, bool SecureBoot,
    IReadOnlyList<XvaDisk> Disks, IReadOnlyList<XvaAdapter> Adapters)
{
    /// <summary>Whether it is within the limits of machines here; what is beyond them is said at once, before anything is made.</summary>
    /// <returns><c>vcpu.*</c>, <c>memory.*</c>, <c>disk.too-many-devices</c>, <c>disk.too-large</c>, <c>disk.too-small</c>, <c>adapter.too-many</c>.</returns>
    public Result Check() => Result.From(
    [
        .. VirtualMachineLimits.CheckVirtualCpus(VirtualCpus, CoresPerSocket).Problems,
        .. VirtualMachineLimits.CheckMemory(Memory).Problems,
        .. DiskLimits.CheckDevices(Disks.Count).Problems,
        .. Disks.SelectMany(disk => DiskLimits.CheckCapacity(disk.Capacity).Problems),
        .. AdapterLimits.CheckCount(Adapters.Count).Problems,
    ]);
}

/// <summary>A disk of a machine in an XVA file.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Capacity">Its size.</param>
/// <param name="Written">What of it is in the file: blocks of zeros are left out.</param>
public sealed record XvaDisk(string Name, ByteSize Capacity, ByteSize Written);

/// <summary>A network adapter of a machine in an XVA file.</summary>
/// <param name="NetworkName">The network it was on there.</param>
/// <param name="MacAddress">Its MAC address there, lower case with colons; empty when it had none that is valid.</param>
public sealed record XvaAdapter(string NetworkName, string MacAddress);
