using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>How long everything takes on the hardware simulated. README.md of this folder shows the same table; a test compares them.</summary>
sealed class Durations(SimulationOptions options)
{
    const string Estimate = "own estimate";
    const double GigabitsPerGibibyte = 1024.0 * 1024 * 1024 * 8 / 1e9;
    const string Iops = "IOPS per TB (Concepts, Block Storage Classes) x 256 KiB on a volume of 1 TB";

    public static readonly Row PowerOn = new("power on", 8, "s", $"{Estimate}: firmware and boot loader of a guest");
    public static readonly Row PowerOnMemory = new("power on, memory", 0.15, "s/GiB", $"{Estimate}: Xen scrubs about 6.7 GiB/s while it builds a domain");
    public static readonly Row CleanShutdown = new("clean shutdown", 12, "s", $"{Estimate}: a guest stops its services");
    public static readonly Row ForcedOff = new("forced power off", 2, "s", $"{Estimate}: Xen destroys the domain");
    public static readonly Row EmptyDisk = new("create empty disk", 1, "s", $"{Estimate}: thick volumes are allocated, not written");
    public static readonly Row CreateMachine = new("create machine record", 1, "s", $"{Estimate}: XAPI database and device records");
    public static readonly Row Fetch = new("fetch a public image or an imported file", 8.6, "s/GiB", $"{Estimate}: some 1 Gbit/s from the mirror or the console to the pool");
    public static readonly Row Delete = new("delete machine or template", 2, "s", $"{Estimate}: XAPI database and device records");
    public static readonly Row ConvertMachine = new("convert machine to template", 2, "s", $"{Estimate}: XAPI database and device records; the disks stay where they are");
    public static readonly Row DeleteDisk = new("delete disk", 1, "s", $"{Estimate}: the volume is unmapped");
    public static readonly Row GrowDisk = new("make disk larger", 2, "s", $"{Estimate}: a thick volume is extended and the VHD's table with it, nothing is written");
    public static readonly Row PlugDisk = new("attach, detach or connect disk", 1, "s", $"{Estimate}: the block device comes or goes, and the guest answers");
    public static readonly Row PlugAdapter = new("add, change or remove network adapter", 1, "s", $"{Estimate}: the network device comes or goes, and the guest answers");
    public static readonly Row InsertImage = new("mount or eject ISO", 1, "s", $"{Estimate}: XAPI database, and the guest sees the medium change");
    public static readonly Row Propagate = new("propagate network to a pool", 25, "s", $"{Estimate}: the VLAN on both interconnects and their uplinks, then the network on every host");
    public static readonly Row Withdraw = new("remove network from a pool", 8, "s", $"{Estimate}: the same way back");
    public static readonly Row Resize = new("resize machine", 2, "s", $"{Estimate}: XAPI database");
    public static readonly Row ToolsSeen = new("tools seen after boot", 15, "s", $"{Estimate}: the agent starts with the guest's services");
    public static readonly Row BladeBoot = new("blade boot after repair", 240, "s", $"{Estimate}: power-on self-test with memory training, then Xen and the control domain");
    public static readonly Row Heartbeat = new("heartbeat time-out", HeartbeatRule.TimeOut.TotalSeconds, "s", "XAPI's default (Reliability 1)");
    public static readonly Row GuestDisks = new("a guest waits for its disks", DiskStall.Patience.TotalSeconds, "s", $"{Estimate}: what guest tools set for disks that are slow to come back (VMware Tools: 180 s); Linux alone gives a SCSI disk 30 s, Xen's own block front end waits without end");
    public static readonly Row Snapshot = new("snapshot", 3, "s", $"{Estimate}: all disks of a machine together");
    public static readonly Row SnapshotMemory = new("snapshot, memory", 2, "s/GiB", $"{Estimate}: written at some 500 MiB/s");
    public static readonly Row SnapshotDelete = new("delete snapshot", 2, "s", $"{Estimate}: XAPI database; the merging comes after it");
    public static readonly Row SnapshotRevert = new("revert to a snapshot", 3, "s", $"{Estimate}: XAPI puts a new VHD upon the snapshot of each disk; the power is cut before that, and memory read back after it as fast as it is written");
    public static readonly Row Coalesce = new("coalesce a VHD", 50, "s/GiB", $"{Estimate}: some 20 MiB/s read and written beside the machines' own traffic; one at a time on each block storage, as Xen's storage manager does");
    public static readonly Row SwitchOver = new("live migration, switch-over", 1, "s", $"{Estimate}: the guest pauses while its last pages and its devices go over; before that the memory, over the links");
    public static readonly Row Rebuild = new("rebuild of a drive", 1, "s/GiB", $"{Estimate}: distributed RAID 6 reads from all drives at once, some 1 GiB/s; the whole drive, not what is used");
    public static readonly Row RebuildUnderLoad = new("rebuild of a drive, array fully busy", 2, "s/GiB", $"{Estimate}: half the throughput is left to the machines");
    public static readonly Row Spread = new("spread of the above", 10, "%", $"{Estimate}: drawn for each piece of work, up or down; not for heartbeat, disks waited for, snapshot, revert, coalescing, live migration and rebuild");

    /// <summary>The time to copy a template's disk by the class of the volume it is copied to.</summary>
    public static readonly IReadOnlyList<Row> Clone =
    [
        new("FLASH - Essential", 8.2, "s/GiB", Iops),
        new("FLASH - Standard", 2.7, "s/GiB", Iops),
        new("FLASH - Premium", 1.4, "s/GiB", Iops),
        new("FLASH - Enterprise", 0.86, "s/GiB", "one link of 10 Gbit/s, less than its IOPS allow (Concepts, Compute Blade Classes)"),
        new("FLASH - Ultra", 0.43, "s/GiB", "two links of 10 Gbit/s, less than its IOPS allow (Concepts, Compute Blade Classes)"),
        new("MASS STORAGE - Archival", 17, "s/GiB", $"{Estimate}: 60 MiB/s, no IOPS are promised"),
    ];

    /// <summary>Every row, for the table in README.md.</summary>
    public static IEnumerable<Row> All =>
    [
        PowerOn, PowerOnMemory, CleanShutdown, ForcedOff, EmptyDisk, CreateMachine, Fetch, Delete, ConvertMachine, DeleteDisk, GrowDisk, PlugDisk, PlugAdapter, InsertImage, Propagate, Withdraw, Resize, ToolsSeen, BladeBoot, Heartbeat, GuestDisks, Snapshot, SnapshotMemory, SnapshotDelete, SnapshotRevert, Coalesce, SwitchOver, Rebuild, RebuildUnderLoad, Spread,
        .. Clone.Select(row => row with { Name = $"copy to {row.Name}" }),
    ];

    public TimeSpan HeartbeatTimeOut => Scaled(Heartbeat.Value);

    /// <summary>How long the system of a machine waits for block storage that cannot be reached.</summary>
    public TimeSpan DiskPatience => Scaled(GuestDisks.Value);

    /// <summary>The bytes a second an idle array rebuilds.</summary>
    public static double RebuildBytesPerSecond => ByteSize.FromGiB(1).Bytes / Rebuild.Value;

    /// <summary>Each disk that copies a template takes the time of its class and the delay of its volume, or that of the hosts' links when these are slower.</summary>
    /// <param name="gigabits">What the links of the host that copies carry, in Gbit/s.</param>
    /// <param name="fetch">What is brought to the pool first.</param>
    public TimeSpan ForCreate(IEnumerable<(ByteSize Capacity, string ClassName, double Delay, bool CopiesTemplate)> disks, double gigabits, ByteSize fetch, string key, long ordinal) =>
        Spreading(
            CreateMachine.Value + (Fetch.Value * fetch.GiB) + disks.Sum(disk => disk.CopiesTemplate
                ? disk.Capacity.GiB * Math.Max(Clone.Single(row => row.Name == disk.ClassName).Value * disk.Delay, GigabitsPerGibibyte / gigabits)
                : EmptyDisk.Value * disk.Delay),
            key, "create", ordinal);

    /// <param name="load">How busy the array is with its machines, 0 to 1.</param>
    public TimeSpan ForRebuild(ByteSize drive, double load) => Scaled(drive.GiB * (Rebuild.Value + ((RebuildUnderLoad.Value - Rebuild.Value) * load)));

    public TimeSpan ForStart(ByteSize memory, string key, long ordinal) => Spreading(Boot(memory), key, "start", ordinal);

    /// <summary>From the firmware's first line until a system is up, as it usually is.</summary>
    public TimeSpan Boots(ByteSize memory) => Scaled(Boot(memory));

    /// <summary>What takes longer than this to go down ends its services; what takes less has its power cut.</summary>
    public TimeSpan ClearlyClean => Scaled((CleanShutdown.Value + ForcedOff.Value) / 2);

    public TimeSpan ForStop(bool force, string key, long ordinal) => Spreading(Down(force), key, "stop", ordinal);

    public TimeSpan ForRestart(bool force, ByteSize memory, string key, long ordinal) => Spreading(Down(force) + Boot(memory), key, "restart", ordinal);

    /// <summary>The memory over the share of the slower of two hosts, as the shares are when the move begins.</summary>
    /// <param name="gigabits">What the slower host's links carry for this move alone, in Gbit/s.</param>
    public TimeSpan ForMigration(ByteSize memory, double gigabits) => Scaled(SwitchOver.Value + (memory.GiB * GigabitsPerGibibyte / gigabits));

    /// <summary>
    /// The disks one after the other, each at the pace of the slower volume or of its share of the way between the pools, whichever is slower; then the memory
    /// of a machine that runs over the same way, and the switch-over.
    /// </summary>
    /// <param name="disks">Each with the classes of both volumes and how many times longer these make it.</param>
    /// <param name="memory">The memory of the machine, or null while it is off.</param>
    /// <param name="gigabits">What hosts and link carry for this move alone, in Gbit/s.</param>
    /// <param name="latencyMilliseconds">The latency of the link; nothing within a zone.</param>
    public TimeSpan ForRelocation(IEnumerable<(ByteSize Capacity, IEnumerable<(string ClassName, double Delay)> Volumes)> disks, ByteSize? memory, double gigabits, double latencyMilliseconds)
    {
        var wire = GigabitsPerGibibyte / gigabits;
        var copied = disks.Sum(disk => disk.Capacity.GiB * Math.Max(disk.Volumes.Max(volume => Clone.Single(row => row.Name == volume.ClassName).Value * volume.Delay), wire));
        return Scaled((latencyMilliseconds / 1000) + copied + (memory is { } kept ? SwitchOver.Value + (kept.GiB * wire) : 0));
    }

    /// <param name="memory">The memory that is kept; nothing for the disks alone.</param>
    /// <param name="delay">How many times longer the slowest volume makes it, 1 or more.</param>
    public TimeSpan ForSnapshot(ByteSize memory, double delay) => Scaled((Snapshot.Value + (memory.GiB * SnapshotMemory.Value)) * delay);

    /// <inheritdoc cref="ForSnapshot"/>
    /// <param name="runs">Whether its power is to be cut first.</param>
    public TimeSpan ForRevert(ByteSize memory, bool runs, double delay) => Scaled((runs ? ForcedOff.Value : 0) + ((SnapshotRevert.Value + (memory.GiB * SnapshotMemory.Value)) * delay));

    public TimeSpan ForDeleteSnapshot(string key, long ordinal) => Spreading(SnapshotDelete.Value, key, "delete-snapshot", ordinal);

    /// <summary>How long blocks take to be merged: what the machine writes meanwhile has to be merged too, and one that writes faster than that is frozen.</summary>
    /// <param name="debt">The blocks.</param>
    /// <param name="writes">What the machine writes to the disk, in bytes a second; nothing when it writes to a newer VHD or not at all.</param>
    /// <param name="delay">How many times longer the volume makes it, 1 or more.</param>
    public (TimeSpan Takes, bool Freezes) ForCoalesce(ByteSize debt, double writes, double delay)
    {
        var merges = ByteSize.FromGiB(1).Bytes / (Coalesce.Value * delay);
        var freezes = writes >= merges;
        return (Scaled(debt.Bytes / (freezes ? merges : merges - writes)), freezes);
    }

    public TimeSpan ForResize(string key, long ordinal) => Spreading(Resize.Value, key, "resize", ordinal);

    public TimeSpan ForDelete(int disks, string key, long ordinal) => Spreading(Delete.Value + (disks * DeleteDisk.Value), key, "delete", ordinal);

    public TimeSpan ForCreateDisk(double delay, string key, long ordinal) => Spreading(EmptyDisk.Value * delay, key, "create-disk", ordinal);

    public TimeSpan ForGrowDisk(double delay, string key, long ordinal) => Spreading(GrowDisk.Value * delay, key, "grow-disk", ordinal);

    public TimeSpan ForPlugDisk(string key, long ordinal) => Spreading(PlugDisk.Value, key, "plug-disk", ordinal);

    public TimeSpan ForInsert(string key, long ordinal) => Spreading(InsertImage.Value, key, "insert", ordinal);

    public TimeSpan ForPlugAdapter(string key, long ordinal) => Spreading(PlugAdapter.Value, key, "plug-adapter", ordinal);

    public TimeSpan ForPropagation(bool propagates, string key, long ordinal) => Spreading((propagates ? Propagate : Withdraw).Value, key, "propagate", ordinal);

    public TimeSpan ForDeleteDisk(string key, long ordinal) => Spreading(DeleteDisk.Value, key, "delete-disk", ordinal);

    /// <summary>Every block is read and written: the slower of the two volumes counts.</summary>
    public TimeSpan ForMoveDisk(ByteSize capacity, IEnumerable<(string ClassName, double Delay)> volumes, string key, long ordinal) =>
        Spreading(capacity.GiB * volumes.Max(volume => Clone.Single(row => row.Name == volume.ClassName).Value * volume.Delay), key, "move-disk", ordinal);

    /// <summary>Data that comes from outside, at the pace of the volume or of what brings it here, whichever is slower.</summary>
    /// <param name="megabits">What brings it here carries, in Mbit/s; null when it is no slower than the volume.</param>
    public TimeSpan ForWrite(ByteSize size, string className, double delay, int? megabits, string key) =>
        Spreading(Math.Max(size.GiB * Clone.Single(row => row.Name == className).Value * delay, megabits is { } carried ? size.GiB * GigabitsPerGibibyte * 1000 / carried : 0), key, "write", 0);

    /// <summary>Every block of each disk is read and written, one disk after the other: of each the slower of the two volumes counts, or the links of the host that copies.</summary>
    /// <param name="gigabits">What the links of that host carry, in Gbit/s; they carry what is read and what is written.</param>
    public TimeSpan ForClone(IEnumerable<(ByteSize Capacity, (string ClassName, double Delay) From, (string ClassName, double Delay) To)> disks, double gigabits, string key, long ordinal) =>
        Spreading(CreateMachine.Value + disks.Sum(disk => disk.Capacity.GiB * Math.Max(2 * GigabitsPerGibibyte / gigabits, Math.Max(Pace(disk.From), Pace(disk.To)))), key, "clone", ordinal);

    /// <summary>What is written of a recovery point, read and written on one volume, or over the links of the host that copies where these are slower.</summary>
    /// <param name="pace">Seconds for each GiB on the slowest volume.</param>
    /// <param name="gigabits">What the links of that host carry, in Gbit/s.</param>
    public TimeSpan ForRestore(ByteSize content, double pace, double gigabits, string key) =>
        Spreading(CreateMachine.Value + (content.GiB * Math.Max(pace, 2 * GigabitsPerGibibyte / gigabits)), key, "restore", 0);

    static double Pace((string ClassName, double Delay) volume) => Clone.Single(row => row.Name == volume.ClassName).Value * volume.Delay;

    public TimeSpan ForConvert(string key, long ordinal) => Spreading(ConvertMachine.Value, key, "convert", ordinal);

    /// <summary>How long after its boot a machine's tools are seen.</summary>
    public TimeSpan ForTools(string key) => Spreading(ToolsSeen.Value, key, "tools", 0);

    public TimeSpan ForBladeBoot(string key, long ordinal) => Spreading(BladeBoot.Value, key, "blade", ordinal);

    /// <summary>A snapshot, then the size over this transfer's share of the link as it is when the transfer begins.</summary>
    /// <param name="sharing">How many transfers share the link, this one counted.</param>
    /// <param name="delay">How many times longer the slowest thing on the way makes it, 1 or more.</param>
    /// <param name="loss">How many of a hundred packets the link loses (<see cref="PacketLoss"/>).</param>
    public TimeSpan ForTransfer(ByteSize size, long megabits, double latencyMilliseconds, int sharing, double delay = 1, double loss = 0)
    {
        var bitsPerSecond = Math.Min(megabits * 1e6 / sharing, PacketLoss.BitsPerSecond(latencyMilliseconds, loss));
        return Scaled(Snapshot.Value + (latencyMilliseconds / 1000) + (delay * size.Bytes * 8 / bitsPerSecond));
    }

    static double Boot(ByteSize memory) => PowerOn.Value + (memory.GiB * PowerOnMemory.Value);

    static double Down(bool force) => force ? ForcedOff.Value : CleanShutdown.Value;

    TimeSpan Spreading(double seconds, string key, string purpose, long ordinal)
    {
        var part = Spread.Value / 100;
        return Scaled(seconds * (1 - part + (2 * part * Draw.Unit(options.Seed, key, $"duration:{purpose}", ordinal))));
    }

    /// <summary>Whole milliseconds, which every database keeps exactly, and never nothing.</summary>
    TimeSpan Scaled(double seconds) => TimeSpan.FromMilliseconds((long)Math.Max(1, Math.Round(seconds * 1000 / options.Speed)));

    /// <param name="Name">What takes the time.</param>
    /// <param name="Value">How long, in <paramref name="Unit"/>, on real hardware.</param>
    /// <param name="Unit">The unit of the value.</param>
    /// <param name="Source">Where the figure comes from.</param>
    public sealed record Row(string Name, double Value, string Unit, string Source);
}
