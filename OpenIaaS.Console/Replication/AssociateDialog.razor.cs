using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Chooses machines for a policy, each with its check list before it is confirmed.</summary>
public sealed partial class AssociateDialog
{
    const int Shown = 20;

    readonly HashSet<Id<VirtualMachine>> chosen = [];
    readonly List<string> failures = [];
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

    string Verb => chosen.Count switch { 0 => L["Associate"], 1 => L["Associate 1 machine"], var count => L["Associate {0} machines", count] };

    protected override async Task OnParametersSetAsync()
    {
        if (openFor == Policy?.Id) return;
        openFor = Policy?.Id;
        chosen.Clear();
        failures.Clear();
        (search, candidates) = ("", null);
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

    void Choose(AssociationCandidate candidate)
    {
        if (!chosen.Remove(candidate.Machine)) chosen.Add(candidate.Machine);
    }

    async Task SendAsync()
    {
        failures.Clear();
        var begun = 0;
        foreach (var machine in chosen.ToList())
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
        else await ReadAsync();
    }
}
