using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The steps of the wizard, in order.</summary>
public enum CreateStep
{
    Method,
    Template,
    General,
    CloudInit,
    Disks,
    Adapters,
    Availability,
    Backup,
    Summary,
}

static class CreateSteps
{
    static readonly string[] Slugs = ["method", "template", "general", "cloud-init", "disks", "adapters", "availability", "backup", "summary"];

    public static IReadOnlyList<CreateStep> All { get; } = Enum.GetValues<CreateStep>();

    /// <summary>Its word in the address.</summary>
    public static string Slug(this CreateStep step) => Slugs[(int)step];

    /// <summary>The step of a word in the address, or null.</summary>
    public static CreateStep? Find(string? slug) => Array.IndexOf(Slugs, slug) is var at and >= 0 ? (CreateStep)at : null;

    /// <summary>The step in which a refusal can be mended: by the input it names; what names none belongs to the summary.</summary>
    public static CreateStep Of(Problem problem) => (problem.Field ?? "").Split('.', '[')[0] switch
    {
        nameof(NewMachine.Pool) or nameof(NewMachine.Template) => CreateStep.Template,
        nameof(NewMachine.Name) or nameof(NewMachine.VirtualCpus) or nameof(NewMachine.CoresPerSocket) or nameof(NewMachine.Memory) => CreateStep.General,
        nameof(NewMachine.CloudInit) => CreateStep.CloudInit,
        nameof(NewMachine.Disks) => CreateStep.Disks,
        nameof(NewMachine.Adapters) => CreateStep.Adapters,
        nameof(NewMachine.HighAvailability) or nameof(NewMachine.StartOrder) => CreateStep.Availability,
        nameof(NewMachine.BackupPolicies) => CreateStep.Backup,
        _ => CreateStep.Summary,
    };
}
