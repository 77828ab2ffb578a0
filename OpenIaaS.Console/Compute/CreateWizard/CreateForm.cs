using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>
/// The wizard's state: the draft, what is known of the place, and every refusal as of now. It lives as long as the window's circuit, so that
/// a look at another page costs nothing that was typed.
/// </summary>
public sealed partial class CreateForm
{
    static readonly NewMachineFacts Nowhere = new(null, [], [], ByteSize.Zero, [], [], []);

    readonly HashSet<string> touched = [];
    readonly HashSet<CreateStep> tried = [];

    public MachineDraft Draft { get; private set; } = new();

    public NewMachineChoices? Choices { get; set; }

    public NewMachineView? View { get; set; }

    public Id<Tenant> Tenant { get; private set; }

    /// <summary>Everything that speaks against the draft.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>What the use case said when it was asked last; gone with the next change.</summary>
    public IReadOnlyList<Problem> Refusal { get; set; } = [];

    /// <summary>The furthest step that was reached.</summary>
    public CreateStep Reached { get; set; }

    /// <summary>The disk whose storage is being chosen.</summary>
    public int DiskInHand { get; set; }

    public Template? Template => Choices?.Templates.FirstOrDefault(template => template.Id == Draft.Template);

    /// <summary>The steps of its method, in order.</summary>
    public IReadOnlyList<CreateStep> Steps => CreateSteps.Of(Draft.Method);

    /// <summary>The ISO that was chosen, as its place knows it.</summary>
    public ImageRoom? Image => Draft is { Method: CreationMethod.Iso, Image: { } image } ? View?.Facts.Images?.FirstOrDefault(room => room.Image.Id == image) : null;

    public MarketplaceItem? Item => Draft.Method == CreationMethod.Marketplace ? MarketplaceItem.Find(Draft.Item) : null;

    /// <summary>The file that was chosen, once it is whole.</summary>
    public XvaFile? File => Draft.Method == CreationMethod.Xva ? View?.Facts.File : null;

    public NewMachineChoices.Pool? Pool => Choices?.Pools.FirstOrDefault(pool => pool.Id == Draft.Pool);

    /// <summary>Throws the draft away.</summary>
    public void Reset()
    {
        (Draft, View, Problems, Refusal, Reached, DiskInHand) = (new MachineDraft(), null, [], [], CreateStep.Method, 0);
        (IsTyped, KeptAt) = (false, null);
        touched.Clear();
        tried.Clear();
    }

    /// <summary>A draft belongs to one tenant.</summary>
    public void Serve(Id<Tenant> tenant)
    {
        if (Tenant != tenant) Reset();
        Tenant = tenant;
    }

    public void Check() => Problems = NewMachineQueries.Check(Draft.ToMachine(), View?.Facts ?? Nowhere).Problems;

    /// <summary>Marks an input as used: from now on its refusals are shown.</summary>
    public void Touch(string field) => touched.Add(field);

    /// <summary>Shows every refusal of a step.</summary>
    public void Try(CreateStep step) => tried.Add(step);

    public IReadOnlyList<Problem> Of(CreateStep step) => [.. Problems.Where(problem => CreateSteps.Of(problem) == step)];

    /// <summary>The refusals of a step that its user may see by now.</summary>
    public IReadOnlyList<Problem> Shown(CreateStep step) =>
        [.. Of(step).Where(problem => tried.Contains(step) || (problem.Field is { } field && touched.Contains(field)))];

    /// <summary>The first refusal of an input that may be shown.</summary>
    public Problem? On(string field) => Problems.FirstOrDefault(problem => problem.Field == field && (touched.Contains(field) || tried.Contains(CreateSteps.Of(problem))));

    /// <summary>Rows moved: what was used of an old row says nothing of the new one in its place.</summary>
    public void Forget(string prefix) => touched.RemoveWhere(field => field.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>What disks of this draft ask of a storage.</summary>
    public ByteSize Asked(Id<Domain.Storage.StorageRepository> storage) => new(Draft.Disks.Where(disk => disk.Storage == storage).Sum(disk => Math.Min(disk.Size.Bytes, long.MaxValue / 64)));
}
