using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>A machine set to restart that would have no place if one host failed.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Host">The host that would fail: the one it runs on then.</param>
public sealed record FailoverGap(Id<VirtualMachine> Machine, string Name, ByteSize Memory, string Host)
{
    /// <summary>What one more failure would leave down, host by host. A machine that is not set to restart is promised nothing and is not among them.</summary>
    /// <param name="hosts">The connected hosts of the pool with what they have left.</param>
    /// <param name="machines">The machines that run, and the host each runs on.</param>
    public static IReadOnlyList<FailoverGap> Find(IReadOnlyList<RestartHost> hosts, IReadOnlyList<(VirtualMachine Machine, Id<Host> Host)> machines)
    {
        List<FailoverGap> gaps = [];
        foreach (var failing in hosts.OrderBy(host => host.Name, StringComparer.Ordinal))
        {
            RestartMachine[] lost =
            [
                .. from placed in machines
                   where placed.Host == failing.Host && placed.Machine.HighAvailability == HighAvailabilityPriority.Restart
                   select new RestartMachine(placed.Machine.Id, placed.Machine.Name, placed.Machine.Memory, placed.Machine.StartOrder),
            ];
            var plan = RestartPlanner.Plan([.. hosts.Where(host => host != failing)], lost, []);
            gaps.AddRange(plan.Placements.Where(placement => placement.Host is null)
                .Select(placement => new FailoverGap(placement.Machine.Machine, placement.Machine.Name, placement.Machine.Memory, failing.Name)));
        }

        return gaps;
    }
}
