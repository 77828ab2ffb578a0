using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Chooses machines for a policy, each with its check list before it is confirmed.</summary>
public sealed partial class AssociateDialog
{
    const int Shown = 50;

    readonly HashSet<Id<VirtualMachine>> chosen = [];
    readonly List<string> failures = [];
    IReadOnlyList<AssociationCandidate> review = [];
    TablePage<AssociationCandidate>? candidates;
    Id<Domain.Replication.ReplicationPolicy>? openFor;
    string search = "";

    /// <summary>The policy; null keeps the dialog shut.</summary>
    [Parameter, EditorRequired] public ReplicationPolicyRow? Policy { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] AssociationQueries Associations { get; set; } = default!;

    [Inject] AssociateReplication Associate { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    /// <summary>The chosen ones that the target has room for together.</summary>
    IReadOnlyList<Id<VirtualMachine>> Going => [.. review.Where(candidate => candidate.Ok).Select(candidate => candidate.Machine)];

    string Verb => Going.Count switch { 0 => L["Associate"], 1 => L["Associate 1 machine"], var count => L["Associate {0} machines", count] };

    protected override async Task OnParametersSetAsync()
    {
        if (openFor == Policy?.Id) return;
        openFor = Policy?.Id;
        chosen.Clear();
        failures.Clear();
        (search, candidates, review) = ("", null, []);
        if (Policy is not null) await ReadAsync();
    }

    async Task ReadAsync()
    {
        var page = await Associations.CandidatesAsync(Policy!.Id, search, Shown, await CurrentCaller.GetAsync(), CancellationToken.None);
        candidates = page.Ok ? page.Value : new TablePage<AssociationCandidate>([], 0);
        chosen.IntersectWith(candidates.Rows.Where(row => row.Ok).Select(row => row.Machine).Concat(chosen.Where(id => candidates.Rows.All(row => row.Machine != id))).ToList());
    }

    Task SearchAsync(string text)
    {
        search = text;
        return ReadAsync();
    }

    Task ChooseAsync(AssociationCandidate candidate)
    {
        if (!chosen.Remove(candidate.Machine)) chosen.Add(candidate.Machine);
        return ReviewAsync();
    }

    Task ChooseAllAsync()
    {
        chosen.UnionWith(candidates!.Rows.Where(candidate => candidate.Ok).Select(candidate => candidate.Machine).Take(BulkAction.Most - chosen.Count));
        return ReviewAsync();
    }

    /// <summary>Judges all that are chosen together.</summary>
    async Task ReviewAsync()
    {
        List<Id<VirtualMachine>> asked = [.. chosen];
        IReadOnlyList<AssociationCandidate> judged = [];
        if (asked.Count > 0 && await Associations.TogetherAsync(asked, Policy!.Id, await CurrentCaller.GetAsync(), CancellationToken.None) is { Ok: true } read) judged = read.Value;
        if (chosen.SetEquals(asked)) review = judged;
    }

    async Task SendAsync()
    {
        failures.Clear();
        var begun = 0;
        foreach (var machine in Going)
        {
            var done = await Associate.SubmitAsync(new AssociateReplication.Input(machine, Policy!.Id), await CurrentCaller.GetAsync(), CancellationToken.None);
            if (done.Ok)
            {
                begun++;
                chosen.Remove(machine);
            }
            else failures.AddRange(done.Problems.Select(problem => Problems.Sentence(problem)));
        }

        if (begun > 0) Toasts.Ok(begun == 1 ? L["1 machine is replicated by {0}", Policy!.Name] : L["{0} machines are replicated by {1}", begun, Policy!.Name], L["The first copy begins at once."]);
        if (failures.Count == 0) await OnClose.InvokeAsync();
        else
        {
            await ReadAsync();
            await ReviewAsync();
        }
    }
}
