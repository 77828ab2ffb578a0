using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A host as the API's clients read it.</summary>
/// <param name="MachineManager">Its availability zone.</param>
/// <param name="InternalId">Its identity at the hypervisor, which is the same here.</param>
/// <param name="Pool">Its pool, with the class of its blades.</param>
/// <param name="Master">Whether it is the master of its pool.</param>
/// <param name="Uptime">For how many seconds it has been running; 0 while it is down.</param>
/// <param name="PowerState"><c>Running</c>, or <c>Halted</c> once it has failed.</param>
/// <param name="RebootRequired">Whether an update waits for a restart: always false, for the provider replaces the software of hosts with the platform and never leaves an update behind.</param>
/// <param name="VirtualMachines">The identities of the machines on it.</param>
sealed record HostWire(
    string Id, Reference MachineManager, string InternalId, HostWire.PoolPart Pool, string Name, bool Master, long Uptime, string PowerState, HostWire.UpdatePart UpdateData, bool RebootRequired,
    IReadOnlyList<string> VirtualMachines, HostWire.MetricsPart Metrics)
{
    public static HostWire Of(HostApiQueries.Row row)
    {
        var blade = BladeClass.Named(row.BladeClass);
        return new HostWire(
            $"{row.Id}", Reference.To(row.ZoneId, row.Zone), $"{row.Id}", new PoolPart($"{row.PoolId}", row.Pool, PoolTypeWire.Of(blade)), row.Name, row.IsMaster, (long)row.Uptime.TotalSeconds,
            row.Status == HostStatus.Failed ? "Halted" : "Running", new UpdatePart(row.InMaintenance, "up-to-date"), false, [.. row.Machines.Select(machine => $"{machine}")],
            new MetricsPart(
                new ReleasePart("8.3.0", "XCP-ng 8.3.0", "cloud"), new MemoryWire(row.MemoryTaken.Bytes, row.Memory.Bytes),
                new ProcessorPart(BladeClass.Sockets, blade.Cores, blade.Processor, FormattableString.Invariant($"{blade.Processor}, {blade.BaseGigahertz:0.0} GHz"))));
    }

    /// <summary>The pool of a host.</summary>
    public sealed record PoolPart(string Id, string Name, PoolTypeWire Type);

    /// <summary>How a host stands with updates.</summary>
    /// <param name="MaintenanceMode">Whether it is in maintenance, or is being emptied for it.</param>
    /// <param name="Status">Which updates wait: always <c>up-to-date</c>, since none is ever left behind.</param>
    public sealed record UpdatePart(bool MaintenanceMode, string Status);

    /// <summary>What a host has and what of it is taken.</summary>
    /// <param name="Xoa">The release of its hypervisor: the one this version of the platform speaks as, the same on every host.</param>
    public sealed record MetricsPart(ReleasePart Xoa, MemoryWire Memory, ProcessorPart Cpu);

    /// <summary>The release of a hypervisor.</summary>
    public sealed record ReleasePart(string Version, string FullName, string Build);

    /// <summary>The processors of a host.</summary>
    /// <param name="Sockets">How many there are.</param>
    /// <param name="Cores">Physical cores over all of them.</param>
    /// <param name="Model">What they are.</param>
    /// <param name="ModelName">The same with their base frequency.</param>
    public sealed record ProcessorPart(int Sockets, int Cores, string Model, string ModelName);
}

/// <summary>Memory in bytes.</summary>
/// <param name="Usage">What is taken.</param>
/// <param name="Size">What there is.</param>
sealed record MemoryWire(long Usage, long Size);

/// <summary>The class of the blades of a pool.</summary>
/// <param name="Key">Its name: <c>STANDARD</c>.</param>
/// <param name="Description">What each blade has.</param>
sealed record PoolTypeWire(string Key, string Description)
{
    public static PoolTypeWire Of(BladeClass blade) => new(blade.Name, FormattableString.Invariant($"{blade.Processor}, {blade.Cores} cores, {blade.Memory}"));
}
