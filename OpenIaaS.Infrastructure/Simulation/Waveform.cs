using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What a machine asks for at a moment: a pure function of seed, name path and time, so that the past is the same whenever and wherever it is asked for.
/// A level of its own, a rhythm of days and weeks, and noise of hours, minutes and seconds around it. Its writes come to the rate that its copies carry over.
/// </summary>
sealed class Waveform
{
    static readonly long Hour = TimeSpan.TicksPerHour;
    static readonly long FiveMinutes = 5 * TimeSpan.TicksPerMinute;

    readonly ulong processor;
    readonly ulong disk;
    readonly int virtualCpus;
    readonly long memory;
    readonly bool hasGuestSystem;
    readonly double level;
    readonly double swing;
    readonly double peakHour;
    readonly bool worksAtNight;
    readonly double writeRate;
    readonly double readsForEachWrite;
    readonly double readSize;
    readonly double writeSize;
    readonly double receivedForEachThread;
    readonly double sentForEachReceived;
    readonly double memoryShare;

    /// <param name="writeRate">What it writes on average, in bytes a second.</param>
    public Waveform(long seed, string key, int virtualCpus, long memory, bool hasGuestSystem, double writeRate)
    {
        (this.virtualCpus, this.memory, this.hasGuestSystem, this.writeRate) = (virtualCpus, memory, hasGuestSystem, writeRate);
        processor = Draw.Bits(seed, key, "use-processor", 0);
        disk = Draw.Bits(seed, key, "use-disk", 0);
        worksAtNight = Draw.Unit(seed, key, "use-at-night", 0) < 0.2;
        level = Spread("use-level", 0.03, 0.6);
        swing = Draw.Range(seed, key, "use-swing", 0, 0.2, 0.9);
        peakHour = (worksAtNight ? 2 : 13) + Draw.Range(seed, key, "use-peak", 0, -2.0, 2.0);
        readsForEachWrite = Spread("use-reads", 0.5, 6);
        readSize = Spread("use-read-size", 8 * 1024, 64 * 1024);
        writeSize = Spread("use-write-size", 4 * 1024, 32 * 1024);
        receivedForEachThread = Spread("use-network", 50e3, 4e6);
        sentForEachReceived = Spread("use-sent", 0.3, 3);
        memoryShare = Draw.Range(seed, key, "use-memory", 0, 0.35, 0.85);

        // Evenly over the orders of magnitude, as loads are.
        double Spread(string purpose, double least, double most) => least * Math.Pow(most / least, Draw.Unit(seed, key, purpose, 0));
    }

    /// <summary>What it asks for while its system is up.</summary>
    /// <param name="agentAnswers">Whether its management agent tells of its memory.</param>
    public Use At(DateTimeOffset now, bool agentAnswers)
    {
        var ticks = now.UtcTicks;
        var rhythm = Rhythm(now);
        var busy = hasGuestSystem ? Math.Clamp(level * rhythm * Noise(processor, ticks, Hour, 0.3) * Noise(~processor, ticks, FiveMinutes, 0.25) * Noise(processor + 1, ticks, TimeSpan.TicksPerMinute, 0.1), 0.002, 1) : 0.002;
        var written = writeRate * Noise(disk, ticks, Hour, 0.4) * Noise(~disk, ticks, FiveMinutes, 0.4) * Noise(disk + 1, ticks, TimeSpan.TicksPerMinute, 0.15);
        var read = written * readsForEachWrite * rhythm;
        var threads = busy * virtualCpus;
        var received = threads * receivedForEachThread;
        return new Use(
            threads, agentAnswers ? Math.Min(0.98, memoryShare * Noise(processor + 2, ticks, Hour, 0.05)) * memory : 0,
            read / readSize, written / writeSize, read, written, received, received * sentForEachReceived);
    }

    /// <summary>Around 1: the hour of the day, and half of it at the weekend for those who work by day.</summary>
    double Rhythm(DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        var day = 1 + (swing * Math.Cos(2 * Math.PI * (utc.TimeOfDay.TotalHours - peakHour) / 24));
        return !worksAtNight && utc.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday) ? day * 0.5 : day;
    }

    /// <summary>Around 1, up and down by a part at the most, smooth between one drawn figure and the next.</summary>
    static double Noise(ulong stream, long ticks, long apart, double part)
    {
        var knot = ticks / apart;
        var way = (double)(ticks % apart) / apart;
        var before = Draw.Unit(stream, knot);
        var smooth = way * way * (3 - (2 * way));
        return 1 + (part * ((2 * (before + (smooth * (Draw.Unit(stream, knot + 1) - before)))) - 1));
    }
}
