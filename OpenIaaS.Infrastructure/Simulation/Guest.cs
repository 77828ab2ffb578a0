using System.Globalization;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What goes on inside a machine, drawn from its name path: how full its disks are, how fast it writes, which tools it has.</summary>
sealed class Guest(SimulationOptions options)
{
    /// <summary>The smallest delta: a snapshot's own blocks (two of the 2 MiB blocks of a VHD).</summary>
    static readonly ByteSize SmallestDelta = ByteSize.FromMiB(4);

    /// <summary>What a full copy takes: the written share of each disk, 25 to 85 percent of its capacity.</summary>
    public ByteSize Content(SimulatedMachine machine)
    {
        long bytes = 0;
        var position = 0;
        foreach (var disk in machine.Disks)
            bytes += (long)(disk.Capacity.Bytes * (0.25 + (0.6 * Draw.Unit(options.Seed, machine.Key, "fill", position++))));
        return new ByteSize(bytes);
    }

    /// <summary>
    /// Bytes a second: 2 kB/s to 1 MB/s, evenly over the orders of magnitude; 3 machines in 100 write 5 to 40 MB/s without pause.
    /// </summary>
    /// <param name="key">The name path of the machine.</param>
    public double WriteRate(string key)
    {
        var unit = Draw.Unit(options.Seed, key, "write-rate", 0);
        return Draw.Unit(options.Seed, key, "writes-much", 0) < 0.03 ? 5e6 + (35e6 * unit) : 2e3 * Math.Pow(500, unit);
    }

    /// <summary>What was written since a moment; never less than a snapshot's own blocks, never more than everything.</summary>
    /// <param name="silences">When it could not write (<see cref="Stalls"/>).</param>
    public ByteSize Delta(SimulatedMachine machine, List<Stalls.Silence> silences, DateTimeOffset since, DateTimeOffset now, DateTimeOffset? hostFailedAt)
    {
        var content = Content(machine);
        var until = machine.WritingUntil(now, hostFailedAt);
        var seconds = Math.Max(0, (until - since - Stalls.Within(silences, since, until)).TotalSeconds);
        var written = Math.Max(SmallestDelta.Bytes, WriteRate(machine.Key) * seconds);
        return written < content.Bytes ? new ByteSize((long)written) : content;
    }

    /// <summary>What everything on the disks adds up to at a moment: a number that nobody comes by who has not exactly this machine at exactly this moment.</summary>
    /// <param name="key">The name path of the machine.</param>
    /// <param name="at">The moment, UTC, in whole microseconds, since finer ones do not outlive PostgreSQL.</param>
    public long Digest(string key, DateTimeOffset at) => unchecked((long)Draw.Bits(options.Seed, key, "content", at.UtcTicks));

    /// <summary>What the blocks of a copy add up to, modulo 2^64: all of them, or those written since a moment.</summary>
    public long Digest(string key, DateTimeOffset? since, DateTimeOffset now) => unchecked(Digest(key, now) - (since is { } then ? Digest(key, then) : 0));

    public GuestTools Tools(SimulatedMachine machine) => machine.HasGuestSystem ? ToolsOf(machine.Key) : GuestTools.None;

    /// <summary>The tools of a machine with a guest system, by its name path.</summary>
    public GuestTools ToolsOf(string key) => new(true, true, $"8.{Draw.Range(options.Seed, key, "tools-version", 0, 2L, 4L)}.0");

    /// <summary>The addresses a guest reports: the static ones it was given by cloud-init, and drawn ones for the adapters without.</summary>
    public IReadOnlyList<string> Addresses(SimulatedMachine machine)
    {
        var drawn = Addresses(machine.Id);
        return machine.ConfigDrive is { } given ? [.. drawn.Select((address, position) => given.Addresses[position] is { Length: > 0 } fixedOne ? fixedOne : address)] : drawn;
    }

    /// <summary>An address for each position an adapter can have; those without an adapter mean nothing.</summary>
    public IReadOnlyList<string> Addresses(Id<VirtualMachine> machine) =>
        [.. Enumerable.Range(0, AdapterLimits.Most).Select(position => Address(machine.ToString(), position))];

    string Address(string machine, int position)
    {
        var drawn = Draw.Range(options.Seed, machine, "address", position, 0L, (256 * 256 * 254) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"10.{drawn / (254 * 256)}.{drawn / 254 % 256}.{(drawn % 254) + 1}");
    }
}
