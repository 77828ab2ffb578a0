using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles.Boot;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>What a Linux kernel says of disks that stop answering, in words of our own.</summary>
static class StallText
{
    /// <summary>The lines for how a machine stands now.</summary>
    /// <param name="before">How it stood before.</param>
    public static string Of(MachineFacts machine, DiskStallKind? before, DateTimeOffset now)
    {
        var disk = machine.Plugged.FirstOrDefault()?.Device ?? "xvda";
        string[] lines = machine.Stall switch
        {
            { Kind: DiskStallKind.Waiting } waiting => [$"blkfront: {disk}: {waiting.Storage} does not answer, requests are kept", "task log:214 waits for its disk and cannot go on"],
            { Kind: DiskStallKind.GivenUp } lost => [$"blkfront: {disk}: {lost.Storage} did not answer for {(int)DiskStall.Patience.TotalSeconds} s, giving up", $"I/O error, device {disk}, sector 2048, write", $"ext4: {disk}1: journal aborted"],
            { Kind: DiskStallKind.ReadOnly } back => [$"I/O error, device {disk}, sector 2048, write", $"ext4: {disk}1: journal aborted, file system is now read-only", $"blkfront: {disk}: {back.Storage} answers again; only a restart makes it writable"],
            null when before is not null => [$"blkfront: {disk}: storage answers again, {disk}1 goes on"],
            _ => [],
        };
        return string.Concat(lines.Select(line => $"{LinuxScript.Stamp(now - machine.BootBegan)} \e[91m{line}\e[0m\n"));
    }
}
