using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <content>Whether its disks may change.</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether something may be done to its disks now.</summary>
    /// <param name="plugs">Whether its system would see a disk come or go: while it runs that needs PV drivers (Concepts, Tools: needed for advanced operations).</param>
    /// <returns><c>vm.busy</c>, <c>vm.waits-for-restart</c>, <c>disk.suspended</c> or <c>disk.needs-drivers</c>.</returns>
    public Result CanChangeDisks(bool plugs)
    {
        if ((Busy() ?? WaitsForRestart()) is { } not) return not;
        if (Power == PowerState.Halted) return Result.Success;
        if (Power != PowerState.Running) return Problem.Conflict("disk.suspended", $"{Name} is {Word(Power)}; its disks change while it is powered on or off.");
        return !plugs || Tools.PvDrivers
            ? Result.Success
            : Problem.Conflict("disk.needs-drivers", $"A running machine takes and gives disks only with PV drivers inside it, which are not seen in {Name}; install them, or power it off first.");
    }

    /// <summary>What its disks must know of it.</summary>
    /// <param name="boots">The disk it runs from, where a disk may have to go.</param>
    public DiskUser AsDiskUser(Id<VirtualDisk>? boots = null) => new(Name, Power != PowerState.Halted, CanChangeDisks(plugs: true), CanChangeDisks(plugs: false), boots);

    /// <summary>Begins to change its disks, after <see cref="CanChangeDisks"/>.</summary>
    public void BeginDiskChange() => Pending = PendingAction.ChangingDisks;
}
