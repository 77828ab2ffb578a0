using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Copies of a machine, and machines that become templates (Console specification 2.4, Export).</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether it can be cloned: only powered off, for its disks are read while nothing writes to them.</summary>
    /// <returns><c>vm.busy</c>, <c>vm.waits-for-restart</c> or <c>vm.clone-running</c>.</returns>
    public Result CanClone()
    {
        if ((Busy() ?? WaitsForRestart()) is { } not) return not;
        return Power == PowerState.Halted ? Result.Success : Problem.Conflict("vm.clone-running", $"{Name} can be cloned only while it is powered off; it is {Word(Power)}.");
    }

    /// <summary>Begins to clone it, after <see cref="CanClone"/>; it is not started meanwhile.</summary>
    public void BeginClone() => Pending = PendingAction.Cloning;

    /// <summary>
    /// A machine with its settings and tags, about to be created. Its snapshots, its replication and the ISO in its drive are not taken over, nor its config drive,
    /// which counts at the first boot only; whether it starts with its host only where it gets backup policies too.
    /// </summary>
    /// <param name="id">The identity of the new machine.</param>
    /// <param name="name">Its name, which has passed <see cref="MachineName"/>.</param>
    /// <param name="withPolicies">Whether it gets backup policies.</param>
    /// <param name="now">The present, UTC.</param>
    public VirtualMachine CloneAs(Id<VirtualMachine> id, string name, bool withPolicies, DateTimeOffset now) =>
        new(id, TenantId, PoolId, name, GuestSystem, VirtualCpus, CoresPerSocket, Memory, Firmware, now)
        {
            SecureBoot = SecureBoot, BootOrder = BootOrder, AutoPowerOn = AutoPowerOn && withPolicies, HighAvailability = HighAvailability, StartOrder = StartOrder, Tags = [.. Tags],
        };

    /// <summary>Whether it can become a template, which consumes it: only powered off, without snapshots and not replicated, for a template has neither.</summary>
    /// <param name="snapshots">How many snapshots hold its disks, those counted that are still being merged.</param>
    /// <param name="replicationPolicy">The name of the policy that replicates it, or null while none does.</param>
    /// <param name="nameTaken">Whether its pool has a template of its name, or is about to have one.</param>
    /// <returns><c>vm.busy</c>, <c>vm.waits-for-restart</c>, <c>vm.copy-runs</c>, <c>vm.is-copy</c>, <c>vm.convert-running</c>, <c>vm.convert-snapshots</c>, <c>vm.convert-replicated</c> or <c>template.name-taken</c>.</returns>
    public Result CanConvert(int snapshots, string? replicationPolicy, bool nameTaken)
    {
        if ((Busy() ?? WaitsForRestart() ?? InRecovery()) is { } not) return not;
        if (Power != PowerState.Halted) return Problem.Conflict("vm.convert-running", $"{Name} can become a template only while it is powered off; it is {Word(Power)}.");
        if (snapshots > 0)
            return Problem.Conflict("vm.convert-snapshots", $"{snapshots} snapshots hold the disks of {Name}, those counted that are still being merged, and a template has none; delete them and wait until they are merged.");
        if (replicationPolicy is not null) return Problem.Conflict("vm.convert-replicated", $"{Name} is replicated by the policy {replicationPolicy}, and a template is not; end its replication first.");
        return nameTaken ? Problem.Conflict("template.name-taken", $"The pool has a template called {Name} already; rename the machine first.") : Result.Success;
    }

    /// <summary>Begins to make a template of it, after <see cref="CanConvert"/>.</summary>
    public void BeginConvert() => Begin(Result.Success, PendingAction.Converting, wanted: false);
}
