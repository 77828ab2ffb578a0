using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>Begins the rehearsal of a policy.</summary>
public sealed partial class RehearseDialog
{
    readonly List<string> failures = [];
    string? policy;
    int? target;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<SelectOption<string>> Policies { get; set; } = [];

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] RehearsePolicy Rehearse { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (Open) return;
        (policy, target) = (null, null);
        failures.Clear();
    }

    async Task SendAsync()
    {
        failures.Clear();
        var accepted = await Rehearse.SubmitAsync(new RehearsePolicy.Order(Id<ReplicationPolicy>.Parse(policy!, null), target), await CurrentCaller.GetAsync(), CancellationToken.None);
        if (!accepted.Ok)
        {
            failures.AddRange(accepted.Problems.Select(problem => Problems.Sentence(problem)));
            return;
        }

        Toasts.Ok(L["The rehearsal has begun"], L["How far each machine is stands in its row."]);
        await OnClose.InvokeAsync();
    }
}
