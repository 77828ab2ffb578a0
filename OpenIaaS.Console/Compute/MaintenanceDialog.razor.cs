using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>Takes a host into maintenance, after it has shown what moves where, what stands in the way and what is left unprotected.</summary>
public sealed partial class MaintenanceDialog
{
    MaintenancePreview? preview;
    IReadOnlyList<Problem> problems = [];
    bool knowingly;

    /// <summary>The host as the page shows it: when it changes, the preview is made anew.</summary>
    [Parameter, EditorRequired] public HostQueries.Row Host { get; set; } = default!;

    /// <summary>Whether high availability of its pool is on.</summary>
    [Parameter] public bool HighAvailability { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] MaintenanceQueries Maintenance { get; set; } = default!;

    [Inject] EnterMaintenance Command { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] ActivityToasts Activities { get; set; } = default!;

    string? Refused => preview is null ? L["What would move is being looked up."].Value
        : preview.Evacuation.Obstacles.Count > 0 ? L["Clear what is in the way first."].Value
        : preview.Refused.Ok ? null : P.Sentence(preview.Refused.Problems[0]);

    protected override async Task OnParametersSetAsync()
    {
        var found = await Maintenance.PreviewAsync(Host.Id, await CurrentCaller.GetAsync(), default);
        if (found.Ok) preview = found.Value;
        else problems = found.Problems;
    }

    async Task SendAsync()
    {
        var accepted = await Command.SubmitAsync(new EnterMaintenance.Input(Host.Id, knowingly), await CurrentCaller.GetAsync(), default);
        if (!accepted.Ok)
        {
            problems = accepted.Problems;
            return;
        }

        await OnClose.InvokeAsync();
        await Activities.FollowAsync(accepted.Value);
    }
}
