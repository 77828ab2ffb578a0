namespace OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

/// <summary>What a machine shows from its firmware's first line until somebody can log in, as a function of what it is made of and of its times.</summary>
static class BootScript
{
    /// <summary>How much of the time until its system is up the firmware takes.</summary>
    const double FirmwareShare = 0.3;

    public static (BootSource Source, List<ScriptLine> Lines) Of(MachineFacts machine)
    {
        var (source, tried) = BootDevice.Choose(machine);
        var kernel = machine.BootBegan + ((machine.BootedAt - machine.BootBegan) * FirmwareShare);
        List<string> firmware = [.. Firmware(machine), .. tried];
        if (source == BootSource.Nothing) firmware.AddRange(["", "\e[91mNo bootable device.\e[0m", "Connect a disk with a system on it or insert an ISO, and restart the machine."]);
        List<ScriptLine> lines = [.. ScriptLine.Spread(machine.BootBegan, kernel, firmware)];
        lines.AddRange(source switch
        {
            BootSource.Linux => LinuxScript.Boot(machine, kernel),
            BootSource.Windows => WindowsScript.Boot(machine, kernel),
            BootSource.Image => LinuxScript.BootImage(machine, kernel),
            BootSource.Nothing => [],
        });
        return (source, lines);
    }

    /// <summary>What it shows while it goes down.</summary>
    public static IEnumerable<ScriptLine> Ending(MachineFacts machine, BootSource source, MachineFacts.Ending ending) => (source, ending.Clean) switch
    {
        (BootSource.Linux or BootSource.Image, true) => LinuxScript.GoDown(machine, ending),
        (BootSource.Windows, true) => WindowsScript.GoDown(ending),
        _ => [],
    };

    static IEnumerable<string> Firmware(MachineFacts machine)
    {
        var sockets = machine.VirtualCpus / Math.Max(1, machine.CoresPerSocket);
        yield return machine.Firmware == Domain.Catalog.Firmware.Uefi
            ? $"\e[97mOpenIaaS UEFI firmware\e[0m, simulated machine      secure boot {(machine.SecureBoot ? "on" : "off")}"
            : "\e[97mOpenIaaS BIOS\e[0m, simulated machine";
        yield return new string('─', 72);
        yield return $"Processors   {machine.VirtualCpus} vCPU, {sockets} socket(s) of {machine.CoresPerSocket} core(s)";
        yield return $"Memory       {machine.Memory.Bytes >> 20} MiB, test passed";
        foreach (var disk in machine.Disks) yield return $"Disk {disk.Device}    {disk.Capacity}{(disk.IsConnected ? "" : ", not connected")}";
        yield return $"DVD          {machine.Image ?? "empty"}";
        foreach (var adapter in machine.Adapters) yield return $"Adapter {adapter.Position}    {adapter.Mac}, {(adapter.IsConnected ? "cable plugged in" : "cable unplugged")}";
        yield return $"Boot order   {BootDevice.Words(machine.BootOrder)}";
        yield return "";
    }
}
