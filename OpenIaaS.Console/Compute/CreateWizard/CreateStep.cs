using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The steps of the wizard, in order. Not every method has each of them.</summary>
public enum CreateStep
{
    Method,

    /// <summary>What the machine begins as: a template, an ISO, a public image.</summary>
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

    /// <summary>The steps of a method, in order: cloud-init is for those that bring an installed system that may read it.</summary>
    public static IReadOnlyList<CreateStep> Of(CreationMethod method) =>
        [.. Enum.GetValues<CreateStep>().Where(step => step != CreateStep.CloudInit || MachineDraft.TakesCloudInit(method))];

    /// <summary>Its word in the address.</summary>
    public static string Slug(this CreateStep step) => Slugs[(int)step];

    /// <summary>The step of a word in the address, or null.</summary>
    public static CreateStep? Find(string? slug) => Array.IndexOf(Slugs, slug) is var at and >= 0 ? (CreateStep)at : null;

    /// <summary>The step in which a refusal can be mended: by the input it names; what names none belongs to the summary.</summary>
    public static CreateStep Of(Problem problem) => (problem.Field ?? "").Split('.', '[')[0] switch
    {
        nameof(NewMachine.Pool) or nameof(NewMachine.Template) or nameof(NewMachine.Image) or nameof(NewMachine.Item) or nameof(NewMachine.File) => CreateStep.Template,
        nameof(NewMachine.Name) or nameof(NewMachine.VirtualCpus) or nameof(NewMachine.CoresPerSocket) or nameof(NewMachine.Memory) => CreateStep.General,
        nameof(NewMachine.CloudInit) => CreateStep.CloudInit,
        nameof(NewMachine.Disks) => CreateStep.Disks,
        nameof(NewMachine.Adapters) => CreateStep.Adapters,
        nameof(NewMachine.HighAvailability) or nameof(NewMachine.StartOrder) => CreateStep.Availability,
        nameof(NewMachine.BackupPolicies) => CreateStep.Backup,
        _ => CreateStep.Summary,
    };
}
