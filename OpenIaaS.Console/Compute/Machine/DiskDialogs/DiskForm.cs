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

    /// <summary>The roomiest block storage on which a disk may lie, or null.</summary>
    protected Id<StorageRepository>? Roomiest(string disk, ByteSize capacity, Id<StorageRepository>? lies) =>
        Choices?.Storages.Where(place => Choices.Check(disk, place, capacity, lies).Ok).MaxBy(place => place.Free.Bytes)?.Id;

    /// <summary>Why the chosen block storage does not do, or that none is chosen.</summary>
    protected Result CheckStorage(string disk, ByteSize capacity, Id<StorageRepository>? lies) =>
        Choices?.Storages.FirstOrDefault(place => place.Id == Storage) is { } chosen ? Choices.Check(disk, chosen, capacity, lies) : DiskPlace.Check(disk, null, [], null);

    /// <summary>The block storages, the roomiest first.</summary>
    protected IReadOnlyList<StorageChoice> Places(string disk, ByteSize capacity, Id<StorageRepository>? lies) =>
    [
        .. (Choices?.Storages ?? []).OrderByDescending(place => place.Free.Bytes).Select(place => new StorageChoice(
            place.Id.ToString(), place.Pool, place.Name, place.IsReplicaTarget ? L["{0}, replica target", place.Class] : place.Class,
            L["{0} free", Units.Size(place.Free.Bytes)], place.Share, Why(Choices!.Check(disk, place, capacity, lies)))),
    ];

    /// <summary>Takes what was clicked.</summary>
    protected void Pick(string key)
    {
        if (Id<StorageRepository>.TryParse(key, null, out var id)) Storage = id;
        Typed();
    }

    string? Why(Result check) => check.Ok ? null : Sentences.Sentence(check.Problems[0]);
}
