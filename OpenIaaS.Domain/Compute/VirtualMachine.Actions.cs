using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>What may be done to a machine, and what doing it changes. Every <c>Can…</c> is asked before the click and again when it is done.</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether it can be powered on.</summary>
    /// <param name="backupPolicies">How many backup policies it has; <c>nobackup</c> counts (Console specification 3.3, 8).</param>
    /// <returns><c>vm.busy</c>, <c>vm.not-halted</c>, <c>vm.copy-runs</c>, or <c>vm.no-backup-policy</c> (backup is a mandatory part of the qualified platform: Concepts, Virtual Machine Backup).</returns>
    public Result CanStart(int backupPolicies)
    {
        if (Busy() is { } busy) return busy;
        if (Power != PowerState.Halted) return Problem.Conflict("vm.not-halted", $"{Name} is not powered off; it is {Word(Power)}.");
        if (CopyRuns() is { } taken) return taken;
        return backupPolicies > 0 ? Result.Success : NoBackupPolicy();
    }

    /// <summary>
    /// Whether it can be shut down or powered off. One that went down with its host and waits to be restarted can: its user gives the restart up
    /// (Reliability 3, rule 1: retried until they run, are stopped by the user or leave the mode).
    /// </summary>
    /// <param name="force">Cuts the power; a clean shutdown needs the management agent.</param>
    /// <param name="stall">What is seen of its disks now; a system that waits for them cannot end its services.</param>
    /// <returns><c>vm.busy</c>, <c>vm.not-running</c>, <c>vm.stalled</c> or <c>vm.needs-agent</c>.</returns>
    public Result CanStop(bool force, DiskStall? stall = null)
    {
        if (Busy() is { } busy) return busy;
        if (Power == PowerState.Halted && LostAt is not null) return Result.Success;
        if (Power != PowerState.Running) return Problem.Conflict("vm.not-running", $"{Name} is not powered on; it is {Word(Power)}.");
        if (!force && stall is { IsUnreachable: true })
            return Problem.Conflict("vm.stalled", $"{Name} stands still: it waits for the block storage {stall.Storage}, which cannot be reached. Wait until it is back, or power off by force.");
        return force || Tools.ManagementAgent
            ? Result.Success
            : Problem.Conflict("vm.needs-agent", $"A clean shutdown needs the management agent inside {Name}, which is not seen; install it, or power off by force.");
    }

    /// <summary>Whether it can be deleted: only powered off (Console specification 2.4), unless its power may be cut for it.</summary>
    /// <param name="force">Cuts the power of one that runs first: the Terraform provider deletes machines without powering them off.</param>
    /// <returns><c>vm.busy</c>, <c>vm.copy-runs</c>, <c>vm.is-copy</c> or <c>vm.delete-running</c>.</returns>
    public Result CanDelete(bool force = false)
    {
        if ((Busy() ?? InRecovery()) is { } not) return not;
        return Power == PowerState.Halted || (force && Power == PowerState.Running) ? Result.Success : Problem.Conflict("vm.delete-running", $"{Name} can be deleted only while it is powered off; it is {Word(Power)}.");
    }

    /// <summary>Whether vCPU, sockets and memory can be changed: only powered off (Concepts, vCPU and Memory Resource Management).</summary>
    /// <returns><c>vm.busy</c> or <c>vm.cold-only</c>.</returns>
    public Result CanChangeCold()
    {
        if (Busy() is { } busy) return busy;
        return Power == PowerState.Halted ? Result.Success : Problem.Conflict("vm.cold-only", $"vCPU and memory change only while the machine is powered off; {Name} is {Word(Power)}.");
    }

    /// <summary>Whether it can start with its host: only with a backup policy (Console specification 2.6).</summary>
    /// <returns><c>vm.no-backup-policy</c>.</returns>
    public Result CanAutoPowerOn(int backupPolicies) => backupPolicies > 0 ? Result.Success : NoBackupPolicy();

    /// <summary>Begins to power it on, after the same checks as <see cref="CanStart"/>.</summary>
    public Result BeginStart(int backupPolicies) => Begin(CanStart(backupPolicies), PendingAction.Starting, wanted: true);

    /// <summary>Begins to shut it down; from now on high availability leaves it alone, for its user wants it stopped.</summary>
    public Result BeginStop(bool force, DiskStall? stall = null) => Begin(CanStop(force, stall), PendingAction.Stopping, wanted: false);

    /// <summary>Whether it can be restarted where it is: what <see cref="CanStop"/> asks, of a machine that runs.</summary>
    /// <param name="force">Cuts the power; a clean restart needs the management agent.</param>
    /// <param name="stall">What is seen of its disks now; without them it could not boot.</param>
    /// <returns><c>vm.busy</c>, <c>vm.not-running</c>, <c>vm.cannot-boot</c> or <c>vm.needs-agent</c>.</returns>
    public Result CanRestart(bool force, DiskStall? stall = null)
    {
        if (Busy() is { } busy) return busy;
        if (Power != PowerState.Running) return Problem.Conflict("vm.not-running", $"{Name} is not powered on; it is {Word(Power)}.");
        return stall is { IsUnreachable: true }
            ? Problem.Conflict("vm.cannot-boot", $"{Name} could not boot: its block storage {stall.Storage} cannot be reached. Wait until it is back, or power off by force.")
            : CanStop(force);
    }

    /// <summary>Begins to restart it.</summary>
    public Result BeginRestart(bool force, DiskStall? stall = null) => Begin(CanRestart(force, stall), PendingAction.Restarting, wanted: true);

    /// <summary>Begins to delete it.</summary>
    public Result BeginDelete(bool force = false) => Begin(CanDelete(force), PendingAction.Deleting, wanted: false);

    /// <summary>Notes that it runs on <paramref name="host"/>.</summary>
    public void ObserveRunning(Id<Host> host)
    {
        (Power, HostId, LastHostId, Pending, WantedRunning) = (PowerState.Running, host, host, PendingAction.None, true);
        (LostAt, BestEffortSpent, ScheduledHostId, RecoveryTriedAt, RecoveryFoundNoRoom) = (null, false, null, null, false);
    }

    /// <summary>Notes that it is powered off, after a creation or a shutdown.</summary>
    public void ObserveHalted() => (Power, HostId, LastHostId, Pending, Tools, ScheduledHostId) = (PowerState.Halted, null, HostId ?? LastHostId, PendingAction.None, GuestTools.None, null);

    /// <summary>Notes that what was being done to it did not work; its power state is as it was.</summary>
    public void Abandon() => (Pending, ScheduledHostId) = (PendingAction.None, null);

    /// <summary>Notes that a change has ended, well or not. What began meanwhile, because its host was lost, goes on.</summary>
    public void End(PendingAction change)
    {
        if (Pending == change) Pending = PendingAction.None;
    }

    /// <summary>Notes what is seen of its tools.</summary>
    public void Observe(GuestTools tools) => Tools = tools;

    /// <summary>Notes which config drive it has.</summary>
    public void Observe(ConfigDrive drive) => ConfigDrive = drive;

    /// <summary>Notes the name its guest reports.</summary>
    public void Report(string hostName) => GuestHostName = hostName;

    /// <summary>Sets what happens when its host fails. Best-effort has one attempt after a failure: for a machine that waits, what was tried before counts (Reliability 3, rule 1).</summary>
    public void Prioritise(HighAvailabilityPriority priority, int startOrder) =>
        (HighAvailability, StartOrder, BestEffortSpent) = (priority, startOrder, priority == HighAvailabilityPriority.BestEffort && RecoveryTriedAt is not null);

    static Term Word(PowerState power) => new(power switch
    {
        PowerState.Halted => "powered off",
        PowerState.Running => "powered on",
        PowerState.Paused => "paused",
        PowerState.Suspended => "suspended",
    });

    Result Begin(Result check, PendingAction action, bool wanted)
    {
        if (!check.Ok) return check;
        (Pending, WantedRunning, LostAt) = (action, wanted, null);
        return Result.Success;
    }

    Problem? Busy() => Pending == PendingAction.None ? null : Problem.Conflict("vm.busy", $"{Name} is busy: it is {Doing(Pending)}. Wait until that has ended.");

    Problem NoBackupPolicy() => Problem.Conflict("vm.no-backup-policy", $"{Name} has no backup policy; a machine needs at least one before it can be powered on.");

    static Term Doing(PendingAction pending) => new(pending switch
    {
        PendingAction.None => "idle",
        PendingAction.Creating => "being created",
        PendingAction.Starting => "starting",
        PendingAction.Stopping => "shutting down",
        PendingAction.Restarting => "restarting",
        PendingAction.Migrating => "being moved to another host",
        PendingAction.Relocating => "being moved to another pool",
        PendingAction.Updating => "being changed",
        PendingAction.Snapshotting => "having a snapshot taken or deleted",
        PendingAction.Reverting => "being brought back to a snapshot",
        PendingAction.ChangingDisks => "having a disk changed",
        PendingAction.ChangingAdapters => "having a network adapter changed",
        PendingAction.Cloning => "being cloned",
        PendingAction.Converting => "becoming a template",
        PendingAction.Deleting => "being deleted",
        PendingAction.FailingOver => "being failed over or back",
        PendingAction.Rehearsing => "running in isolation for a test",
    });
}
