using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What the state of the parts means for the hosts and volumes that hang on them. Asked after every change of a part of a zone.</summary>
sealed class Wiring(Durations durations, Heartbeats heartbeats)
{
    /// <summary>Hosts lose power or are cut off, or boot again; volumes go offline, slow down or come back.</summary>
    public async Task ApplyAsync(ConsoleDbContext database, Id<AvailabilityZone> zone, DateTimeOffset now, CancellationToken stop)
    {
        var parts = await database.Set<SimulatedPart>().Where(part => part.ZoneId == zone).ToListAsync(stop);
        var hosts = await database.Set<SimulatedHost>().Where(host => host.ZoneId == zone).ToListAsync(stop);
        foreach (var host in hosts.OrderBy(host => host.Key, StringComparer.Ordinal)) await PowerAsync(database, host, parts, now, stop);
        var volumes = await database.Set<SimulatedVolume>().Where(volume => volume.ZoneId == zone).ToListAsync(stop);
        foreach (var volume in volumes.OrderBy(volume => volume.Name, StringComparer.Ordinal))
        {
            var reached = volume.Connected;
            volume.Hang(parts.FindAll(part => part.Group == volume.Array), now, durations.DiskPatience);
            if (reached && !volume.Connected) await Settlement.BreakAsync(database, volume, now, stop);
        }

        await heartbeats.ApplyAsync(database, [.. hosts.Select(host => host.PoolId).Distinct()], now, stop);
    }

    /// <summary>One host after something of its own changed.</summary>
    public async Task ApplyAsync(ConsoleDbContext database, SimulatedHost host, DateTimeOffset now, CancellationToken stop)
    {
        await PowerAsync(database, host, await database.Set<SimulatedPart>().Where(part => part.ZoneId == host.ZoneId && part.Capacity == null).ToListAsync(stop), now, stop);
        await heartbeats.ApplyAsync(database, [host.PoolId], now, stop);
    }

    async Task PowerAsync(ConsoleDbContext database, SimulatedHost host, List<SimulatedPart> parts, DateTimeOffset now, CancellationToken stop)
    {
        var fabrics = FabricsOf(ChassisOf(host, parts), parts);
        host.FabricsUp = fabrics.Count == 0 ? Domain.Catalog.BladeClass.Links : fabrics.Count(fabric => !fabric.IsBroken);
        host.FabricsHalved = fabrics.Count(fabric => fabric is { IsBroken: false, IsHalved: true });
        if (CauseOf(host, parts)?.Message is not { } cause)
        {
            if (host.IsBroken) host.Return(now, now + durations.ForBladeBoot(host.Key, host.Failures));
            return;
        }

        if (host.IsBroken)
        {
            host.Cause = cause;
            return;
        }

        host.Lose(now, cause);
        await Stays.EndAsync(database, host.Id, now, stop);
        await Settlement.BreakAsync(database, database.Set<SimulatedTask>().Where(task => task.HostId == host.Id || task.TargetHostId == host.Id), cause, now, stop);
    }

    /// <summary>Why a host is down, or goes down now; null when nothing keeps it down.</summary>
    /// <param name="parts">The interconnects and chassis of its zone.</param>
    public static Problem? CauseOf(SimulatedHost host, List<SimulatedPart> parts)
    {
        if (host.IsFaulty) return Problem.Unavailable("blade.no-power", $"The blade {host.Name} in slot {host.Slot} of {host.Chassis} has no power.");
        var chassis = ChassisOf(host, parts);
        if (chassis is { IsBroken: true }) return Problem.Unavailable("blade.chassis-no-power", $"The chassis {host.Chassis} of the blade {host.Name} has no power.");
        if (FabricsOf(chassis, parts) is { Count: > 0 } fabrics && fabrics.TrueForAll(fabric => fabric.IsBroken))
            return Problem.Unavailable("blade.cut-off", $"The blade {host.Name} is cut off: both fabric interconnects of {chassis!.Group} have failed.");
        return host is { IsBroken: true, SilentSince: not null } ? SimulatedHost.Fenced(host.Name, host.Standing) : null;
    }

    static SimulatedPart? ChassisOf(SimulatedHost host, List<SimulatedPart> parts) => parts.Find(part => part.Kind == HardwarePartKind.Chassis && part.Name == host.Chassis);

    static List<SimulatedPart> FabricsOf(SimulatedPart? chassis, List<SimulatedPart> parts) => parts.FindAll(part => part.Kind == HardwarePartKind.Interconnect && part.Group == chassis?.Group);
}
