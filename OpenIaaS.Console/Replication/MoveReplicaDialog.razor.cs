using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Chooses another policy for a machine that is replicated, with what becomes of its recovery points shown before.</summary>
public sealed partial class MoveReplicaDialog
{
    readonly List<string> failures = [];
    IReadOnlyList<SelectOption<string>> policies = [];
    ReplicaMovePreview? preview;
    Id<Replica>? openFor;
    string? policy;

    /// <summary>The replica; null keeps the dialog shut.</summary>
    [Parameter, EditorRequired] public ReplicaRow? Row { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] ReplicaMoveQueries Moves { get; set; } = default!;

    [Inject] ReplicationPolicyQueries Policies { get; set; } = default!;

    [Inject] MoveReplica Move { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    Id<ReplicationPolicy>? Chosen => Id<ReplicationPolicy>.TryParse(policy, null, out var chosen) ? chosen : null;

    string? Refused => preview switch
    {
        null => L["Choose a policy."].Value,
        { Problems: [var first, ..] } => Problems.Sentence(first),
        _ => null,
    };

    IReadOnlyList<ImpactLine> Impact =>
    [
        new(L["Copied every"], preview!.Interval.Figure()),
        new(L["Target"], preview.Next),
        preview.KeepsPoints
            ? new(L["Recovery points"], preview.Points == 1 ? L["the one there is stays"] : L["the {0} there are stay", preview.Points], Tone.Ok)
            : new(L["Recovery points"], L["{0} go from {1}; {2} become free there", preview.Points, preview.Storage, Units.Size(preview.Size.Bytes)], Tone.Warn),
        .. preview.KeepsPoints && preview.Points > preview.Retained ? [new ImpactLine(L["Kept by this policy"], L["{0}; the others go with the next run", preview.Retained], Tone.Warn)] : Array.Empty<ImpactLine>(),
        new(L["First run"], preview.KeepsPoints && preview.Points > 0 ? L["at once, of what changed"] : L["at once, a full copy of {0}", Units.Size(preview.Full.Bytes)]),
        .. preview.RunsNow ? [new ImpactLine(L["Before that"], L["the run under way ends"])] : Array.Empty<ImpactLine>(),
        new(L["Ledger"], L["that of {0} is closed and stays in its attestations; the other begins", Row!.Policy]),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (openFor == Row?.Id) return;
        openFor = Row?.Id;
        failures.Clear();
        (policy, preview, policies) = (null, null, []);
        if (Row is null) return;
        var read = await Policies.ChoicesAsync(await CurrentCaller.GetAsync(), CancellationToken.None);
        if (read.Ok) policies = [.. read.Value.Policies.Where(known => known.Id != Row.PolicyId).Select(known => new SelectOption<string>($"{known.Id}", known.Name))];
    }

    async Task ChooseAsync(string chosen)
    {
        policy = chosen;
        failures.Clear();
        var read = await Moves.PreviewAsync(Row!.Id, Chosen!.Value, await CurrentCaller.GetAsync(), CancellationToken.None);
        preview = read.Ok ? read.Value : null;
        failures.AddRange(read.Problems.Select(problem => Problems.Sentence(problem)));
    }

    async Task SendAsync()
    {
        failures.Clear();
        var (machine, name) = (Row!.Machine, policies.First(option => option.Value == policy).Text);
        var accepted = await Move.SubmitAsync(new MoveReplica.Order(Row.Id, Chosen!.Value), await CurrentCaller.GetAsync(), CancellationToken.None);
        if (!accepted.Ok)
        {
            failures.AddRange(accepted.Problems.Select(problem => Problems.Sentence(problem)));
            return;
        }

        Toasts.Ok(L["{0} is replicated by {1}", machine, name], preview!.RunsNow ? L["The run under way ends first."] : L["Its first run begins at once."]);
        await OnClose.InvokeAsync();
    }
}
