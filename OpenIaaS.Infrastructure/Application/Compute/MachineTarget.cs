using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>How activities name a virtual machine.</summary>
static class MachineTarget
{
    public const string Noun = "virtual machine";

    public static ActivityTarget Of(VirtualMachine machine) => new(Noun, machine.Id.Value, machine.Name);

    /// <summary>What its hypervisor sees of its disks now; null while it works as usual or does not run.</summary>
    public static async Task<DiskStall?> StallAsync(IHypervisor hypervisor, VirtualMachine machine, CancellationToken stop) =>
        machine.Power == PowerState.Running && await hypervisor.ObserveAsync([machine.Id], stop) is [var seen] ? seen.Stall : null;
}
