using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>Everything that was asked for, what it takes, and what still stands in the way.</summary>
public sealed partial class SummaryStep
{
    /// <summary>Goes back to a step.</summary>
    [Parameter, EditorRequired] public EventCallback<CreateStep> Visit { get; set; }

    /// <summary>What the use case refused; otherwise what became impossible while the wizard was open.</summary>
    IReadOnlyList<Problem> Blocking => Form.Refusal.Count > 0 ? Form.Refusal : Form.Problems;

    /// <summary>The rule's own sentence for a start without a policy.</summary>
    Problem NoPolicy => (Draft.ToMachine() with { StartAfterCreation = true, BackupPolicies = [] }).Check(Form.View!.Facts).Problems
        .First(problem => problem.Field == nameof(NewMachine.StartAfterCreation));

    IEnumerable<(string Name, string Value)> Lines
    {
        get
        {
            yield return (L["Name"], Draft.Name);
            if (Form.Pool is { } pool) yield return (L["Zone / pool"], CreateStepSummary.Place(pool));
            if (Form.Item is { } item)
            {
                yield return (L["Image"], L["{0} {1} by {2} · {3}", item.Name, item.Version, item.Editor, item.Machine.OperatingSystem]);
                yield return (L["Fetched first"], L["{0} from the publisher", Units.Size(item.Download.Bytes)]);
            }

            if (Form.File is { } file)
            {
                yield return (L["File"], L["{0} · XVA · {1}", file.FileName, Units.Size(file.Size.Bytes)]);
                yield return (L["Machine in it"], $"{file.Machine.Name} · {file.Machine.GuestSystem}");
            }

            if (Form.Image is { } room)
            {
                yield return (L["ISO"], L["{0} · {1}, in the DVD drive from the beginning", room.Image.Name, room.Storage.Name]);
                yield return (L["Boot order"], L["DVD drive first, then disk, then network"]);
            }

            if (Form.Template is { } template) yield return (template.Disks.Count == 0 ? L["Configuration template"] : L["Template"], $"{template.Name} · {template.GuestSystem}");
            yield return (L["vCPU and memory"], L["{0} vCPU, {1} per socket · {2}", Draft.VirtualCpus ?? 0, Draft.CoresPerSocket ?? 0, Units.Size(SizeUnits.Of(Draft.Memory, Draft.MemoryUnit).Bytes)]);
            if (Draft.MayHaveCloudInit) yield return (L["Cloud-init"], CreateStepSummary.CloudInit(Draft, L));
            foreach (var (index, disk) in Draft.Disks.Index())
                yield return (index == 0 ? L["Disks"] : "", $"{disk.Name} · {Units.Size(disk.Size.Bytes)} · {Form.View?.Storages.FirstOrDefault(storage => storage.Id == disk.Storage)?.Name}");
            if (Draft.Adapters.Count == 0) yield return (L["Network adapters"], L["None"]);
            foreach (var (index, adapter) in Draft.Adapters.Index())
            {
                var network = Form.View?.Networks.FirstOrDefault(known => known.Id == adapter.Network)?.Name;
                yield return (index == 0 ? L["Network adapters"] : "", $"{network} · {(string.IsNullOrWhiteSpace(adapter.MacAddress) ? L["a new MAC address"] : adapter.MacAddress)}");
            }

            var priority = CreateStepSummary.Availability(Draft.HighAvailability, L);
            yield return (L["High availability"], Draft.HighAvailability == HighAvailabilityPriority.Disabled ? priority : L["{0}, start order {1}", priority, Draft.StartOrder ?? 0]);
            yield return (L["Backup policies"], CreateStepSummary.Policies(Form) is { Length: > 0 } names ? names : L["None"]);
        }
    }
}
