using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>An ISO of the pool, and the configuration template that the machine begins as beside it.</summary>
public sealed partial class ImageStep
{
    readonly string group = ElementIds.Next("iso");

    IReadOnlyList<ImageRoom> Images => [.. (Form.View!.Facts.Images ?? []).Where(room => room.Storage.PoolId == Draft.Pool)];

    IReadOnlyList<SelectOption<Id<Template>?>> Templates => [.. Form.Configurations.Select(template => new SelectOption<Id<Template>?>(
        template.Id, $"{template.Name} · {template.VirtualCpus} vCPU · {Units.Size(template.Memory.Bytes)} · {(template.Firmware == Firmware.Uefi ? "UEFI" : "BIOS")}"))];

    /// <summary>Which one was chosen, where there were several to choose from.</summary>
    string Help => Form.UsualConfiguration is { Firmware: Firmware.Uefi } usual && usual.Id == Draft.Template && Form.Configurations.Count > 1
        ? L["0 disks: it says how the machine boots and how large it begins. {0} comes first because it boots with UEFI.", usual.Name]
        : L["0 disks: it says how the machine boots and how large it begins."];

    Task TakeAsync(ImageRoom room) => SetAsync(() =>
    {
        Draft.Image = room.Image.Id;
        if (Draft.Template is null && Form.UsualConfiguration is { } usual) Form.Configure(usual);
    });

    Task ConfigureAsync(Id<Template>? template) => SetAsync(() =>
    {
        if (Form.Configurations.FirstOrDefault(known => known.Id == template) is { } chosen) Form.Configure(chosen);
    });
}
