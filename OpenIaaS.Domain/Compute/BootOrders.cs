using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>Boot orders as lists of devices, and back.</summary>
public static class BootOrders
{
    /// <summary>The devices of an order, first one first.</summary>
    public static IReadOnlyList<BootFrom> Devices(this BootOrder order) => order switch
    {
        BootOrder.DiskDvdNetwork => [BootFrom.Disk, BootFrom.Dvd, BootFrom.Network],
        BootOrder.DiskNetworkDvd => [BootFrom.Disk, BootFrom.Network, BootFrom.Dvd],
        BootOrder.DvdDiskNetwork => [BootFrom.Dvd, BootFrom.Disk, BootFrom.Network],
        BootOrder.DvdNetworkDisk => [BootFrom.Dvd, BootFrom.Network, BootFrom.Disk],
        BootOrder.NetworkDiskDvd => [BootFrom.Network, BootFrom.Disk, BootFrom.Dvd],
        BootOrder.NetworkDvdDisk => [BootFrom.Network, BootFrom.Dvd, BootFrom.Disk],
        BootOrder.DiskDvd => [BootFrom.Disk, BootFrom.Dvd],
        BootOrder.DiskNetwork => [BootFrom.Disk, BootFrom.Network],
        BootOrder.DvdDisk => [BootFrom.Dvd, BootFrom.Disk],
        BootOrder.DvdNetwork => [BootFrom.Dvd, BootFrom.Network],
        BootOrder.NetworkDisk => [BootFrom.Network, BootFrom.Disk],
        BootOrder.NetworkDvd => [BootFrom.Network, BootFrom.Dvd],
        BootOrder.Disk => [BootFrom.Disk],
        BootOrder.Dvd => [BootFrom.Dvd],
        BootOrder.Network => [BootFrom.Network],
    };

    /// <summary>The order of these devices.</summary>
    /// <param name="devices">One to three devices, each once, first one first (Terraform provider, <c>boot_order</c>: what is left out is not tried).</param>
    /// <returns><c>boot.order</c>.</returns>
    public static Result<BootOrder> Of(IReadOnlyList<BootFrom> devices)
    {
        foreach (var order in Enum.GetValues<BootOrder>())
            if (order.Devices().SequenceEqual(devices)) return order;
        return Problem.Invalid("boot.order", $"A boot order names one to three different devices; {devices.Count} were given, or one of them twice.", nameof(BootOrder));
    }
}
