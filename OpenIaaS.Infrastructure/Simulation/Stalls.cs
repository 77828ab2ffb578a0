using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What volumes that cannot or could not be reached mean to the machines with disks on them. It follows from the last outages of a volume and the
/// boot of a machine, so that losing a volume with a thousand machines writes one row. Of older outages nothing is known.
/// </summary>
static class Stalls
{
    /// <summary>The volumes that were ever lost, by identity: the only ones that matter here, and on most days there are none.</summary>
    public static Task<Dictionary<Id<StorageRepository>, SimulatedVolume>> LostAsync(ConsoleDbContext database, CancellationToken stop) =>
        database.Set<SimulatedVolume>().AsNoTracking().Where(volume => volume.LostAt != null).ToDictionaryAsync(volume => volume.Id, stop);

    /// <summary>How a machine that runs stands: what cannot be reached now counts more than what came back too late, then the name decides.</summary>
    /// <param name="lost">From <see cref="LostAsync"/>.</param>
    public static DiskStall? Of(SimulatedMachine machine, Dictionary<Id<StorageRepository>, SimulatedVolume> lost, TimeSpan patience, DateTimeOffset now)
    {
        if (lost.Count == 0 || machine.BootedAt is not { } booted || booted > now) return null;
        return Under(machine.PluggedDisks, lost).Select(volume => DiskStall.Of(volume.Name, volume.LostAt, volume.BackAt, volume.GivenUpBefore, booted, patience, now)).OfType<DiskStall>()
            .OrderBy(stall => !stall.IsUnreachable).ThenBy(stall => stall.Storage, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>When it stood still or could only read, as far as the last outages and its last boot tell: an end that is open is the end of time.</summary>
    /// <param name="bootedAt">When its system was last up; null counts as never, so that nothing has mended it.</param>
    public static List<Silence> Of(IEnumerable<SimulatedDisk> disks, Dictionary<Id<StorageRepository>, SimulatedVolume> lost, DateTimeOffset? bootedAt, TimeSpan patience)
    {
        List<Silence> silences = [];
        if (lost.Count == 0) return silences;
        foreach (var volume in Under(disks, lost))
        {
            if (volume.LostAt is { } from && volume.BackAt is var back) silences.Add(new Silence(from, back ?? DateTimeOffset.MaxValue, Reads: false));
            if (volume.GivenUpBefore is { } before) silences.Add(new Silence(before + patience, bootedAt >= before ? bootedAt.Value : DateTimeOffset.MaxValue, Reads: true));
        }

        return silences;
    }

    /// <inheritdoc cref="Of(IEnumerable{SimulatedDisk}, Dictionary{Id{StorageRepository}, SimulatedVolume}, DateTimeOffset?, TimeSpan)"/>
    public static List<Silence> Of(SimulatedMachine machine, Dictionary<Id<StorageRepository>, SimulatedVolume> lost, TimeSpan patience)
    {
        var silences = Of(machine.PluggedDisks, lost, machine.BootedAt, patience);
        if (machine is { FrozenFrom: { } from, FrozenUntil: { } until }) silences.Add(new Silence(from, until, Reads: false));
        return silences;
    }

    /// <summary>For how much of a time it could not write.</summary>
    public static TimeSpan Within(List<Silence> silences, DateTimeOffset from, DateTimeOffset until)
    {
        var (sum, counted) = (TimeSpan.Zero, from);
        foreach (var silence in silences.OrderBy(silence => silence.From))
        {
            var (begin, end) = (silence.From > counted ? silence.From : counted, silence.Until < until ? silence.Until : until);
            if (end <= begin) continue;
            sum += end - begin;
            counted = end;
        }

        return sum;
    }

    static IEnumerable<SimulatedVolume> Under(IEnumerable<SimulatedDisk> disks, Dictionary<Id<StorageRepository>, SimulatedVolume> lost) =>
        disks.Select(disk => lost.GetValueOrDefault(disk.Storage)).OfType<SimulatedVolume>().Distinct();

    /// <param name="Reads">Whether it still reads, and works on what it has read: its file systems are read-only.</param>
    public readonly record struct Silence(DateTimeOffset From, DateTimeOffset Until, bool Reads)
    {
        public bool CoversAt(DateTimeOffset moment) => moment >= From && moment < Until;
    }
}
