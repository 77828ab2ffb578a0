using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;

namespace OpenIaaS.Console.Network;

/// <summary>Orders networks in three steps: names, pools, summary. The rules are the domain's, asked while typing and once more at the end.</summary>
public sealed partial class NewNetworkWizard
{
    IReadOnlyList<BackboneQueries.PoolChoice> pools = [];
    HashSet<Id<Pool>> chosen = [];
    IReadOnlyList<Problem> problems = [];
    IReadOnlyList<string> names = [];
    string text = "";
    int step;
    bool left;

    /// <summary>The names of the networks there are.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Taken { get; set; } = [];

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public EventCallback<Id<Activity>> OnAccepted { get; set; }

    [Inject] BackboneQueries Networks { get; set; } = default!;

    [Inject] CreateNetworks Create { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    IReadOnlyList<WizardStep> Steps =>
        [new(L["Networks"], string.Join(", ", names)), new(L["Propagation"], chosen.Count == 0 ? L["none"] : Chosen), new(L["Summary"])];

    string Chosen => string.Join(", ", pools.Where(pool => chosen.Contains(pool.Id)).Select(pool => $"{pool.Zone} / {pool.Name}"));

    string Lead => step switch
    {
        0 => L["VLAN IDs cannot be chosen."],
        1 => L["On which pools machines can use it."],
        _ => L["Each network is ordered, provisioned and delivered on each pool by itself."],
    };

    string? Sentence => NetworkOrder.Check(names, Taken).First is { } problem ? P.Sentence(problem) : null;

    string? Refused => step == 0 ? Sentence : null;

    protected override async Task OnInitializedAsync()
    {
        var read = await Networks.PoolsAsync(await CurrentCaller.GetAsync(), default);
        pools = read.Ok ? read.Value : [];
    }

    void Type(string typed)
    {
        text = typed;
        names = [.. typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        problems = [];
    }

    void Next()
    {
        left = true;
        if (Refused is null) step++;
    }

    async Task CreateAsync()
    {
        var answer = await Create.SubmitAsync(new CreateNetworks.Input(names, [.. chosen]), await CurrentCaller.GetAsync(), default);
        problems = answer.Problems;
        if (!answer.Ok) return;
        await OnClose.InvokeAsync();
        await OnAccepted.InvokeAsync(answer.Value);
    }
}
