using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Storage;

/// <content>
/// What may be done to a disk, and what doing it changes. Every <c>Can…</c> is asked before the click and again when it is done; where the disk is
/// attached, its machine is asked too (<c>VirtualMachine.CanChangeDisks</c>).
/// </content>
public sealed partial class VirtualDisk
{
    /// <summary>Whether it can be attached to a machine.</summary>
    /// <param name="owner">The name of the machine that has it, or null.</param>
    /// <returns><c>disk.busy</c> or <c>disk.attached</c>.</returns>
    public Result CanAttach(string? owner)
    {
        if (Busy() is { } busy) return busy;
        return MachineId is null ? Result.Success : Problem.Conflict("disk.attached", $"The disk {Name} is attached to {owner ?? ""}; detach it there first.");
    }

    /// <summary>Whether it can be taken from its machine.</summary>
    /// <param name="machine">Its machine, or null.</param>
    /// <param name="snapshots">How many snapshots hold it, those counted that are still being merged.</param>
    /// <returns><c>disk.busy</c>, <c>disk.not-attached</c>, what <c>VirtualMachine.CanChangeDisks</c> returns, <c>disk.system</c> or <c>disk.snapshots</c>.</returns>
    public Result CanDetach(DiskUser? machine, int snapshots)
    {
        if (Busy() is { } busy) return busy;
        if (machine is null) return NotAttached();
        var can = IsConnected ? machine.Plug : machine.Change;
        if (!can.Ok) return can;
        return (Needed(machine) ?? Held(snapshots)) is { } problem ? problem : Result.Success;
    }

    /// <summary>Whether it can be connected to the machine it is attached to.</summary>
    /// <returns><c>disk.busy</c>, <c>disk.not-attached</c>, <c>disk.connected</c>, or what <c>VirtualMachine.CanChangeDisks</c> returns.</returns>
    public Result CanConnect(DiskUser? machine)
    {
        if (Busy() is { } busy) return busy;
        if (machine is null) return NotAttached();
        return IsConnected ? Problem.Conflict("disk.connected", $"The disk {Name} is connected to {machine.Name} already.") : machine.Plug;
    }

    /// <summary>Whether it can be disconnected and stay attached.</summary>
    /// <returns><c>disk.busy</c>, <c>disk.not-attached</c>, <c>disk.not-connected</c>, what <c>VirtualMachine.CanChangeDisks</c> returns, or <c>disk.system</c>.</returns>
    public Result CanDisconnect(DiskUser? machine)
    {
        if (Busy() is { } busy) return busy;
        if (machine is null) return NotAttached();
        if (!IsConnected) return Problem.Conflict("disk.not-connected", $"The disk {Name} is disconnected from {machine.Name} already.");
        var can = machine.Plug;
        if (!can.Ok) return can;
        return Needed(machine) is { } problem ? problem : Result.Success;
    }

    /// <summary>Whether it can be moved to other block storage; its machine runs on meanwhile.</summary>
    /// <param name="machine">Its machine, or null.</param>
    /// <param name="snapshots">How many snapshots hold it, those counted that are still being merged.</param>
    /// <returns><c>disk.busy</c>, what <c>VirtualMachine.CanChangeDisks</c> returns, or <c>disk.snapshots</c>.</returns>
    public Result CanMove(DiskUser? machine, int snapshots)
    {
        if (Busy() is { } busy) return busy;
        if (machine is { Change: { Ok: false } cannot }) return cannot;
        return Held(snapshots) is { } problem ? problem : Result.Success;
    }

    /// <summary>Whether it can be deleted: attached to no machine, disconnected, or while its machine is powered off.</summary>
    /// <param name="machine">Its machine, or null.</param>
    /// <param name="snapshots">How many snapshots hold it, those counted that are still being merged.</param>
    /// <returns><c>disk.busy</c>, what <c>VirtualMachine.CanChangeDisks</c> returns, <c>disk.in-use</c> or <c>disk.snapshots</c>.</returns>
    public Result CanDelete(DiskUser? machine, int snapshots)
    {
        if (Busy() is { } busy) return busy;
        if (machine is { Change: { Ok: false } cannot }) return cannot;
        if (machine is { Runs: true } && IsConnected)
            return Problem.Conflict("disk.in-use", $"{machine.Name} uses the disk {Name}: it can be deleted once it is disconnected, or while the machine is powered off.");
        return Held(snapshots) is { } problem ? problem : Result.Success;
    }

    /// <summary>A full copy of it for another machine, at the same place there.</summary>
    public VirtualDisk CopyTo(Id<VirtualDisk> id, Id<VirtualMachine> machine, Id<StorageRepository> storage) => new(id, TenantId, machine, storage, Name, Capacity, Position)
    {
        IsBootable = IsBootable, IsReadOnly = IsReadOnly, IsConnected = IsConnected, ExcludedFromBackup = ExcludedFromBackup,
    };

    /// <summary>Gives it another name, which has passed <see cref="DiskLimits.CheckName"/>.</summary>
    public void Rename(string name) => Name = name;

    /// <summary>Begins something, after the matching check.</summary>
    public void Begin(DiskAction action) => Pending = action;

    /// <summary>What was begun has ended, well or not; where it is and what it is attached to is as it was.</summary>
    public void Settle() => (Pending, MovesToId) = (DiskAction.None, null);

    /// <summary>Sets how its machine sees it.</summary>
    public void Mount(bool readOnly, bool bootable) => (IsReadOnly, IsBootable) = (readOnly, bootable);

    /// <summary>Takes a place on a machine.</summary>
    public void AttachTo(Id<VirtualMachine> machine, int position) => (MachineId, Position, IsConnected) = (machine, position, true);

    /// <summary>Leaves its machine.</summary>
    public void Detach() => (MachineId, Position, Pending, IsConnected, IsBootable, IsReadOnly) = (null, 0, DiskAction.None, false, false, false);

    /// <summary>Notes whether its machine sees it.</summary>
    public void Connect(bool connected) => (IsConnected, Pending) = (connected, DiskAction.None);

    /// <summary>Begins to move to other block storage.</summary>
    public void BeginMove(Id<StorageRepository> storage) => MovesToId = storage;

    /// <summary>Has arrived on other block storage.</summary>
    public void Arrive() => (StorageRepositoryId, MovesToId, Pending) = (MovesToId ?? StorageRepositoryId, null, DiskAction.None);

    static Term Doing(DiskAction action) => new(action switch
    {
        DiskAction.None => "idle",
        DiskAction.Creating => "being created",
        DiskAction.Attaching => "being attached",
        DiskAction.Detaching => "being detached",
        DiskAction.Connecting => "being connected",
        DiskAction.Disconnecting => "being disconnected",
        DiskAction.Moving => "being moved",
        DiskAction.Growing => "being made larger",
        DiskAction.Deleting => "being deleted",
    });

    Problem? Busy() => Pending == DiskAction.None ? null : Problem.Conflict("disk.busy", $"The disk {Name} is {Doing(Pending)}. Wait until that has ended.");

    Problem NotAttached() => Problem.Conflict("disk.not-attached", $"The disk {Name} is attached to no machine.");

    /// <summary>A system cannot lose the disk it runs from.</summary>
    Problem? Needed(DiskUser machine) => machine.Runs && machine.Boots == Id
        ? Problem.Conflict("disk.system", $"{machine.Name} runs from the disk {Name}; power it off first.")
        : null;

    /// <summary>Snapshots are chains of VHDs under the disk: they stay where it is.</summary>
    Problem? Held(int snapshots) => snapshots == 0
        ? null
        : Problem.Conflict("disk.snapshots", $"{snapshots} snapshots hold the disk {Name}, those counted that are still being merged; delete them and wait until they are merged.");
}
