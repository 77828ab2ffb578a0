namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <summary>The small shell of a simulated Linux machine: what it prints comes from the machine's real state.</summary>
static partial class LinuxCommands
{
    static readonly SortedDictionary<string, (string Help, Func<CommandCall, Task<Reply>> Do)> Known = new(StringComparer.Ordinal)
    {
        ["cat"] = ("show a file", Say(Cat)),
        ["clear"] = ("empty the screen", Say(_ => new Reply("", ShellAct.Clear))),
        ["date"] = ("the time of the machine", Say(call => $"{call.Now.UtcDateTime:ddd MMM d HH:mm:ss} UTC {call.Now.Year}\n")),
        ["df"] = ("space of file systems", Say(Df)),
        ["dmesg"] = ("messages of the kernel", Say(Dmesg)),
        ["echo"] = ("print words, also into a file with >", Say(Echo)),
        ["exit"] = ("log out", Say(_ => new Reply("", ShellAct.LogOut))),
        ["free"] = ("memory", Say(Free)),
        ["help"] = ("this list", Say(_ => Help())),
        ["history"] = ("lines typed before", Say(call => string.Concat(call.Session.History.Select((line, number) => $"{number + 1,5}  {line}\n")))),
        ["hostname"] = ("the name of the machine", Say(call => call.Machine.HostName + "\n")),
        ["id"] = ("who you are, with numbers", Say(call => call.Session.IsRoot ? "uid=0(root) gid=0(root)\n" : $"uid=1000({call.Session.User}) gid=1000({call.Session.User})\n")),
        ["ip"] = ("network: ip a, ip r", Say(Ip)),
        ["logout"] = ("log out", Say(_ => new Reply("", ShellAct.LogOut))),
        ["ls"] = ("list files", Say(Ls)),
        ["lsblk"] = ("disks", Say(Lsblk)),
        ["nproc"] = ("how many processors", Say(call => $"{call.Machine.VirtualCpus}\n")),
        ["ping"] = ("ask another machine by address", PingAsync),
        ["poweroff"] = ("shut this machine down", Say(_ => new Reply("", ShellAct.PowerOff))),
        ["ps"] = ("processes", Say(Ps)),
        ["pwd"] = ("the folder you are in", Say(call => call.Session.Home + "\n")),
        ["reboot"] = ("restart this machine", Say(_ => new Reply("", ShellAct.Restart))),
        ["rm"] = ("remove a file of yours", Say(Rm)),
        ["shutdown"] = ("shut down, or restart with -r", Say(call => new Reply("", call.Arguments.Contains("-r") ? ShellAct.Restart : ShellAct.PowerOff))),
        ["touch"] = ("make an empty file", Say(Touch)),
        ["uname"] = ("the system: uname -a", Say(call => call.Arguments.Any() ? $"Linux {call.Machine.HostName} {Boot.LinuxScript.Kernel} x86_64 GNU/Linux\n" : "Linux\n")),
        ["uptime"] = ("how long it has been up", Say(Uptime)),
        ["whoami"] = ("who you are", Say(call => call.Session.User + "\n")),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static async Task<Reply> RunAsync(CommandCall call) =>
        Known.TryGetValue(call.Name, out var command) ? await command.Do(call) : $"{call.Name}: command not found; help lists those there are\n";

    /// <summary>What a line can go on with: commands at its beginning, files after that.</summary>
    public static IEnumerable<string> Complete(string line, MachineFacts machine, ShellSession session)
    {
        var space = line.LastIndexOf(' ');
        var word = line[(space + 1)..];
        return (space < 0 ? Names : Paths(machine, session)).Where(name => name.StartsWith(word, StringComparison.Ordinal));
    }

    static string Help() => string.Concat(Known.Select(known => $"  {known.Key,-10} {known.Value.Help}\n"));

    static Func<CommandCall, Task<Reply>> Say(Func<CommandCall, Reply> answer) => call => Task.FromResult(answer(call));
}
