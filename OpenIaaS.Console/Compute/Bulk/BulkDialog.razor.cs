using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Compute.Bulk;

/// <summary>Asks what would happen each time a choice is made, and does it to those that are not left out.</summary>
public sealed partial class BulkDialog
{
    IReadOnlyList<BulkLine>? lines;
    IReadOnlyList<PolicyChoice> policies = [];
    IReadOnlyList<(string Name, Result<Id<Activity>> Answer)>? answers;
    string tags = "";
    Id<BackupPolicy>? policy;
    IReadOnlyList<ReplicationChoices.Policy> replications = [];
    Id<ReplicationPolicy>? replication;
    HighAvailabilityPriority priority = HighAvailabilityPriority.Restart;
    int? order;
    string? problem;
    int asked;

    [Parameter, EditorRequired] public BulkKind Kind { get; set; }

    [Parameter, EditorRequired] public IReadOnlyCollection<Id<VirtualMachine>> Machines { get; set; } = [];

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] BulkQueries Queries { get; set; } = default!;

    [Inject] ReplicationPolicyQueries Replications { get; set; } = default!;

    [Inject] BulkMachines Bulk { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    string Title => $"{L.Verb(Kind)}: {(Machines.Count == 1 ? L["1 machine"] : L["{0} machines", Units.Count(Machines.Count)])}";

    string[] Typed => [.. tags.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    BulkAction Action => new(Kind, Typed, policy, priority, replication, priority == HighAvailabilityPriority.Disabled ? null : order);

    Result OrderCheck => order is { } typed ? VirtualMachineLimits.CheckStartOrder(typed) : Result.Success;

    Result Checked => MachineTags.Check(Typed);

    int Taken => lines?.Count(line => line.Refused is null) ?? 0;

    List<(string Name, Result<Id<Activity>> Answer)> Failed => [.. (answers ?? []).Where(answer => !answer.Answer.Ok)];

    string? Missing => answers is not null ? null
        : Kind is BulkKind.AddTags or BulkKind.RemoveTags && Typed.Length == 0 ? L["Type a tag."].Value
        : lines is null || problem is not null ? L["What will happen is being worked out."].Value
        : Taken == 0 ? L["Nothing would happen to any of them."].Value : null;

    protected override async Task OnInitializedAsync()
    {
        if (Kind == BulkKind.AssignPolicy && await Queries.PoliciesAsync(Machines, await CurrentCaller.GetAsync(), default) is { Ok: true } read) policies = read.Value;
        if (Kind == BulkKind.Replicate && await Replications.ChoicesAsync(await CurrentCaller.GetAsync(), default) is { Ok: true } known) replications = known.Value.Policies;
        await PreviewAsync();
    }

    async Task ChangeAsync(Action change)
    {
        change();
        await PreviewAsync();
    }

    async Task PreviewAsync()
    {
        var mine = ++asked;
        var read = await Queries.PreviewAsync(Machines, Action, await CurrentCaller.GetAsync(), default);
        // Something else was chosen meanwhile.
        if (mine != asked) return;
        lines = read.Ok ? read.Value : null;
        problem = read.Ok ? null : string.Join(" ", read.Problems.Select(Sentences.Sentence));
    }

    async Task SendAsync()
    {
        if (answers is not null)
        {
            await OnClose.InvokeAsync();
            return;
        }

        var taken = lines!.Where(line => line.Refused is null).Select(line => line.Id).ToList();
        var answer = await Bulk.SubmitAsync(taken, Action, await CurrentCaller.GetAsync(), default);
        if (answer.Ok) answers = answer.Value;
        else problem = string.Join(" ", answer.Problems.Select(Sentences.Sentence));
    }
}
