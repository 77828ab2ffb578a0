using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>Where the disk in hand will lie. What is impossible stays visible with the reason the rule itself gives.</summary>
public sealed partial class DiskStorage
{
    /// <summary>Reads the figures again.</summary>
    [Parameter, EditorRequired] public EventCallback Refresh { get; set; }

    DraftDisk? Disk => Draft.Disks.ElementAtOrDefault(Form.DiskInHand);

    NewMachineView.Storage? Chosen => Form.View?.Storages.FirstOrDefault(storage => storage.Id == Disk?.Storage);

    IReadOnlyList<StorageChoice> Choices => [.. (Form.View?.Storages ?? []).OrderByDescending(storage => storage.Free.Bytes).Select(storage => new StorageChoice(
        storage.Id.ToString(), Form.Pool is { } pool ? CreateStepSummary.Place(pool) : "", storage.Name,
        storage.IsReplicaTarget ? L["{0}, replica target", storage.ClassName] : storage.ClassName,
        L["{0} free", Units.Size(storage.Free.Bytes)], Share(storage.Used, storage), WhyNot(storage)))];

    static double Share(ByteSize part, NewMachineView.Storage storage) => storage.Capacity.Bytes == 0 ? 1 : part.Bytes / (double)storage.Capacity.Bytes;

    /// <summary>What the rule would say if the disk in hand lay there.</summary>
    string? WhyNot(NewMachineView.Storage storage)
    {
        var machine = Draft.ToMachine();
        var there = machine with { Disks = [.. machine.Disks.Select((disk, index) => index == Form.DiskInHand ? disk with { Storage = storage.Id } : disk)] };
        var problem = there.Check(Form.View!.Facts).Problems.FirstOrDefault(problem =>
            problem.Code.StartsWith("storage.", StringComparison.Ordinal) && there.Disks.Index().Any(one => one.Item.Storage == storage.Id && problem.Field == $"Disks[{one.Index}].Storage"));
        return problem?.Code switch
        {
            null => null,
            "storage.full" => L["Too little: {0} of {1}", Units.Size(storage.Free.Bytes), Units.Size(((ByteSize)problem.Values[2]!).Bytes)],
            "storage.heartbeat" => L["Heartbeat, kept free"],
            "storage.disconnected" => L["Disconnected"],
            _ => Sentences.Sentence(problem),
        };
    }

    Task PickAsync(string key) => SetAsync(() =>
    {
        if (Disk is { } disk && Id<StorageRepository>.TryParse(key, null, out var storage)) disk.Storage = storage;
        Form.Touch($"Disks[{Form.DiskInHand}].Storage");
    });
}
