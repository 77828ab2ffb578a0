using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What a machine asks for at a moment: a pure function of seed, name path and time, so that the past is the same whenever and wherever it is asked for.
/// A level of its own, a rhythm of days and weeks, and noise of hours, minutes and seconds around it. Its writes come to the rate that its copies carry over.
/// </summary>
sealed class Waveform
{
    /// <summary>From this rate on, in bytes a second, a machine writes streams.</summary>
    const double StreamRate = 4e6;

    /// <summary>The part of its vCPUs that a system takes which does nothing.</summary>
    const double Idle = 0.002;

    readonly ulong processor;
    readonly ulong disk;
    readonly int virtualCpus;
    readonly long memory;
    readonly bool hasGuestSystem;
    readonly double level;
    readonly double swing;
    readonly double peakCosine;
    readonly double peakSine;
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
        (peakSine, peakCosine) = Math.SinCos(2 * Math.PI * ((worksAtNight ? 2 : 13) + Draw.Range(seed, key, "use-peak", 0, -2.0, 2.0)) / 24);
        // Who writes without pause writes logs and streams: long pieces, hardly read back.
        var streams = writeRate > StreamRate;
        readsForEachWrite = streams ? Spread("use-reads", 0.05, 0.5) : Spread("use-reads", 0.5, 6);
        readSize = streams ? Spread("use-read-size", 64 * 1024, 256 * 1024) : Spread("use-read-size", 8 * 1024, 64 * 1024);
        writeSize = streams ? Spread("use-write-size", 64 * 1024, 256 * 1024) : Spread("use-write-size", 4 * 1024, 32 * 1024);
        receivedForEachThread = Spread("use-network", 50e3, 4e6);
        sentForEachReceived = Spread("use-sent", 0.3, 3);
        memoryShare = Draw.Range(seed, key, "use-memory", 0, 0.35, 0.85);

        // Evenly over the orders of magnitude, as loads are.
        double Spread(string purpose, double least, double most) => least * Math.Pow(most / least, Draw.Unit(seed, key, purpose, 0));
    }

    /// <summary>What it asks for while its system waits for its disks: a clock that ticks, and nobody who answers.</summary>
    public Use StandingStill => new(Idle * virtualCpus, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>What it asks for while its system is up.</summary>
    /// <param name="agentAnswers">Whether its management agent tells of its memory.</param>
    public Use At(Moment now, bool agentAnswers)
    {
        var rhythm = (1 + (swing * ((now.Cosine * peakCosine) + (now.Sine * peakSine)))) * (now.IsWeekend && !worksAtNight ? 0.5 : 1);
        var busy = hasGuestSystem
            ? Math.Clamp(level * rhythm * now.Hours.Around(processor, 0.3) * now.Minutes.Around(~processor, 0.25) * now.Minute.Around(processor + 1, 0.1), Idle, 1) : Idle;
        var written = writeRate * now.Hours.Around(disk, 0.4) * now.Minutes.Around(~disk, 0.4) * now.Minute.Around(disk + 1, 0.15);
        var read = written * readsForEachWrite * rhythm;
        var threads = busy * virtualCpus;
        var received = threads * receivedForEachThread;
        return new Use(
            threads, agentAnswers ? Math.Min(0.98, memoryShare * now.Hours.Around(processor + 2, 0.05)) * memory : 0,
            read / readSize, written / writeSize, read, written, received, received * sentForEachReceived);
    }

    /// <summary>What every machine's figure at a moment needs of it, worked out once.</summary>
    public readonly struct Moment(DateTimeOffset now)
    {
        public DateTimeOffset Time { get; } = now;

        public double Cosine { get; } = Math.Cos(2 * Math.PI * now.UtcDateTime.TimeOfDay.TotalDays);

        public double Sine { get; } = Math.Sin(2 * Math.PI * now.UtcDateTime.TimeOfDay.TotalDays);

        public bool IsWeekend { get; } = now.UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

        public Knot Hours { get; } = new(now.UtcTicks, TimeSpan.TicksPerHour);

        public Knot Minutes { get; } = new(now.UtcTicks, 5 * TimeSpan.TicksPerMinute);

        public Knot Minute { get; } = new(now.UtcTicks, TimeSpan.TicksPerMinute);
    }

    /// <summary>Where a moment lies between two drawn figures.</summary>
    public readonly struct Knot(long ticks, long apart)
    {
        readonly long before = ticks / apart;
        readonly double way = Smooth((double)(ticks % apart) / apart);

        /// <summary>Around 1, up and down by a part at the most, smooth between one drawn figure and the next.</summary>
        public double Around(ulong stream, double part)
        {
            var first = Draw.Unit(stream, before);
            return 1 + (part * ((2 * (first + (way * (Draw.Unit(stream, before + 1) - first)))) - 1));
        }

        static double Smooth(double way) => way * way * (3 - (2 * way));
    }
}
