using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <content>Making a disk larger, where the platform allows it.</content>
public sealed partial class VirtualDisk
{
    /// <summary>
    /// Whether it can be made larger now: disconnected, or while its machine is powered off, which is when the Terraform provider asks for it (api-contract, section 7), and without
    /// snapshots, whose VHDs have the size the disk had.
    /// </summary>
    /// <param name="machine">Its machine, or null.</param>
    /// <param name="snapshots">How many snapshots hold it, those counted that are still being merged.</param>
    /// <returns><c>disk.busy</c>, what <c>VirtualMachine.CanChangeDisks</c> returns, <c>disk.grows-unused</c> or <c>disk.snapshots</c>.</returns>
    public Result CanGrow(DiskUser? machine, int snapshots)
    {
        if (Busy() is { } busy) return busy;
        if (machine is { Change: { Ok: false } cannot }) return cannot;
        if (machine is { Runs: true } && IsConnected)
            return Problem.Conflict("disk.grows-unused", $"{machine.Name} uses the disk {Name}: it can be made larger once it is disconnected, or while the machine is powered off.");
        return Held(snapshots) is { } problem ? problem : Result.Success;
    }

    /// <summary>Has another size from now on, which has passed <see cref="DiskLimits.CheckGrowth"/>.</summary>
    public void Grow(ByteSize capacity) => Capacity = capacity;
}
