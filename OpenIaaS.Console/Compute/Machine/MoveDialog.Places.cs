using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Compute.Machine;

/// <content>Where disks go, in the pool and in another one.</content>
public sealed partial class MoveDialog
{
    readonly Dictionary<Id<VirtualDisk>, Id<StorageRepository>> goals = [];
    DiskQueries.Choices? storages;
    MoveQueries.Place? place;
    Relocation goal = new(null, null, [], [], []);

    IReadOnlyList<MoveDisks.Move> Chosen => [.. Machine.Disks.Where(disk => goals.ContainsKey(disk.Id)).Select(disk => new MoveDisks.Move(disk.Id, goals[disk.Id]))];

    Dictionary<Id<VirtualDisk>, Id<StorageRepository>> PoolGoals => goal.Disks.Where(disk => disk.Storage is not null).ToDictionary(disk => disk.Id, disk => disk.Storage!.Value);

    string NameOf(Id<StorageRepository> storage) =>
        ((storages?.Storages ?? []).Concat(place?.Storages ?? []).FirstOrDefault(known => known.Id == storage))?.Name ?? "";

    IReadOnlyList<StorageChoice> PlacesHere(IReadOnlyList<MachineDisk> disks) =>
    [
        .. storages!.Storages.OrderByDescending(known => known.Free.Bytes).Select(known =>
        {
            // Those that lie there already need no room.
            List<MachineDisk> moving = [.. disks.Where(disk => disk.StorageId != known.Id)];
            var first = moving.Count == 0 ? disks[0] : moving[0];
            var size = new ByteSize(moving.Sum(disk => disk.Capacity.Bytes));
            return L.Choice(Sentences, known, size, storages.Check(first.Name, size, known.Id, first.StorageId));
        }),
    ];

    IReadOnlyList<StorageChoice> PlacesThere(IReadOnlyList<MachineDisk> disks)
    {
        var (target, size) = (place!.Facts.Target!, new ByteSize(disks.Sum(disk => disk.Capacity.Bytes)));
        return [.. place.Storages.OrderByDescending(known => known.Free.Bytes).Select(known =>
            L.Choice(Sentences, known, size, DiskPlace.Check(disks[0].Name, size, known.Id, target.Storages, target.Pool.HeartbeatStorageId, lies: null)))];
    }

    Task PickAsync((IReadOnlyList<MachineDisk> Disks, Id<StorageRepository> Storage) pick)
    {
        foreach (var disk in pick.Disks)
        {
            if (disk.StorageId == pick.Storage) goals.Remove(disk.Id);
            else goals[disk.Id] = pick.Storage;
        }

        Typed();
        return PreviewAsync();
    }

    Task StayAsync(Id<VirtualDisk> disk)
    {
        goals.Remove(disk);
        Typed();
        return PreviewAsync();
    }

    async Task EnterAsync(Id<Pool> pool)
    {
        if (await Moves.PlaceAsync(Machine.Id, pool, Caller, default) is not { Ok: true } read) return;
        place = read.Value;
        await ChangeAsync(place.Usual);
    }

    Task ChangeAsync(Relocation changed)
    {
        goal = changed;
        Typed();
        return PreviewAsync();
    }

    Task PickThereAsync((IReadOnlyList<MachineDisk> Disks, Id<StorageRepository> Storage) pick)
    {
        var ids = pick.Disks.Select(disk => disk.Id).ToHashSet();
        return ChangeAsync(goal with { Disks = [.. goal.Disks.Where(disk => !ids.Contains(disk.Id)), .. ids.Select(disk => new Relocation.Disk(disk, pick.Storage))] });
    }
}
