using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Console.Compute.Machine;

/// <content>What the move takes and what it changes, before the click.</content>
public sealed partial class MoveDialog
{
    IReadOnlyList<ImpactLine> Impact =>
    [
        .. preview!.Takes is { } takes ? [new ImpactLine(L["Takes about"], Units.Age(takes))] : Array.Empty<ImpactLine>(),
        .. kind switch
        {
            MoveKind.Host => HostImpact,
            MoveKind.Storage => Space(goals),
            _ => PoolImpact,
        },
        .. preview.Unprotected.Select(gap => new ImpactLine(L["Not restarted if {0} fails", gap.Host], MachineWords.Line(gap.Name), Tone.Warn)),
    ];

    IEnumerable<ImpactLine> HostImpact =>
        [new(L["Host"], $"{Machine.Place.Host} → {targets.FirstOrDefault(target => target.Id == host)?.Name}"), new(L["Memory on both hosts"], Units.Size(Machine.Memory.Bytes))];

    IEnumerable<ImpactLine> PoolImpact
    {
        get
        {
            if (place?.Facts.Target is not { } target) yield break;
            yield return new(L["Pool"], $"{Machine.Place.Zone} / {Machine.Place.Pool} → {target.ZoneName} / {target.Pool.Name}");
            if (target.Hosts.FirstOrDefault(known => known.Host == goal.Host) is { } there)
            {
                yield return new(L["Host"], $"{Machine.Place.Host} → {there.Name}");
                yield return new(L["Memory on both hosts"], Units.Size(Machine.Memory.Bytes));
            }

            foreach (var line in Space(PoolGoals)) yield return line;
            foreach (var adapter in Machine.Adapters)
                yield return new(L["Network of eth{0}", adapter.Position], $"{adapter.Network} → {place.Networks.FirstOrDefault(network => network.Id == goal.NetworkOf(adapter.Id))?.Name}");
            if (place.Facts.LeavesZone)
                yield return new(L["Backup policies"], goal.BackupPolicies.Count == 0 ? L["None: it cannot be powered on"] : string.Join(", ", place.Policies.Where(policy => goal.BackupPolicies.Contains(policy.Id)).Select(policy => MachineWords.Line(policy.Name))), goal.BackupPolicies.Count == 0 ? Tone.Warn : Tone.Plain);
        }
    }

    /// <summary>What is taken on each block storage until all has arrived, and what that leaves free.</summary>
    IEnumerable<ImpactLine> Space(Dictionary<Id<VirtualDisk>, Id<StorageRepository>> chosen)
    {
        foreach (var going in Machine.Disks.Where(disk => chosen.ContainsKey(disk.Id)).GroupBy(disk => chosen[disk.Id]))
        {
            if ((storages?.Storages ?? []).Concat(place?.Storages ?? []).FirstOrDefault(storage => storage.Id == going.Key) is not { } known) continue;
            var size = going.Sum(disk => disk.Capacity.Bytes);
            yield return new(L["Space on {0}", known.Name], L["{0} more, {1} then free; as much stays taken where they lie until they have arrived", Units.Size(size), Units.Size(known.Free.Bytes - size)]);
        }
    }
}
