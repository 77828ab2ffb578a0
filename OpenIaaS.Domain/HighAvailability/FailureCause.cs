using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>What is asked to fail: blades by themselves, and parts of the hardware they hang on.</summary>
/// <param name="Blades">The blades.</param>
/// <param name="Parts">Chassis and fabric interconnects.</param>
/// <param name="Heartbeat">Whether the heartbeat storage of the pool is lost with them.</param>
public sealed record FailureCause(IReadOnlyCollection<Id<Host>> Blades, IReadOnlyCollection<Id<HardwarePart>> Parts, bool Heartbeat = false)
{
    /// <summary>
    /// The hosts that go down with it. A chassis takes its blades along; a blade hangs on both interconnects of its UCS domain, so that it goes down when
    /// both have failed, one of them perhaps before (Concepts, Compute: redundant fabric).
    /// </summary>
    /// <param name="hosts">The hosts of the pool and the chassis each sits in.</param>
    /// <param name="parts">The chassis and interconnects of the pool's zone as they are now.</param>
    public IReadOnlySet<Id<Host>> Hosts(IReadOnlyList<(Id<Host> Host, string Chassis)> hosts, IReadOnlyList<HardwarePart> parts)
    {
        HashSet<Id<Host>> down = [.. hosts.Where(host => Blades.Contains(host.Host)).Select(host => host.Host)];
        foreach (var chassis in parts.Where(part => part.Kind == HardwarePartKind.Chassis))
        {
            List<HardwarePart> fabrics = [.. parts.Where(part => part.Kind == HardwarePartKind.Interconnect && part.Group == chassis.Group)];
            if (IsDown(chassis) || (fabrics.Count > 0 && fabrics.TrueForAll(IsDown))) down.UnionWith(hosts.Where(host => host.Chassis == chassis.Name).Select(host => host.Host));
        }

        return down;

        bool IsDown(HardwarePart part) => part.IsBroken || Parts.Contains(part.Id);
    }
}
