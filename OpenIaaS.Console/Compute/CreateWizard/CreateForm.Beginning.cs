using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <content>What it begins with: a link, another window's draft, what is usual.</content>
public sealed partial class CreateForm
{
    const decimal FirstGuess = 20;

    /// <summary>Whether somebody changed something in this window.</summary>
    public bool IsTyped { get; set; }

    /// <summary>When the draft was kept last, for a window that is opened later; null while it is not.</summary>
    public DateTimeOffset? KeptAt { get; set; }

    /// <summary>The configuration templates of the pool.</summary>
    public IReadOnlyList<Template> Configurations => [.. (Choices?.Templates ?? []).Where(template => template.PoolId == Draft.Pool && template.Kind == CatalogItemKind.ConfigurationTemplate)];

    /// <summary>The one that an installation begins with: UEFI, which installation media of today boot with, before legacy BIOS (own rule).</summary>
    public Template? UsualConfiguration => Configurations.OrderByDescending(template => template.Firmware == Firmware.Uefi).FirstOrDefault();

    /// <summary>Begins with this template, past the first two steps.</summary>
    public void BeginWith(Template template)
    {
        Draft.MoveTo(template.PoolId);
        Draft.Take(template);
        PassSource();
    }

    /// <summary>Begins with this ISO and the usual configuration template of its pool.</summary>
    public void BeginWith(NewMachineChoices.Image image)
    {
        Draft.Begin(CreationMethod.Iso);
        Draft.MoveTo(image.Pool);
        Draft.Image = image.Id;
        if (UsualConfiguration is not { } usual) return;
        Configure(usual);
        PassSource();
    }

    /// <summary>Begins with this public image; the pool is chosen beside it.</summary>
    public void BeginWith(MarketplaceItem item)
    {
        Draft.Begin(CreationMethod.Marketplace);
        Draft.Take(item);
        if (Reached < CreateStep.Template) Reached = CreateStep.Template;
    }

    /// <summary>Goes on with the draft of another window.</summary>
    public void GoOn(MachineDraft draft, CreateStep reached, DateTimeOffset keptAt) => (Draft, Reached, KeptAt, IsTyped) = (draft, reached, keptAt, true);

    /// <summary>Begins as a configuration template, with a first disk to install on.</summary>
    public void Configure(Template template)
    {
        Draft.Take(template);
        if (Draft.Disks.Count == 0) Draft.Disks.Add(new DraftDisk { Name = "disk-1", Amount = FirstGuess, Storage = Usual()?.Id });
    }

    /// <summary>Puts what lies nowhere yet where it would usually lie; the place was read.</summary>
    public void Settle()
    {
        if (File is { } file && Draft.Disks.Count == 0 && Draft.File == file.Upload)
        {
            Draft.Take(file);
            foreach (var adapter in Draft.Adapters) adapter.Network = View!.Networks.FirstOrDefault(network => network.Name == adapter.OriginalNetwork)?.Id;
        }

        foreach (var disk in Draft.Disks.Where(disk => disk.Storage is null)) disk.Storage = Usual()?.Id;
    }

    /// <summary>Where a new disk begins: on flash rather than on archival storage, where the most room is.</summary>
    public NewMachineView.Storage? Usual() => View?.Storages.Where(storage => storage is { IsConnected: true, IsHeartbeat: false })
        .MaxBy(storage => (StorageClass.Named(storage.ClassName).IopsPerTerabyte is not null, storage.Free.Bytes - Asked(storage.Id).Bytes));

    /// <summary>What the ISO brings with it, when it lies on storage of one host.</summary>
    /// <param name="unnamed">What the machine is called while it has no name.</param>
    public Notice? ImageAdvice(string unnamed) => Image?.AdviceFor(Draft.Name.Length > 0 ? Draft.Name : unnamed);

    /// <summary>Begins with this file, sent before.</summary>
    public void BeginWith(Guid file)
    {
        Draft.Begin(CreationMethod.Xva);
        Draft.Choose(file);
        if (Reached < CreateStep.Template) Reached = CreateStep.Template;
    }

    void PassSource()
    {
        if (Reached < CreateStep.General) Reached = CreateStep.General;
    }
}
