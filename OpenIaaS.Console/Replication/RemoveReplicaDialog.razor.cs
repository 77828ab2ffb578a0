using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Asks before a replica is removed, and removes it.</summary>
public sealed partial class RemoveReplicaDialog
{
    /// <summary>The replica to remove; null keeps the dialog shut.</summary>
    [Parameter, EditorRequired] public ReplicaRow? Row { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] DissociateReplication Dissociate { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    async Task RemoveAsync()
    {
        var row = Row!;
        var accepted = await Dissociate.SubmitAsync(new DissociateReplication.Input(row.MachineId), await CurrentCaller.GetAsync(), CancellationToken.None);
        if (accepted.Ok) Toasts.Ok(L["{0} is no longer replicated", row.Machine], L["Its recovery points are being removed."]);
        else Toasts.Bad(L["The replica was not removed"], Problems.Sentence(accepted.Problems[0]));
        await OnClose.InvokeAsync();
    }
}
