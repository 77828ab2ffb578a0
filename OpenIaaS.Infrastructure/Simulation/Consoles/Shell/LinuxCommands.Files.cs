using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <content>Files: a few that the system has, and those somebody made in their own folder.</content>
static partial class LinuxCommands
{
    /// <summary>How much somebody may keep in their folder, in characters.</summary>
    const int MostKept = 16_384;

    static SortedDictionary<string, string> Virtual(MachineFacts machine)
    {
        var words = machine.System.Split(' ');
        var version = words.FirstOrDefault(word => char.IsAsciiDigit(word[0])) ?? "";
        return new(StringComparer.Ordinal)
        {
            ["/etc/hostname"] = machine.HostName + "\n",
            ["/etc/hosts"] = $"127.0.0.1 localhost\n127.0.1.1 {machine.HostName}\n",
            ["/etc/motd"] = "This machine is simulated. Files you make are kept until it restarts.\n",
            ["/etc/os-release"] = $"PRETTY_NAME=\"{machine.System}\"\nNAME=\"{words[0]}\"\nVERSION_ID=\"{version}\"\nID={words[0].ToLowerInvariant()}\n",
            ["/etc/vconsole.conf"] = "KEYMAP=us\n",
            ["/proc/cpuinfo"] = string.Concat(Enumerable.Range(0, machine.VirtualCpus).Select(number => $"processor : {number}\nphysical id : {number / Math.Max(1, machine.CoresPerSocket)}\nmodel name : virtual processor\n\n")),
            ["/proc/meminfo"] = $"MemTotal:     {Total(machine),12} kB\nMemFree:      {Total(machine) - Used(machine),12} kB\nMemAvailable: {Total(machine) - (Used(machine) * 2 / 3),12} kB\nSwapTotal:    {0,12} kB\n",
            ["/proc/uptime"] = "",
        };
    }

    static IEnumerable<string> Paths(MachineFacts machine, ShellSession session) => Virtual(machine).Keys.Concat(session.Files.Keys);

    static Reply Cat(CommandCall call)
    {
        if (call.First is not { } path) return "cat: name a file, as in cat /etc/motd\n";
        return string.Concat(call.Arguments.Select(one => Read(call, one) ?? $"cat: {one}: no such file\n"));
    }

    static string? Read(CommandCall call, string path)
    {
        if (path == "/proc/uptime") return $"{(call.Now - call.Machine.BootBegan).TotalSeconds:F2}\n";
        return Virtual(call.Machine).GetValueOrDefault(path) ?? call.Session.Files.GetValueOrDefault(Own(call, path));
    }

    static Reply Ls(CommandCall call)
    {
        var folder = (call.Arguments.FirstOrDefault(word => !word.StartsWith('-')) ?? call.Session.Home).TrimEnd('/');
        if (folder is "") return "etc  home  proc  root\n";
        if (folder == call.Session.Home || folder is "." or "~") return call.Session.Files.Count == 0 ? "" : string.Join("  ", call.Session.Files.Keys) + "\n";
        var inside = Virtual(call.Machine).Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => path[(folder.Length + 1)..]).ToList();
        return inside.Count > 0 ? string.Join("  ", inside) + "\n" : $"ls: {folder}: no such folder\n";
    }

    static Reply Echo(CommandCall call)
    {
        var to = Array.IndexOf(call.Words, ">");
        if (to < 0) return string.Join(' ', call.Arguments) + "\n";
        return to + 1 < call.Words.Length ? Write(call, call.Words[to + 1], string.Join(' ', call.Words[1..to]) + "\n") : "echo: name a file after >\n";
    }

    static Reply Touch(CommandCall call) => call.First is { } path
        ? Write(call, path, call.Session.Files.GetValueOrDefault(Own(call, path)) ?? "")
        : "touch: name a file\n";

    static Reply Rm(CommandCall call)
    {
        if (call.First is not { } path) return "rm: name a file\n";
        if (ReadOnly(call) is { } refused) return $"rm: {path}: {refused}";
        if (call.Session.Files.Remove(Own(call, path))) return "";
        return Virtual(call.Machine).ContainsKey(path) ? $"rm: {path}: the files of the system cannot be removed here\n" : $"rm: {path}: no such file\n";
    }

    static Reply Write(CommandCall call, string path, string text)
    {
        if (ReadOnly(call) is { } refused) return $"{call.Name}: {path}: {refused}";
        var name = Own(call, path);
        if (name.Contains('/') || name.Length is 0 or > 64) return $"{call.Name}: {path}: files can be made in {call.Session.Home} alone\n";
        if (call.Session.Files.Where(file => file.Key != name).Sum(file => file.Key.Length + file.Value.Length) + text.Length > MostKept) return $"{call.Name}: {path}: no space left; {MostKept} characters can be kept\n";
        call.Session.Files[name] = text;
        return "";
    }

    static string? ReadOnly(CommandCall call) => call.Machine.Stall is { Kind: DiskStallKind.ReadOnly } ? "read-only file system\n" : null;

    /// <summary>The name within the own folder.</summary>
    static string Own(CommandCall call, string path) =>
        path.StartsWith(call.Session.Home + "/", StringComparison.Ordinal) ? path[(call.Session.Home.Length + 1)..] : path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path;
}
