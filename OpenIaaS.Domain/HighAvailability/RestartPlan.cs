using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>A connected host that machines can be restarted on.</summary>
/// <param name="Host">The host.</param>
/// <param name="Name">Its name, which breaks ties.</param>
/// <param name="Free">Its free memory; counted in whole MiB, rounded down.</param>
public sealed record RestartHost(Id<Host> Host, string Name, ByteSize Free);

/// <summary>A machine that waits for its restart.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name, which breaks ties.</param>
/// <param name="Memory">Its memory; counted in whole MiB, rounded up, as a hypervisor gives it.</param>
/// <param name="Order">Its start order, lower first.</param>
public sealed record RestartMachine(Id<VirtualMachine> Machine, string Name, ByteSize Memory, int Order);

/// <summary>Where one machine is to be restarted.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Host">The host, or null when it is not placed.</param>
/// <param name="Reason">Why it is not placed; null when it is.</param>
public sealed record RestartPlacement(RestartMachine Machine, Id<Host>? Host, Problem? Reason);

/// <summary>Where every machine is to be restarted: first all restart machines by their order, then the best-effort ones.</summary>
/// <param name="Placements">One for each machine, in the order in which they are to be started.</param>
/// <param name="IsExact">Whether the plan is proved to be the best one, and not just a good one.</param>
public sealed record RestartPlan(IReadOnlyList<RestartPlacement> Placements, bool IsExact)
{
    /// <summary>Whether every machine has a host.</summary>
    public bool IsComplete => Placements.All(placement => placement.Host is not null);

    /// <summary>The host of a machine, or null.</summary>
    public Id<Host>? HostOf(Id<VirtualMachine> machine) => Placements.FirstOrDefault(placement => placement.Machine.Machine == machine)?.Host;
}
