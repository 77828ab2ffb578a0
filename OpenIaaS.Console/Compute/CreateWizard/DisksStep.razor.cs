using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The template's disks and new ones, each on a storage of the pool.</summary>
public sealed partial class DisksStep
{
    const decimal FirstGuess = 20;

    int OfTemplate => Draft.Disks.Count(disk => disk.OfTemplate);

    int New => Draft.Disks.Count - OfTemplate;

    IReadOnlyList<Slot> Taken =>
    [
        .. Enumerable.Repeat(Slot.Used, OfTemplate), .. Enumerable.Repeat(Slot.New, New), .. Enumerable.Repeat(Slot.DvdDrive, DiskLimits.DvdDrives),
        .. Draft.HasCloudInit ? [Slot.CloudInit] : Array.Empty<Slot>(),
    ];

    IReadOnlyList<(Slot, string)> Legend
    {
        get
        {
            List<(Slot, string)> legend = [];
            if (OfTemplate > 0) legend.Add((Slot.Used, Draft.Method switch
            {
                CreationMethod.Marketplace => L["{0} of the image", OfTemplate],
                CreationMethod.Xva => L["{0} of the file", OfTemplate],
                _ => L["{0} of the template", OfTemplate],
            }));
            if (New > 0) legend.Add((Slot.New, L["{0} new", New]));
            legend.Add((Slot.DvdDrive, L["DVD drive"]));
            if (Draft.HasCloudInit) legend.Add((Slot.CloudInit, L["cloud-init drive"]));
            return legend;
        }
    }

    /// <summary>Why no further disk can be added: the rule's own sentence for one more.</summary>
    string? Full => DiskLimits.CheckDevices(Draft.Disks.Count + 1, Draft.HasCloudInit) is { Ok: false } full ? Sentences.Sentence(full.Problems[0]) : null;

    string Stay => Draft.Method switch
    {
        CreationMethod.Marketplace => L["Disks of the image stay"],
        CreationMethod.Xva => L["Disks of the file stay"],
        _ => L["Disks of the template stay"],
    };

    string Movable => Draft.Method switch
    {
        CreationMethod.Marketplace => L["The image’s disks can be moved, not removed"],
        CreationMethod.Xva => L["The file’s disks can be moved, not removed"],
        _ => L["The template’s disks can be moved, not removed"],
    };

    static string Path(int index, string property) => $"Disks[{index}].{property}";

    string StorageName(DraftDisk disk) => Form.View?.Storages.FirstOrDefault(storage => storage.Id == disk.Storage)?.Name ?? L["Choose"];

    Task AddAsync() => SetAsync(() =>
    {
        var number = Draft.Disks.Count + 1;
        while (Draft.Disks.Exists(disk => disk.Name == $"disk-{number}")) number++;
        Draft.Disks.Add(new DraftDisk { Name = $"disk-{number}", Amount = FirstGuess, Storage = Form.Usual()?.Id });
        Form.DiskInHand = Draft.Disks.Count - 1;
    });

    Task RemoveAsync(int index) => SetAsync(() =>
    {
        Draft.Disks.RemoveAt(index);
        Form.Forget("Disks");
        Form.DiskInHand = Math.Clamp(Form.DiskInHand, 0, Math.Max(0, Draft.Disks.Count - 1));
    });
}
