using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Makes a policy in four steps; the rules are the domain's, asked while typing and once more at the end.</summary>
public sealed partial class AddPolicyWizard
{
    readonly HashSet<string> left = [];
    IReadOnlyList<StorageChoice> choices = [];
    IReadOnlyList<Problem> refusals = [];
    string name = "";
    string description = "";
    string? storage;
    PromiseDraft draft = Fresh;
    int? retained = ReplicationPolicy.UsuallyRetained;
    int step;
    bool wasOpen;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <summary>The machines it is made for; none when nobody has been chosen yet.</summary>
    [Parameter] public IReadOnlyCollection<Id<VirtualMachine>> Machines { get; set; } = [];

    /// <summary>Raised with the name of the new policy.</summary>
    [Parameter] public EventCallback<string> OnAdded { get; set; }

    [Inject] ReplicationPolicyQueries Policies { get; set; } = default!;

    [Inject] CreateReplicationPolicy Create { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    static PromiseDraft Fresh => new(Criticality.Business, Criticality.Business.Proposed());

    ReplicationInterval Interval => draft.Interval;

    IReadOnlyList<Problem> Found => ReplicationPolicy.Check(name, Interval, retained ?? 0).Problems;

    IReadOnlyList<WizardStep> Steps =>
    [
        new(L["General"], $"{name}, {Interval.Figure()}"), new(L["Storage"], Target), new(L["Retention"], retained == 1 ? L["1 point"] : L["{0} points", retained ?? 0]), new(L["Summary"]),
    ];

    Id<StorageRepository>? TargetId => Id<StorageRepository>.TryParse(storage, null, out var chosen) ? chosen : null;

    string? Target => choices.FirstOrDefault(choice => choice.Key == storage) is { } chosen ? $"{chosen.Group} / {chosen.Name}" : null;

    string Lead => step switch
    {
        0 => L["A name, and how often a copy is made: the interval is also the most data that can be lost."],
        1 => L["Copies lie in another zone than their machine; what cannot be chosen says why."],
        2 => L["How many moments can be gone back to."],
        _ => L["Nothing is copied until machines are associated."],
    };

    /// <summary>What still needs the user in the step shown.</summary>
    string? Refused => step switch
    {
        0 => Sentence("Name") ?? Sentence("Interval"),
        1 => storage is null ? L["Choose a block storage."].Value : null,
        2 => Sentence("Retained"),
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (Open == wasOpen) return;
        wasOpen = Open;
        if (!Open) return;
        (name, description, storage, draft, retained, step, refusals) = ("", "", null, Fresh, ReplicationPolicy.UsuallyRetained, 0, []);
        left.Clear();
        var targets = await Policies.TargetsAsync(await CurrentCaller.GetAsync(), CancellationToken.None);
        choices = targets.Ok ? [.. targets.Value.Rows.Select(Choice)] : [];
    }

    StorageChoice Choice(ReplicationTarget target) => new(
        $"{target.Storage}", $"{target.Zone} / {target.Pool}", target.Name, target.ClassName, L["{0} free", Units.Size(target.Free.Bytes)],
        1 - (target.Free.Bytes / (double)target.Capacity.Bytes), target.Refused is null ? null : Problems.Sentence(target.Refused));

    string? Sentence(string field) => Found.FirstOrDefault(problem => problem.Field == field) is { } problem ? Problems.Sentence(problem) : null;

    string? Error(string field) => field == "Name" && !left.Contains(field) ? null : Sentence(field);

    void Next()
    {
        left.Add("Name");
        if (Refused is null) step++;
    }

    async Task AddAsync()
    {
        var input = new CreateReplicationPolicy.Input(name, description, Interval, retained ?? 0, Id<StorageRepository>.Parse(storage!, null), draft.Criticality);
        var done = await Create.SubmitAsync(input, await CurrentCaller.GetAsync(), CancellationToken.None);
        refusals = done.Problems;
        if (done.Ok) await OnAdded.InvokeAsync(name);
    }
}
