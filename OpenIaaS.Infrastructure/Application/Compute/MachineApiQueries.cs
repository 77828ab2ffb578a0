using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Whole virtual machines for scripts, which read all of them again and again: one question for the machines and one for their addresses.</summary>
public sealed class MachineApiQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>A machine as scripts read it.</summary>
    /// <param name="Image">The name of the ISO in its DVD drive, or null.</param>
    public sealed record Row(
        Id<VirtualMachine> Id, string Name, PowerState Power, bool SecureBoot, HighAvailabilityPriority HighAvailability, Firmware Firmware, bool AutoPowerOn, string? Image, BootOrder BootOrder,
        string GuestSystem, int VirtualCpus, int CoresPerSocket, ByteSize Memory, bool ManagementAgent, bool PvDrivers, string ToolsVersion,
        Id<AvailabilityZone> ZoneId, string Zone, Id<Host>? HostId, string? Host, Id<Pool> PoolId, string Pool)
    {
        /// <summary>The IPv4 addresses its agent reports, each with the position of its adapter.</summary>
        public IReadOnlyList<(int Position, string Address)> Addresses { get; init; } = [];
    }

    /// <summary>Every machine of the tenant, by name.</summary>
    /// <param name="zone">Those of one availability zone, or null for all.</param>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<AvailabilityZone>? zone, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machines = database.VisibleTo<VirtualMachine>(caller);
        if (zone is { } asked) machines = machines.Where(machine => database.Pools.Any(pool => pool.Id == machine.PoolId && pool.ZoneId == asked));
        var rows = await Rows(database, machines.OrderBy(machine => machine.NameKey).ThenBy(machine => machine.Id)).ToListAsync(stop);
        var addresses = (await Addresses(database.VisibleTo<NetworkAdapter>(caller)).ToListAsync(stop)).ToLookup(adapter => adapter.Machine);
        return rows.ConvertAll(row => With(row, addresses[row.Id]));
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Row>> FindAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await Rows(database, database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id)).SingleOrDefaultAsync(stop) is not { } row) return Problem.NotFound(MachineTarget.Noun, id);
        return With(row, await Addresses(database.VisibleTo<NetworkAdapter>(caller).Where(adapter => adapter.MachineId == id)).ToListAsync(stop));
    }

    static Row With(Row row, IEnumerable<Found> addresses)
    {
        List<(int, string)> known = [.. addresses.Select(found => (found.Position, found.Address))];
        return known.Count == 0 ? row : row with { Addresses = known };
    }

    static IQueryable<Row> Rows(ConsoleDbContext database, IQueryable<VirtualMachine> machines) =>
        from machine in machines
        join pool in database.Pools on machine.PoolId equals pool.Id
        join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
        from host in database.Hosts.Where(host => host.Id == machine.HostId).DefaultIfEmpty()
        from image in database.DiskImages.Where(image => image.Id == machine.MountedImageId).DefaultIfEmpty()
        select new Row(
            machine.Id, machine.Name, machine.Power, machine.SecureBoot, machine.HighAvailability, machine.Firmware, machine.AutoPowerOn, image!.Name, machine.BootOrder,
            machine.GuestSystem, machine.VirtualCpus, machine.CoresPerSocket, machine.Memory, machine.Tools.ManagementAgent, machine.Tools.PvDrivers, machine.Tools.Version,
            zone.Id, zone.Name, machine.HostId, host!.Name, pool.Id, pool.Name);

    static IQueryable<Found> Addresses(IQueryable<NetworkAdapter> adapters) =>
        adapters.Where(adapter => adapter.Address != "").OrderBy(adapter => adapter.Position).Select(adapter => new Found(adapter.MachineId, adapter.Position, adapter.Address));

    sealed record Found(Id<VirtualMachine> Machine, int Position, string Address);
}
