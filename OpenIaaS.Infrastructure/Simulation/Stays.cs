using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>How stays end. By statements, since a host that is lost may end a thousand of them.</summary>
static class Stays
{
    /// <summary>A machine is gone from where it is at a moment.</summary>
    public static Task<int> EndAsync(ConsoleDbContext database, Id<VirtualMachine> machine, DateTimeOffset now, DateTimeOffset end, CancellationToken stop) =>
        database.Set<SimulatedStay>().Where(stay => stay.MachineId == machine && (stay.Until == null || stay.Until > now))
            .ExecuteUpdateAsync(stay => stay.SetProperty(row => row.Until, end), stop);

    /// <summary>A host is lost, and every machine on it.</summary>
    public static Task<int> EndAsync(ConsoleDbContext database, Id<Host> host, DateTimeOffset now, CancellationToken stop) =>
        database.Set<SimulatedStay>().Where(stay => stay.HostId == host && (stay.Until == null || stay.Until > now))
            .ExecuteUpdateAsync(stay => stay.SetProperty(row => row.Until, now), stop);

    /// <summary>Forgets what no metric asks for any more.</summary>
    public static Task<int> ForgetAsync(ConsoleDbContext database, DateTimeOffset now, CancellationToken stop) =>
        database.Set<SimulatedStay>().Where(stay => stay.Until < now - SimulatedStay.Kept).ExecuteDeleteAsync(stop);

    /// <summary>The stays of machines that run, for tables that hold machines from before there were any.</summary>
    public static async Task<List<SimulatedStay>> MissingAsync(ConsoleDbContext database, CancellationToken stop)
    {
        var running = await (
            from machine in database.Set<SimulatedMachine>().AsNoTracking()
            join host in database.Set<SimulatedHost>() on machine.HostId equals (Id<Host>?)host.Id
            where machine.To == PowerState.Running && (host.FailedAt == null || machine.PlacedAt > host.FailedAt)
                && !database.Set<SimulatedStay>().Any(stay => stay.MachineId == machine.Id)
            select machine).ToListAsync(stop);
        return running.ConvertAll(SimulatedStay.Of);
    }
}
