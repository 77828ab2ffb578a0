using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Changes a policy; the rules are the domain's, asked while typing and once more at the end.</summary>
public sealed partial class EditPolicyDialog
{
    PromiseDraft? draft;
    IReadOnlyList<Problem> refusals = [];
    string name = "";
    string description = "";
    int? retained;
    bool wasOpen;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public ReplicationPolicyRow Policy { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] UpdateReplicationPolicy Update { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    IReadOnlyList<Problem> Found => draft is null ? [] : ReplicationPolicy.Check(name, draft.Interval, retained ?? 0).Problems;

    string? Refused => Found is [var first, ..] ? Problems.Sentence(first) : null;

    protected override void OnParametersSet()
    {
        if (Open == wasOpen) return;
        wasOpen = Open;
        if (!Open) return;
        (name, description, retained, refusals) = (Policy.Name, Policy.Description, Policy.Retained, []);
        draft = new PromiseDraft(Policy.Criticality, Policy.Interval);
    }

    string? Sentence(string field) => Found.FirstOrDefault(problem => problem.Field == field) is { } problem ? Problems.Sentence(problem) : null;

    async Task SendAsync()
    {
        var input = new UpdateReplicationPolicy.Input(Policy.Id, name, description, draft!.Criticality, draft.Interval, retained);
        var done = await Update.SubmitAsync(input, await CurrentCaller.GetAsync(), CancellationToken.None);
        refusals = done.Problems;
        if (!done.Ok) return;
        Toasts.Ok(L["The policy {0} is saved", name]);
        await OnClose.InvokeAsync();
    }
}
