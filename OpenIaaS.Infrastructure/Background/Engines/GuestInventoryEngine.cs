using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Notes the tools, name and addresses that guests report some seconds after they booted, and whether a first boot used the config drive up.</summary>
public sealed class GuestInventoryEngine(IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, TimeProvider clock) : IEngine
{
    /// <summary>How many machines are asked in one look, the newest first.</summary>
    const int MostMachines = 200;

    /// <summary>Whether nobody was waited for when it last looked; it looks again when a machine or a storage changes.</summary>
    bool idle;

    public string Name => "Guest inventory";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(VirtualMachine), typeof(StorageRepository)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        if (idle) return null;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Waiting(database).AnyAsync(stop) ? clock.GetUtcNow() + Every : null;
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var waiting = await Waiting(database).OrderByDescending(machine => machine.Id).Take(MostMachines).ToListAsync(stop);
        idle = waiting.Count == 0;
        if (idle) return null;
        var observed = (await hypervisor.ObserveAsync([.. waiting.Select(machine => machine.Id)], stop)).ToDictionary(machine => machine.Machine);
        foreach (var machine in waiting)
        {
            if (!observed.TryGetValue(machine.Id, out var seen)) continue;
            machine.Observe(seen.ConfigDrive);
            if (seen.Tools == machine.Tools) continue;
            machine.Observe(seen.Tools);
            machine.Report(seen.HostName);
            await AddressesAsync(database, machine.Id, seen.Addresses, stop);
        }

        await database.SaveObservedAsync(stop);
        return null;
    }

    /// <summary>Those that stand still because their storage cannot be reached have nothing to say until it is back.</summary>
    static IQueryable<VirtualMachine> Waiting(ConsoleDbContext database) => database.VirtualMachines
        .Where(machine => machine.Power == PowerState.Running && machine.Pending == PendingAction.None && !machine.Tools.ManagementAgent
            && !database.VirtualDisks.Any(disk => disk.MachineId == machine.Id && disk.IsConnected && database.StorageRepositories.Any(storage => storage.Id == disk.StorageRepositoryId && !storage.IsConnected)));

    static async Task AddressesAsync(ConsoleDbContext database, Id<VirtualMachine> machine, IReadOnlyList<string> addresses, CancellationToken stop)
    {
        if (addresses.Count == 0) return;
        var adapters = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine).ToListAsync(stop);
        foreach (var adapter in adapters)
            if (adapter.Position < addresses.Count) adapter.Report(addresses[adapter.Position]);
    }
}
