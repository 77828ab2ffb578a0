using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>What a machine, or the copy of one, went through of failovers and tests, and the ways there and back.</summary>
public sealed partial class RecoveryPanel
{
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(2);

    IReadOnlyList<FailoverRow> rows = [];
    FailoverRow? returning;
    FailoverRow? keeping;
    Id<VirtualMachine> readFor;
    bool? dialog;
    bool mayRecover;

    [Parameter, EditorRequired] public Id<VirtualMachine> MachineId { get; set; }

    /// <summary>Its replica; null for a copy, or a machine that is not replicated.</summary>
    [Parameter] public ReplicaRow? Replica { get; set; }

    /// <summary>The one that is shown, where it stands beside others; all of the machine when null.</summary>
    [Parameter] public Id<Failover>? Only { get; set; }

    [Inject] FailoverQueries Failovers { get; set; } = default!;

    [Inject] CleanUpTest CleanUp { get; set; } = default!;

    [Inject] KeepCopy Keep { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    IReadOnlyList<FailoverRow> Shown => Only is { } one ? [.. rows.Where(row => row.Id == one)] : rows;

    /// <summary>Whether its copy runs in its place, or is on its way: then there is none to start.</summary>
    bool Runs => rows.Any(row => row.IsOpen && row.Kind != FailoverKind.Test);

    protected override void OnInitialized()
    {
        Watch(typeof(Failover), typeof(VirtualMachine));
        ReloadEvery(Aging);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == MachineId) return;
        readFor = MachineId;
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        mayRecover = caller.May(Permission.ReplicationRecover);
        var found = await Failovers.OfMachineAsync(MachineId, caller, Stop);
        rows = found.Ok ? found.Value.Rows : [];
    }

    void Open(bool test) => dialog = test;

    Task CleanUpAsync(FailoverRow row) => SendAsync(caller => CleanUp.SubmitAsync(new CleanUpTest.Input(row.Id), caller, Stop), L["The test of {0} is being cleaned up", row.Machine]);

    Task ReturnedAsync()
    {
        returning = null;
        return ReloadAsync();
    }

    Task KeepAsync()
    {
        var row = keeping!;
        keeping = null;
        return SendAsync(caller => Keep.SubmitAsync(new KeepCopy.Input(row.Id), caller, Stop), L["The copy of {0} stays", row.Machine]);
    }

    async Task SendAsync(Func<Caller, Task<Result<Id<Activity>>>> submit, string done)
    {
        var accepted = await submit(await CurrentCaller.GetAsync(Stop));
        if (accepted.Ok) Toasts.Ok(done);
        else Toasts.Bad(L["That is not possible now"], string.Join(" ", accepted.Problems.Select(problem => Problems.Sentence(problem))));
        await ReloadAsync();
    }
}
