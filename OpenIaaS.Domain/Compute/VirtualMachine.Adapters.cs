using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Whether its network adapters may change.</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether a network adapter can be added, changed or removed: while it runs, only with PV drivers (Concepts, Tools: needed for advanced operations).</summary>
    /// <returns><c>vm.busy</c>, <c>vm.waits-for-restart</c>, <c>adapter.suspended</c> or <c>adapter.needs-drivers</c>.</returns>
    public Result CanChangeAdapters()
    {
        if ((Busy() ?? WaitsForRestart()) is { } not) return not;
        if (Power == PowerState.Halted) return Result.Success;
        if (Power != PowerState.Running) return Problem.Conflict("adapter.suspended", $"{Name} is {Word(Power)}; its network adapters change while it is powered on or off.");
        return Tools.PvDrivers
            ? Result.Success
            : Problem.Conflict("adapter.needs-drivers", $"A running machine takes and gives network adapters only with PV drivers inside it, which are not seen in {Name}; install them, or power it off first.");
    }

    /// <summary>Begins to change its network adapters, after <see cref="CanChangeAdapters"/>.</summary>
    public void BeginAdapterChange() => Pending = PendingAction.ChangingAdapters;
}
