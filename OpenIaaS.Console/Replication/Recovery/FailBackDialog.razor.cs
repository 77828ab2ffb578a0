using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>Asks before a machine comes back from its copy, and lets it come.</summary>
public sealed partial class FailBackDialog
{
    /// <summary>The failover that is to end; null keeps the dialog shut.</summary>
    [Parameter, EditorRequired] public FailoverRow? Row { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] FailBackMachine FailBack { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    async Task SendAsync()
    {
        var machine = Row!.Machine;
        var accepted = await FailBack.SubmitAsync(new FailBackMachine.Input(Row.Id), await CurrentCaller.GetAsync(), CancellationToken.None);
        if (accepted.Ok) Toasts.Ok(L["{0} is being failed back", machine]);
        else Toasts.Bad(L["That is not possible now"], string.Join(" ", accepted.Problems.Select(problem => Problems.Sentence(problem))));
        await OnClose.InvokeAsync();
    }
}
