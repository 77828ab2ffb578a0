namespace OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

/// <summary>A Windows machine has a plain text console here, in words of our own: its desktop is not simulated.</summary>
static class WindowsScript
{
    public static IEnumerable<ScriptLine> Boot(MachineFacts machine, DateTimeOffset kernel)
    {
        yield return new ScriptLine(kernel, $"\e[J\e[97m{machine.System}\e[0m, text console of a simulated machine\n{new string('─', 60)}\n");
        List<string> early = [$"{machine.VirtualCpus} processors, {machine.Memory} of memory", .. machine.Plugged.Select((disk, number) => $"Disk {number}: {disk.Name}, {disk.Capacity}"), "Loading drivers"];
        foreach (var line in ScriptLine.Spread(kernel, machine.BootedAt, early)) yield return line;
        List<string> services = ["Services: event log", "Services: network", .. machine.Adapters.Select(adapter => $"Adapter {adapter.Position}: {adapter.Mac}, {(adapter.IsConnected ? "connected" : "cable unplugged")}"), "Services: remote management", "Services: PV drivers and management agent"];
        foreach (var line in ScriptLine.Spread(machine.BootedAt, machine.ReadyAt, services)) yield return line;
        yield return new ScriptLine(machine.ReadyAt, "\e[J" + Banner(machine));
    }

    public static string Banner(MachineFacts machine)
    {
        var addresses = string.Join(", ", machine.Adapters.Where(adapter => adapter.Address.Length > 0).Select(adapter => adapter.Address));
        return $"\e[97m{machine.System}\e[0m  {machine.HostName.ToUpperInvariant()}\n{(addresses.Length > 0 ? addresses : "no network address")}\n\n"
            + "This is the text console of a simulated machine; there is no desktop.\nLog in with any name and any password.\n\n";
    }

    public static IEnumerable<ScriptLine> GoDown(MachineFacts.Ending ending) =>
        ScriptLine.Spread(ending.Began, ending.Until, ["", "Closing sessions", "Stopping services", "Writing disks", ending.Restarts ? "Restarting" : "Powering off"]);
}
