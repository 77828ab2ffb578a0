using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The names of the steps, and in a few words what each one holds.</summary>
static class CreateStepSummary
{
    public static IReadOnlyList<WizardStep> Of(CreateForm form, IStringLocalizer<CreateWizardText> L) => [.. form.Steps.Select(step => Of(step, form, L))];

    static WizardStep Of(CreateStep step, CreateForm form, IStringLocalizer<CreateWizardText> L) => step switch
    {
        CreateStep.Method => new(L["Method"], CreationMethods.From(form.Draft.Method, L)),
        CreateStep.Template => new(CreationMethods.Source(form.Draft.Method, L), Source(form)),
        CreateStep.General => new(L["General"], General(form.Draft)),
        CreateStep.CloudInit => new(L["Cloud-init"], CloudInit(form.Draft, L)),
        CreateStep.Disks => new(form.Draft.HasFixedFigures ? L["Storage"] : L["Disks"], $"{Disks(form.Draft.Disks.Count, L)}, {Units.Size(form.Draft.Disks.Sum(disk => Math.Min(disk.Size.Bytes, long.MaxValue / 64)))}"),
        CreateStep.Adapters => new(form.Draft.HasFixedFigures ? L["Network mapping"] : L["Network adapters"], form.Draft.Adapters.Count == 0 ? L["None"] : Networks(form)),
        CreateStep.Availability => new(L["High availability"], Availability(form.Draft.HighAvailability, L)),
        CreateStep.Backup => new(L["Backup policies"], Policies(form) is { Length: > 0 } names ? names : L["None"]),
        CreateStep.Summary => new(L["Summary"]),
    };

    public static string Disks(int count, IStringLocalizer<CreateWizardText> L) => count == 1 ? L["1 disk"] : L["{0} disks", count];

    public static string Adapters(int count, IStringLocalizer<CreateWizardText> L) => count == 1 ? L["1 adapter"] : L["{0} adapters", count];

    public static string Place(NewMachineChoices.Pool pool) => $"{pool.Zone} / {pool.Name}";

    public static string Availability(HighAvailabilityPriority priority, IStringLocalizer<CreateWizardText> L) => priority switch
    {
        HighAvailabilityPriority.Disabled => L["Disabled"],
        HighAvailabilityPriority.Restart => L["Restart"],
        HighAvailabilityPriority.BestEffort => L["Best-effort"],
    };

    public static string Policies(CreateForm form) =>
        string.Join(", ", (form.View?.Policies ?? []).Where(policy => form.Draft.BackupPolicies.Contains(policy.Id)).Select(policy => policy.Name));

    public static string CloudInit(MachineDraft draft, IStringLocalizer<CreateWizardText> L)
    {
        if (!draft.HasCloudInit) return L["Not used"];
        var keys = CloudInitText.RootKeys(draft.CloudConfig);
        List<string> parts = [.. keys.Take(3)];
        if (keys.Count > 3) parts.Add(L["{0} more", keys.Count - 3]);
        if (!string.IsNullOrWhiteSpace(draft.NetworkConfig)) parts.Add(L["with a network config"]);
        if (draft.DestroyAfterBoot) parts.Add(L["drive destroyed after the first boot"]);
        return string.Join(", ", parts);
    }

    static string? Source(CreateForm form) =>
        (form.Image?.Image.Name ?? form.Item?.Name ?? form.File?.FileName ?? form.Template?.Name) is { } name && form.Pool is { } pool ? $"{name} · {Place(pool)}" : null;

    static string? General(MachineDraft draft) =>
        draft.Name.Length == 0 ? null : $"{draft.Name} · {draft.VirtualCpus} vCPU · {Units.Size(SizeUnits.Of(draft.Memory, draft.MemoryUnit).Bytes)}";

    static string Networks(CreateForm form) => string.Join(", ", form.Draft.Adapters.Select(adapter => form.View?.Networks.FirstOrDefault(network => network.Id == adapter.Network)?.Name ?? "?"));
}
