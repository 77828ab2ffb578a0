using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication;

/// <summary>The replication of one machine, for its own page: what protects it, or the way to protect it.</summary>
public sealed partial class MachineReplicationPanel
{
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(5);

    ReplicaRow? row;
    ReplicaRow? removing;
    ReplicaRow? moving;
    LedgerDays? strip;
    AssociationCandidate? candidate;
    IReadOnlyList<SelectOption<string>> policies = [];
    Id<VirtualMachine> readFor;
    string? policy;
    string? refusal;
    bool mayManage;
    bool adding;
    bool read;

    [Parameter, EditorRequired] public Id<VirtualMachine> MachineId { get; set; }

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] ReplicationPolicyQueries Policies { get; set; } = default!;

    [Inject] AssociationQueries Associations { get; set; } = default!;

    [Inject] AssociateReplication Associate { get; set; } = default!;

    [Inject] LedgerQueries Ledgers { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    Id<ReplicationPolicy>? Chosen => Id<ReplicationPolicy>.TryParse(policy, null, out var chosen) ? chosen : null;

    DateTimeOffset Now => Time.GetUtcNow();

    protected override void OnInitialized()
    {
        Watch(typeof(Replica), typeof(RecoveryPoint), typeof(ReplicationPolicy));
        ReloadEvery(Aging);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == MachineId) return;
        (readFor, policy, candidate) = (MachineId, null, null);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        mayManage = caller.May(Permission.ComputeManagement);
        var found = await Replicas.OfMachineAsync(MachineId, caller, Stop);
        refusal = found.Ok ? null : Problems.Sentence(found.Problems[0]);
        row = found.Ok ? found.Value : null;
        strip = row is not null && await Ledgers.StripsAsync([row.Id], caller, Stop) is { Ok: true, Value: [var days] } ? days.Days : null;
        if (found.Ok && row is null)
        {
            policies = [.. (await Policies.ChoicesAsync(caller, Stop)).Value.Policies.Select(choice => new SelectOption<string>($"{choice.Id}", choice.Name))];
            await CheckAsync();
        }

        read = true;
    }

    Task ChooseAsync(string chosen)
    {
        policy = chosen;
        return CheckAsync();
    }

    async Task CheckAsync()
    {
        if (Chosen is not { } chosen) return;
        var checks = await Associations.CheckAsync(MachineId, chosen, await CurrentCaller.GetAsync(Stop), Stop);
        candidate = checks.Ok ? checks.Value : null;
    }

    /// <summary>A policy that was made for this machine is the one that is chosen.</summary>
    async Task AddedAsync(string name)
    {
        adding = false;
        await ReloadAsync();
        if (policies.FirstOrDefault(option => option.Text == name) is { } made) await ChooseAsync(made.Value);
    }

    async Task AssociateAsync()
    {
        var input = new AssociateReplication.Input(MachineId, Chosen!.Value);
        var done = await Associate.SubmitAsync(input, await CurrentCaller.GetAsync(Stop), Stop);
        if (done.Ok) Toasts.Ok(L["{0} is replicated", candidate!.Name], L["The first copy begins at once."]);
        else Toasts.Bad(L["The machine is not replicated"], Problems.Sentence(done.Problems[0]));
        await ReloadAsync();
    }
}
