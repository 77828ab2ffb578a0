using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Simulation;

/// <content>The way back: what was written to a copy goes onto the disks of its machine.</content>
sealed partial class SimulatedReplicationLink
{
    public async Task<HardwareTask> CopyBackAsync(string key, Id<VirtualMachine> copy, Id<VirtualMachine> machine, DateTimeOffset since, CancellationToken stop) =>
        await store.BeginAsync(key, async (database, now) =>
        {
            var both = await SourcesAsync(database, [copy, machine], now, stop);
            if (both.GetValueOrDefault(copy) is not { } from) return Refuse($"The hypervisor has no machine {copy}.");
            if (both.GetValueOrDefault(machine) is not { } to) return Refuse($"The hypervisor has no machine {machine}.");
            var site = await SiteAsync(database, tracked: false, stop);
            if (to.PowerAt(now, site.FailedAt(to)) != PowerState.Halted || to.IsBusyAt(now, site.FailedAt(to))) return Refuse($"{to.Name} is powered on, or being worked on; its disks cannot be written to.");
            var cut = from.Disks.Concat(to.Disks).Select(disk => site.Volumes[disk.Storage]).Where(volume => !volume.Connected).MinBy(volume => volume.Name, StringComparer.Ordinal);
            if (cut is not null) return Refuse(cut.Unreachable!);
            if (site.Links.Find(row => (row.FromId == from.ZoneId && row.ToId == to.ZoneId) || (row.FromId == to.ZoneId && row.ToId == from.ZoneId)) is not { Connected: true } link)
                return Refuse("The link between the zones is down.");

            var full = IsFull(from, to, since);
            var size = full ? guest.Content(from) : Written(from, to, site, since, now);
            var sharing = await database.Set<SimulatedTask>().CountAsync(task => task.LinkId == link.Id && task.EndsAt > now, stop) + 1;
            var delay = link.Slowness * from.Disks.Concat(to.Disks).Max(disk => site.Volumes[disk.Storage].Delay);
            var verdict = await faults.DecideAsync(database, SimulatedWork.CopyBack, from.Key, from.Name, now.UtcTicks, now, durations.ForTransfer(size, link.Megabits, link.LatencyMilliseconds, sharing, delay, link.LossPercent), stop);
            return new SimulatedTask
            {
                Key = key, Work = SimulatedWork.CopyBack, MachineId = to.Id, LinkId = link.Id, VolumeId = to.Disks[0].Storage, SourceVolumeId = from.Disks[0].Storage, Size = size,
                StartedAt = now, ExpectedAt = verdict.ExpectedAt, EndsAt = verdict.EndsAt, Succeeds = verdict.Succeeds, Reason = verdict.Reason,
                Result = HardwareJson.Write(new TransferResult(now, size, full)), Settled = true,
            };

            SimulatedTask Refuse(string reason) => SimulatedTask.Refused(key, SimulatedWork.CopyBack, now, reason);
        }, stop);

    /// <summary>Whether the disks are not the ones the point was made of any more: others, or brought back to a snapshot since.</summary>
    static bool IsFull(SimulatedMachine from, SimulatedMachine to, DateTimeOffset since) =>
        from.RevertedAt >= since || to.RevertedAt >= since || !from.Disks.Select(disk => disk.Capacity).SequenceEqual(to.Disks.Select(disk => disk.Capacity));

    /// <summary>What either wrote since the moment, at most everything: what the machine itself wrote is overwritten with what was there before.</summary>
    ByteSize Written(SimulatedMachine from, SimulatedMachine to, Site site, DateTimeOffset since, DateTimeOffset now)
    {
        var here = guest.Delta(from, Stalls.Of(from, site.Volumes, durations.DiskPatience), since, now, site.FailedAt(from));
        var there = guest.Delta(to, Stalls.Of(to, site.Volumes, durations.DiskPatience), since, now, site.FailedAt(to));
        return new ByteSize(Math.Min(guest.Content(from).Bytes, here.Bytes + there.Bytes));
    }
}
