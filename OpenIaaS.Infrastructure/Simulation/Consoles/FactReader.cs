using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>
/// Reads what shows on the screen of a machine. The simulated hypervisor keeps no adapters, no medium in a drive and no firmware: these are read as the
/// console's own tables have them, which is what a hypervisor would have been told.
/// </summary>
sealed class FactReader(SimulationStore store, Durations durations, Guest guest, SimulationOptions options)
{
    /// <summary>The machine as it is now, or null when there is none.</summary>
    public Task<MachineFacts?> FindAsync(Id<VirtualMachine> id, CancellationToken stop) => store.ReadAsync(async (database, now) =>
    {
        var simulated = await database.Set<SimulatedMachine>().SingleOrDefaultAsync(row => row.Id == id && row.CreatedAt <= now, stop);
        var machine = await database.VirtualMachines.SingleOrDefaultAsync(row => row.Id == id, stop);
        if (simulated is null || machine is null) return null;
        var failedAt = simulated.HostId is null ? null : await database.Set<SimulatedHost>().Where(host => host.Id == simulated.HostId).Select(host => host.FailedAt).SingleOrDefaultAsync(stop);
        var running = simulated.PowerAt(now, failedAt) == PowerState.Running;
        var isOn = running || (simulated.To == PowerState.Running && !simulated.IsLostWith(failedAt) && simulated.PlacedAt is not null);
        var booted = simulated.BootedAt ?? now;
        return new MachineFacts
        {
            Id = id, Name = machine.Name, HostName = HostName(simulated, machine), System = machine.GuestSystem, HasGuestSystem = simulated.HasGuestSystem,
            Firmware = machine.Firmware, SecureBoot = machine.SecureBoot, BootOrder = machine.BootOrder,
            Image = await database.DiskImages.Where(image => image.Id == machine.MountedImageId).Select(image => image.Name).SingleOrDefaultAsync(stop),
            VirtualCpus = simulated.VirtualCpus, CoresPerSocket = machine.CoresPerSocket, Memory = new ByteSize(simulated.Memory), Tools = guest.Tools(simulated),
            Disks = await DisksAsync(database, simulated, stop), Adapters = await AdaptersAsync(database, simulated, stop),
            IsOn = isOn, IsFrozen = simulated.IsFrozenAt(now, failedAt),
            Stall = running ? Stalls.Of(simulated, await Stalls.LostAsync(database, stop), durations.DiskPatience, now) : null,
            BootBegan = Began(simulated, booted), BootedAt = booted, ReadyAt = booted + durations.ForTools(simulated.Key),
            GoingDown = running && now < simulated.ChangedAt ? await EndingAsync(database, simulated, now, stop) : null,
        };
    }, stop);

    /// <summary>Whether a machine answers at an address on one of the networks another is plugged into.</summary>
    public Task<bool> AnswersAsync(MachineFacts asking, string address, CancellationToken stop) => store.ReadAsync(async (database, now) =>
    {
        var plugged = asking.Adapters.Where(adapter => adapter.IsConnected).ToList();
        if (plugged.Exists(adapter => adapter.Address == address)) return true;
        var networks = plugged.Select(adapter => adapter.NetworkId).Distinct().ToArray();
        var there = await database.NetworkAdapters.Where(adapter => networks.Contains(adapter.NetworkId) && adapter.Address == address && adapter.IsConnected)
            .Select(adapter => adapter.MachineId).ToListAsync(stop);
        var machines = await database.Set<SimulatedMachine>().Where(row => there.Contains(row.Id)).ToListAsync(stop);
        var lost = machines.Count == 0 ? [] : await Stalls.LostAsync(database, stop);
        foreach (var machine in machines)
        {
            var failedAt = await database.Set<SimulatedHost>().Where(host => host.Id == machine.HostId).Select(host => host.FailedAt).SingleOrDefaultAsync(stop);
            if (machine.PowerAt(now, failedAt) == PowerState.Running && machine.BootedAt <= now && !machine.IsFrozenAt(now, failedAt)
                && Stalls.Of(machine, lost, durations.DiskPatience, now) is not { IsUnreachable: true }) return true;
        }

        return false;
    }, stop);

    /// <summary>A start begins when it is accepted; of a restart, and of a boot long ago, only its end is known.</summary>
    DateTimeOffset Began(SimulatedMachine machine, DateTimeOffset booted)
    {
        var usual = booted - durations.Boots(new ByteSize(machine.Memory));
        return machine.PlacedAt is { } placed && placed < booted && placed > usual ? placed : usual;
    }

    async Task<MachineFacts.Ending?> EndingAsync(ConsoleDbContext database, SimulatedMachine machine, DateTimeOffset now, CancellationToken stop)
    {
        var task = await database.Set<SimulatedTask>()
            .Where(row => (row.Work == SimulatedWork.Stop || row.Work == SimulatedWork.Restart) && row.EndsAt > now && row.MachineId == machine.Id).FirstOrDefaultAsync(stop);
        if (task is null || !task.Succeeds) return null;
        var restarts = task.Work == SimulatedWork.Restart;
        var until = restarts ? task.EndsAt - durations.Boots(new ByteSize(machine.Memory)) : task.EndsAt;
        if (until < task.StartedAt) until = task.StartedAt;
        return now < until || !restarts ? new MachineFacts.Ending(task.StartedAt, until, until - task.StartedAt > durations.ClearlyClean, restarts) : null;
    }

    async Task<IReadOnlyList<MachineFacts.Disk>> DisksAsync(ConsoleDbContext database, SimulatedMachine machine, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).OrderBy(disk => disk.Position)
            .Select(disk => new { disk.Position, disk.Name, disk.Capacity, disk.IsConnected }).ToListAsync(stop);
        return [.. disks.Select(disk => new MachineFacts.Disk(
            $"xvd{(char)('a' + disk.Position)}", disk.Name, disk.Capacity, disk.IsConnected, 0.25 + (0.6 * Draw.Unit(options.Seed, machine.Key, "fill", disk.Position))))];
    }

    async Task<IReadOnlyList<MachineFacts.Adapter>> AdaptersAsync(ConsoleDbContext database, SimulatedMachine machine, CancellationToken stop)
    {
        IReadOnlyList<string> addresses = machine.HasGuestSystem ? GivenAddresses.Over(guest.Addresses(machine), (await GivenAddresses.ReadAsync(database, [machine.Id], stop))[machine.Id]) : [];
        var adapters = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).OrderBy(adapter => adapter.Position)
            .Join(database.VirtualNetworks, adapter => adapter.NetworkId, network => network.Id, (adapter, network) => new
            {
                adapter.Position, adapter.MacAddress, adapter.IsConnected, NetworkId = network.Id, network.Name, network.Kind, network.VlanIds, network.Mtu, adapter.Address,
            }).ToListAsync(stop);
        return [.. adapters.Select(one => new MachineFacts.Adapter(
            one.Position, one.MacAddress, one.IsConnected,
            !one.IsConnected ? "" : one.Address.Length > 0 ? one.Address : one.Position < addresses.Count ? addresses[one.Position] : "",
            one.NetworkId, one.Name, one.Kind, one.VlanIds, one.Mtu))];
    }

    /// <summary>As a system may call itself: letters, digits and hyphens.</summary>
    static string HostName(SimulatedMachine simulated, VirtualMachine machine)
    {
        if (simulated.ConfigDrive is { HostName.Length: > 0 } given) return given.HostName;
        var name = string.Concat(machine.Name.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')).Trim('-');
        return name.Length == 0 ? "machine" : name.Length > 63 ? name[..63] : name;
    }
}
