using System.Globalization;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

/// <summary>Lines like those of a Linux kernel and its services, in words of our own.</summary>
static class LinuxScript
{
    public const string Kernel = "6.12.8-sim";

    /// <summary>From the kernel to the login.</summary>
    public static IEnumerable<ScriptLine> Boot(MachineFacts machine, DateTimeOffset kernel)
    {
        foreach (var line in KernelLines(machine, kernel, $"root=/dev/{machine.Plugged.First().Device}1 ro")) yield return line;
        foreach (var line in ScriptLine.Spread(machine.BootedAt, machine.ReadyAt, [.. Services(machine).Select(service => ScriptLine.Ok + service)])) yield return line;
        yield return new ScriptLine(machine.ReadyAt, "\e[J" + Banner(machine));
    }

    /// <summary>From the ISO to a rescue system: nothing is installed from it.</summary>
    public static IEnumerable<ScriptLine> BootImage(MachineFacts machine, DateTimeOffset kernel)
    {
        foreach (var line in KernelLines(machine, kernel, "root=/dev/sr0 rescue")) yield return line;
        yield return new ScriptLine(machine.BootedAt, $"{ScriptLine.Ok}Started the rescue system of {machine.Image}\n\n");
        yield return new ScriptLine(machine.BootedAt,
            $"\e[97m{machine.Image}\e[0m started from the DVD drive. This machine is simulated: nothing can be\ninstalled from the medium. Eject it, or boot from the disk first, to come back to its own system.\n\n");
    }

    /// <summary>From the first service that ends to the last line.</summary>
    public static IEnumerable<ScriptLine> GoDown(MachineFacts machine, MachineFacts.Ending ending)
    {
        List<string> lines = ["", .. Services(machine).Reverse().Select(service => ScriptLine.Ok + Stopped(service))];
        foreach (var line in ScriptLine.Spread(ending.Began, ending.Began + ((ending.Until - ending.Began) * 0.9), lines)) yield return line;
        var last = ending.Began + ((ending.Until - ending.Began) * 0.95);
        yield return new ScriptLine(last, $"{Stamp(last - machine.BootBegan)} {(ending.Restarts ? "Restarting the system" : "All disks are written; powering off")}\n");
    }

    /// <summary>The time since the kernel began, as it stands before each of its lines.</summary>
    public static string Stamp(TimeSpan since) => $"\e[32m[{since.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture),13}]\e[0m";

    /// <summary>What stands before the login.</summary>
    public static string Banner(MachineFacts machine)
    {
        var addresses = string.Join(", ", machine.Adapters.Where(adapter => adapter.Address.Length > 0).Select(adapter => $"{adapter.Device} {adapter.Address}"));
        return $"\e[97m{machine.System}\e[0m  {machine.HostName}  tty1\n{(addresses.Length > 0 ? addresses : "no network address")}\n\n"
            + "This is a simulated machine. Log in with any name and any password.\n\n";
    }

    static IEnumerable<ScriptLine> KernelLines(MachineFacts machine, DateTimeOffset kernel, string commandLine)
    {
        List<string> lines =
        [
            $"Linux version {Kernel} (x86_64, simulated) for {machine.System}", $"Command line: {commandLine} console=tty0", "Hypervisor detected: Xen, hardware virtualization",
            $"Memory: {machine.Memory.Bytes >> 10} KiB available", .. Processors(machine), "Calibrating the clock: taken from the hypervisor",
            .. machine.Plugged.Select(disk => $"blkfront: {disk.Device}: {disk.Capacity.Bytes / 512} sectors of 512 bytes, {disk.Capacity}"),
            machine.Image is { } image ? $"sr0: medium {image}, mounted read-only" : "sr0: no medium", .. machine.Adapters.Select(Adapter),
        ];
        if (machine.Plugged.FirstOrDefault() is { } first && machine.HasGuestSystem) lines.Add($"ext4: {first.Device}1: mounted, journal clean");
        var every = (machine.BootedAt - kernel) / lines.Count;
        return lines.Select((line, number) => new ScriptLine(kernel + (every * number), $"{Stamp(every * number)} {line}\n", Widens: number == 0));
    }

    static IEnumerable<string> Processors(MachineFacts machine)
    {
        var sockets = Math.Max(1, machine.VirtualCpus / Math.Max(1, machine.CoresPerSocket));
        yield return $"smp: {machine.VirtualCpus} processors in {sockets} socket(s) brought up";
    }

    static string Adapter(MachineFacts.Adapter adapter) =>
        $"netfront: {adapter.Device}: {adapter.Mac}, MTU {adapter.Mtu}{(adapter.Kind == NetworkKind.VlanTrunk ? ", VLAN trunk" : "")}, link {(adapter.IsConnected ? "up" : "down")}";

    static IEnumerable<string> Services(MachineFacts machine)
    {
        yield return "Started the system log";
        yield return "Started the device events";
        foreach (var disk in machine.Plugged.Skip(1)) yield return $"Mounted /dev/{disk.Device}1 on /data/{disk.Device}";
        yield return "Reached local file systems";
        yield return "Started the firewall";
        foreach (var adapter in machine.Adapters.Where(adapter => adapter.IsConnected)) yield return $"Started the network on {adapter.Device}";
        yield return "Reached the network";
        yield return "Started the clock synchronization";
        yield return "Started scheduled jobs";
        yield return "Started the secure shell server";
        if (machine.Tools.ManagementAgent) yield return $"Started the management agent {machine.Tools.Version}";
        yield return "Started logins on this screen";
    }

    static string Stopped(string service) =>
        service.Replace("Started", "Stopped", StringComparison.Ordinal).Replace("Mounted", "Unmounted", StringComparison.Ordinal).Replace("Reached", "Left", StringComparison.Ordinal);
}
