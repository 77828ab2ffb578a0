using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Compute.Machine.DiskDialogs;

/// <summary>A dialog about a disk that offers the block storage of the machine's pool. What is impossible stays visible with the reason the rule itself gives.</summary>
public abstract class DiskForm : MachineForm
{
    [Inject] DiskQueries Disks { get; set; } = default!;

    [Inject] CurrentCaller Current { get; set; } = default!;

    /// <summary>What can be chosen from; null until it is read.</summary>
    protected DiskQueries.Choices? Choices { get; private set; }

    /// <summary>The block storage that is chosen.</summary>
    protected Id<StorageRepository>? Storage { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var read = await Disks.ChoicesAsync(Machine.Id, await Current.GetAsync(), default);
        if (!read.Ok) return;
        Choices = read.Value;
        Chosen();
    }

    /// <summary>The choices are there: takes the first of them where that helps.</summary>
    protected virtual void Chosen()
    {
    }

    /// <summary>Where a new disk would lie if nobody chose: beside the machine's first disk, or else where there is most room and no replicas are kept.</summary>
    protected Id<StorageRepository>? Usual(string disk, ByteSize capacity) =>
        Choices?.Storages.Where(place => Choices.Check(disk, capacity, place.Id, null).Ok)
            .OrderByDescending(place => Machine.Disks.Count > 0 && place.Id == Machine.Disks[0].StorageId).ThenBy(place => place.IsReplicaTarget).ThenByDescending(place => place.Free.Bytes).FirstOrDefault()?.Id;

    /// <summary>Why the chosen block storage does not do, or that none is chosen.</summary>
    protected Result CheckStorage(string disk, ByteSize capacity, Id<StorageRepository>? lies) => Choices?.Check(disk, capacity, Storage, lies) ?? Result.Success;

    /// <summary>The block storages, the roomiest first.</summary>
    protected IReadOnlyList<StorageChoice> Places(string disk, ByteSize capacity, Id<StorageRepository>? lies) =>
    [
        .. (Choices?.Storages ?? []).OrderByDescending(place => place.Free.Bytes)
            .Select(place => L.Choice(Sentences, place, capacity, Choices!.Check(disk, capacity, place.Id, lies))),
    ];

    /// <summary>Takes what was clicked.</summary>
    protected void Pick(string key)
    {
        if (Id<StorageRepository>.TryParse(key, null, out var id)) Storage = id;
        Typed();
    }
}
