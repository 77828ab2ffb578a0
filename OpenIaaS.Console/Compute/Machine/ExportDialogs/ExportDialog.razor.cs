using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine.ExportDialogs;

/// <summary>Clones a machine, or makes a template of it: type, name, and a summary that says what comes of it and what goes.</summary>
public sealed partial class ExportDialog
{
    readonly string id = ElementIds.Next("policies");
    int? readAt;
    int step;
    bool? clones;
    string name = "";
    string description = "";
    string retyped = "";
    bool policies = true;
    Id<StorageRepository> storage;

    [Parameter, EditorRequired] public Caller Caller { get; set; } = default!;

    [Inject] ExportQueries Queries { get; set; } = default!;

    [Inject] CloneVirtualMachine Clone { get; set; } = default!;

    [Inject] ConvertToTemplate Convert { get; set; } = default!;

    ExportQueries.View? View { get; set; }

    bool Clones => clones ?? true;

    bool Last => step == Steps.Count - 1;

    bool MayAssign => Caller.May(Permission.BackupWrite);

    bool WithPolicies => policies && MayAssign && Machine.Policies.Count > 0;

    IReadOnlyList<WizardStep> Steps => Clones
        ? [new(L["Type"], L["Clone"]), new(L["Name"], name.Trim()), new(L["Summary"])]
        : [new(L["Type"], L["Template"]), new(L["Summary"])];

    IReadOnlyList<RadioCard<bool>> Types =>
    [
        new(true, L["Clone to a virtual machine"], Icons.Machine, L["A full copy of its disks, with its settings; the machine stays."], Say(View?.Cloning)),
        new(false, L["Convert to template"], Icons.Catalog, L["Its disks become those of a template in the catalog; the machine is no more."], Say(View?.Converting)),
    ];

    Result Named => MachineName.Check(name, nameof(CloneVirtualMachine.Order.Name));

    Result Described => Template.CheckDescription(description);

    Problem? Placed => storage.IsEmpty ? View?.SameRefused : View?.Storages.FirstOrDefault(place => place.Id == storage)?.Refused;

    string? PlaceError => Say(Placed ?? Problems.FirstOrDefault(problem => problem.Field == nameof(CloneVirtualMachine.Order.Storage)));

    IReadOnlyList<SelectOption<Id<StorageRepository>>> Places =>
    [
        new(default, L["Each beside its original"], Say(View?.SameRefused)),
        .. (View?.Storages ?? []).Select(place => new SelectOption<Id<StorageRepository>>(
            place.Id, L["{0}, {1} free", place.Name, Units.Size(place.Capacity.Bytes - place.Used.Bytes)], place.Refused is null ? null : L["not possible"].Value)),
    ];

    /// <summary>What the copies take of which storage.</summary>
    IReadOnlyList<SnapshotQueries.Need> Needs => storage.IsEmpty ? View?.Same ?? []
        : [.. (View?.Storages ?? []).Where(place => place.Id == storage).Select(place => new SnapshotQueries.Need(place.Name, View!.Size, new ByteSize(place.Capacity.Bytes - place.Used.Bytes)))];

    string? Refused => View is null ? L["What can be done is being read."].Value
        : Say(Clones ? View.Cloning : View.Converting)
        ?? (step > 0 && Clones ? Named.Ok ? Say(Placed) : L["One field needs you: {0}", L["Name"]].Value : null)
        ?? (Last && !Clones ? Described.Ok ? retyped.Trim() == Name.Trim() ? null : L["Type the name {0} first.", Name].Value : L["One field needs you: {0}", L["Description"]].Value : null);

    protected override void Fill() => name = name.Length > 0 ? name : MachineName.OfCopy(Machine.Name);

    // What can be done changes with the machine and the storage behind the dialog.
    protected override async Task OnParametersSetAsync()
    {
        if (readAt == Machine.Version) return;
        readAt = Machine.Version;
        if (await Queries.OfAsync(Machine.Id, Caller, default) is { Ok: true } read) View = read.Value;
    }

    void Choose(bool clone)
    {
        clones = clone;
        Typed();
    }

    string? Say(Problem? problem) => problem is null ? null : Sentences.Sentence(problem);

    Task SendAsync() => SendAsync(caller => Clones
        ? Clone.SubmitAsync(new CloneVirtualMachine.Order(Machine.Id, name, storage.IsEmpty ? null : storage, WithPolicies), caller, default)
        : Convert.SubmitAsync(Machine.Id, description, caller, default));
}
