namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <summary>The text console of a simulated Windows machine.</summary>
static class WindowsCommands
{
    static readonly SortedDictionary<string, (string Help, Func<CommandCall, Task<Reply>> Do)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cls"] = ("empty the screen", Say(_ => new Reply("", ShellAct.Clear))),
        ["date"] = ("the time of the machine", Say(call => $"{call.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n")),
        ["disks"] = ("disks", Say(call => string.Concat(call.Machine.Plugged.Select((disk, number) => $"Disk {number}  {disk.Capacity,-10} {disk.Name}\n")))),
        ["echo"] = ("print words", Say(call => string.Join(' ', call.Arguments) + "\n")),
        ["exit"] = ("log out", Say(_ => new Reply("", ShellAct.LogOut))),
        ["help"] = ("this list", Say(_ => string.Concat(Known!.Select(known => $"  {known.Key,-12} {known.Value.Help}\n")))),
        ["hostname"] = ("the name of the machine", Say(call => call.Machine.HostName.ToUpperInvariant() + "\n")),
        ["ipconfig"] = ("network adapters", Say(IpConfig)),
        ["ping"] = ("ask another machine by address", LinuxCommands.RunAsync),
        ["shutdown"] = ("/s shuts down, /r restarts", Say(call => call.Arguments.Contains("/r") ? new Reply("", ShellAct.Restart) : call.Arguments.Contains("/s") ? new Reply("", ShellAct.PowerOff) : "Say shutdown /s or shutdown /r.\n")),
        ["systeminfo"] = ("what this machine is", Say(call => $"Name        {call.Machine.HostName.ToUpperInvariant()}\nSystem      {call.Machine.System}\nProcessors  {call.Machine.VirtualCpus}\nMemory      {call.Machine.Memory}\nUp since    {call.Machine.BootedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n")),
        ["ver"] = ("the system", Say(call => call.Machine.System + ", simulated\n")),
        ["whoami"] = ("who you are", Say(call => $"{call.Machine.HostName}\\{call.Session.User}\n".ToLowerInvariant())),
    };

    public static IEnumerable<string> Complete(string line) =>
        line.Contains(' ') ? [] : Known.Keys.Where(name => name.StartsWith(line, StringComparison.OrdinalIgnoreCase));

    public static async Task<Reply> RunAsync(CommandCall call) => Known.TryGetValue(call.Name, out var command)
        ? await command.Do(call with { Words = [call.Name.ToLowerInvariant(), .. call.Arguments] })
        : $"{call.Name} is no command of this console; help lists those there are.\n";

    static Reply IpConfig(CommandCall call) => string.Concat(call.Machine.Adapters.Select(adapter =>
        $"Adapter {adapter.Position}  {adapter.Mac}\n  Network   {adapter.Network}, VLAN {string.Join(", ", adapter.VlanIds)}\n  State     {(adapter.IsConnected ? "connected" : "cable unplugged")}\n  Address   {(adapter.Address.Length > 0 ? adapter.Address : "none")}\n"));

    static Func<CommandCall, Task<Reply>> Say(Func<CommandCall, Reply> answer) => call => Task.FromResult(answer(call));
}
