using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

/// <summary>What a machine came up from; it decides what its screen shows and who listens to its keyboard.</summary>
enum BootSource
{
    /// <summary>Nothing it could boot from: the firmware has the last word.</summary>
    Nothing,

    Linux,

    Windows,

    /// <summary>The ISO in its drive.</summary>
    Image,
}

/// <summary>Tries the devices of a machine in their order, as its firmware does.</summary>
static class BootDevice
{
    /// <summary>What it comes up from, and a line for each device that was tried.</summary>
    public static (BootSource Source, List<string> Tried) Choose(MachineFacts machine)
    {
        List<string> tried = [];
        foreach (var device in machine.BootOrder.Devices())
        {
            var (source, said) = device switch { BootFrom.Disk => Disk(machine), BootFrom.Dvd => Drive(machine), BootFrom.Network => (BootSource.Nothing, Network(machine)) };
            tried.Add(said);
            if (source != BootSource.Nothing) return (source, tried);
        }

        return (BootSource.Nothing, tried);
    }

    /// <summary>The order in words.</summary>
    public static string Words(BootOrder order) => string.Join(", ", order.Devices().Select(device => device switch { BootFrom.Disk => "disk", BootFrom.Dvd => "DVD", BootFrom.Network => "network" }));

    static (BootSource, string) Disk(MachineFacts machine)
    {
        if (machine.Plugged.FirstOrDefault() is not { } first) return (BootSource.Nothing, "Disk: none is connected.");
        if (!machine.HasGuestSystem) return (BootSource.Nothing, $"Disk {first.Device}: no boot loader is on it.");
        var source = machine.System.Contains("Windows", StringComparison.OrdinalIgnoreCase) ? BootSource.Windows : BootSource.Linux;
        return (source, $"Disk {first.Device}: booting {machine.System}");
    }

    static (BootSource, string) Drive(MachineFacts machine) =>
        machine.Image is { } image ? (BootSource.Image, $"DVD: booting {image}") : (BootSource.Nothing, "DVD: the drive is empty.");

    static string Network(MachineFacts machine) => machine.Adapters.FirstOrDefault(adapter => adapter.IsConnected) is { } first
        ? $"Network {first.Mac}: no boot server answered on {first.Network}."
        : "Network: no adapter is plugged in.";
}
