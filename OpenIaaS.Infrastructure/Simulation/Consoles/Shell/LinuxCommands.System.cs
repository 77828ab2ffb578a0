using System.Globalization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <content>Processors, memory, disks and processes.</content>
static partial class LinuxCommands
{
    static Reply Uptime(CommandCall call)
    {
        var up = call.Now - call.Machine.BootBegan;
        var days = up.Days > 0 ? $"{up.Days} day(s), " : "";
        return $" {call.Now.UtcDateTime:HH:mm:ss} up {days}{up.Hours}:{up.Minutes:00}, 1 user\n";
    }

    static Reply Free(CommandCall call)
    {
        var (total, used) = (Total(call.Machine) / 1024, Used(call.Machine) / 1024);
        return $"{"",7}{"total",10}{"used",10}{"free",10}   (MiB)\nMem:   {total,10}{used,10}{total - used,10}\nSwap:  {0,10}{0,10}{0,10}\n";
    }

    static Reply Lsblk(CommandCall call)
    {
        var lines = $"{"NAME",-10}{"SIZE",10}  {"TYPE",-5} MOUNTED ON\n";
        foreach (var (disk, number) in call.Machine.Plugged.Select((disk, number) => (disk, number)))
            lines += $"{disk.Device,-10}{Size(disk.Capacity),10}  disk\n└─{disk.Device + "1",-8}{Size(disk.Capacity),10}  part  {(number == 0 ? "/" : $"/data/{disk.Device}")}\n";
        return lines + $"{"sr0",-10}{"",10}  rom   {call.Machine.Image}\n";
    }

    static Reply Df(CommandCall call)
    {
        var lines = $"{"Filesystem",-14}{"Size",10}{"Used",10}{"Free",10}{"Use%",6}  Mounted on\n";
        foreach (var (disk, number) in call.Machine.Plugged.Select((disk, number) => (disk, number)))
        {
            var used = new ByteSize((long)(disk.Capacity.Bytes * disk.Used));
            lines += $"{$"/dev/{disk.Device}1",-14}{Size(disk.Capacity),10}{Size(used),10}{Size(disk.Capacity - used),10}{$"{disk.Used * 100:F0}%",6}  {(number == 0 ? "/" : $"/data/{disk.Device}")}\n";
        }

        return lines;
    }

    static Reply Dmesg(CommandCall call) => string.Concat(
        Boot.BootScript.Of(call.Machine).Lines.Where(line => line.At >= call.Machine.BootBegan && line.At <= call.Machine.BootedAt && line.Text.Contains("\e[32m[", StringComparison.Ordinal)).Select(line => line.Text));

    static Reply Ps(CommandCall call)
    {
        List<string> running = ["init", "log", "devices", "network", "clock", "jobs", "sshd"];
        if (call.Machine.Tools.ManagementAgent) running.Add("management-agent");
        var lines = "  PID USER      COMMAND\n" + string.Concat(running.Select((name, number) => $"{(number == 0 ? 1 : 200 + (number * 17)),5} root      {name}\n"));
        return lines + $"{812,5} {call.Session.User,-9} shell\n{904,5} {call.Session.User,-9} ps\n";
    }

    static long Total(MachineFacts machine) => machine.Memory.Bytes >> 10;

    /// <summary>A third, and what a system needs to be up.</summary>
    static long Used(MachineFacts machine) => Math.Min(Total(machine), (Total(machine) / 3) + (150 << 10));

    static string Size(ByteSize size) => size.GiB >= 1024
        ? (size.GiB / 1024).ToString("0.#", CultureInfo.InvariantCulture) + "T"
        : size.GiB.ToString("0.#", CultureInfo.InvariantCulture) + "G";
}
