using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication;

/// <summary>Replicas and the policies that keep them. What is shown stands in the address.</summary>
public sealed partial class ReplicationPage
{
    static readonly RecoveryPointStatus[] StripOrder = [RecoveryPointStatus.Compliant, RecoveryPointStatus.AtRisk, RecoveryPointStatus.Breached, RecoveryPointStatus.Pending];

    /// <summary>Ages grow without anything changing in the database.</summary>
    static readonly TimeSpan Aging = TimeSpan.FromSeconds(10);

    /// <summary>How often the ledger is added up anew.</summary>
    static readonly TimeSpan KeptEvery = TimeSpan.FromMinutes(1);

    /// <summary>What of the address of the replicas belongs to a saved view of them.</summary>
    static readonly IReadOnlyList<string> ViewNames = ["q", "status", "policy", "zone", "backup", "sort", "rows"];

    /// <summary>What the address says of replicas of machines that no backup is made of.</summary>
    const string NoBackup = "none";

    ReplicaFilter filter = new();
    ReplicaCounts counts = ReplicaCounts.None;
    ReplicationChoices choices = new([], []);
    ReplicaTable? replicaTable;
    PolicyTable? policyTable;
    LedgerTable? ledgerTable;
    LedgerTime kept = LedgerTime.None;
    LedgerTime shownTotal = LedgerTime.None;
    DateTimeOffset keptAt;
    bool recounted;
    string? refusal;
    Recovery.RehearsalTable? rehearsalTable;
    bool mayManage;
    bool mayRecover;
    bool rehearsing;
    bool adding;

    [SupplyParameterFromQuery] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? Status { get; set; }

    [SupplyParameterFromQuery] public string? Policy { get; set; }

    [SupplyParameterFromQuery] public string? Zone { get; set; }

    [SupplyParameterFromQuery] public string? Backup { get; set; }

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] ReplicationPolicyQueries Policies { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    [Inject] LedgerQueries Ledgers { get; set; } = default!;

    bool OnPolicies => Tab == "policies";

    bool OnRehearsals => Tab == "rehearsals";

    IReadOnlyList<SelectOption<string>> RehearsablePolicies => [.. choices.Policies.Select(policy => new SelectOption<string>($"{policy.Id}", policy.Name))];

    bool OnLedger => Tab == "ledger";

    bool OnBreaches => OnLedger && Url.Get("list") == "breaches";

    bool OnReplicas => !OnPolicies && !OnLedger && !OnRehearsals && !OnFailovers;

    string AttestationHref => "/replication/attestation" + (Policy is null ? "" : $"?policy={Policy}");

    IReadOnlyList<SelectOption<string>> StatusOptions => [new("", L["Every status"]), .. StripOrder.Select(status => new SelectOption<string>($"{status}", L.Word(status)))];

    IReadOnlyList<SelectOption<string>> PolicyOptions =>
        [new("", L["All policies"]), .. choices.Policies.Select(policy => new SelectOption<string>($"{policy.Id}", policy.Name))];

    IReadOnlyList<SelectOption<string>> ZoneOptions =>
        [new("", L["All zones"]), .. choices.Zones.Select(zone => new SelectOption<string>($"{zone.Id}", zone.Name))];

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Replica), typeof(RecoveryPoint), typeof(ReplicationPolicy), typeof(Domain.Replication.Recovery.Failover), typeof(Domain.Replication.Recovery.Rehearsal));
        ReloadEvery(Aging);
        await ReadHeadAsync();
    }

    protected override void OnParametersSet() => filter = Asked();

    /// <summary>What the address asks for.</summary>
    ReplicaFilter Asked() => new(
        string.IsNullOrWhiteSpace(Search) ? null : Search,
        Enum.TryParse<RecoveryPointStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null,
        Id<ReplicationPolicy>.TryParse(Policy, null, out var policy) ? policy : null,
        Id<AvailabilityZone>.TryParse(Zone, null, out var zone) ? zone : null,
        Backup == NoBackup);

    protected override async Task ReloadAsync()
    {
        await ReadHeadAsync();
        if (replicaTable is not null) await replicaTable.ReloadAsync();
        if (policyTable is not null) await policyTable.ReloadAsync();
        if (failoverTable is not null) await failoverTable.ReloadAsync();
        if (rehearsalTable is not null) await rehearsalTable.ReloadAsync();
        if (ledgerTable is not null && recounted) await ledgerTable.ReloadAsync();
    }

    async Task ReadHeadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        mayManage = caller.May(Permission.ComputeManagement);
        mayRecover = caller.May(Permission.ReplicationRecover);
        var counted = await Replicas.CountsAsync(caller, Stop);
        refusal = counted.Ok ? null : Problems.Sentence(counted.Problems[0]);
        if (!counted.Ok) return;
        counts = counted.Value;
        await CountFailoversAsync(caller);
        choices = (await Policies.ChoicesAsync(caller, Stop)).Value;
        // Months move slowly, and adding them up is the dearest of what is read here.
        recounted = Time.GetUtcNow() - keptAt >= KeptEvery;
        // The table of the ledger adds them up by itself, and says what they came to.
        if (!recounted || (OnLedger && !OnBreaches && !Asked().Any)) return;
        kept = (await Ledgers.KeptAsync(caller, Stop)).Value;
        keptAt = Time.GetUtcNow();
    }

    void Total(LedgerTime total)
    {
        shownTotal = total;
        if (!filter.Any) (kept, keptAt) = (total, Time.GetUtcNow());
    }

    int CountOf(RecoveryPointStatus status) => status switch
    {
        RecoveryPointStatus.Pending => counts.Pending,
        RecoveryPointStatus.Compliant => counts.Compliant,
        RecoveryPointStatus.AtRisk => counts.AtRisk,
        RecoveryPointStatus.Breached => counts.Breached,
    };

    void FilterStatus(RecoveryPointStatus status) => Url.Set(new Dictionary<string, object?>
    {
        ["tab"] = null, ["page"] = null, ["open"] = null, ["sort"] = null, ["q"] = OnPolicies || OnFailovers ? null : Search, ["list"] = null, ["kind"] = null, ["state"] = null,
        ["status"] = OnReplicas && filter.Status == status ? null : $"{status}",
    });

    void FilterBackup() => Url.Set(new Dictionary<string, object?>
    {
        ["tab"] = null, ["page"] = null, ["open"] = null, ["q"] = OnPolicies || OnFailovers ? null : Search, ["list"] = null, ["kind"] = null, ["state"] = null, ["backup"] = OnReplicas && filter.NotBackedUp ? null : NoBackup,
    });

    void SearchFor(string text) => Url.Set(new Dictionary<string, object?> { ["q"] = text.Length == 0 ? null : text, ["page"] = null }, typing: true);

    void Narrow(string name, string value) => Url.Set(new Dictionary<string, object?> { [name] = value.Length == 0 ? null : value, ["page"] = null });

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["status"] = null, ["policy"] = null, ["zone"] = null, ["backup"] = null, ["page"] = null });

    string ExportHref(ReplicaFilter shown) => QueryHelpers.AddQueryString("/api/export/replicas.csv", new Dictionary<string, string?>
    {
        ["q"] = shown.Search, ["status"] = shown.Status?.ToString(), ["policy"] = shown.Policy?.ToString(), ["zone"] = shown.Zone?.ToString(), ["backup"] = shown.NotBackedUp ? NoBackup : null, ["sort"] = Url.Get("sort"),
    }.Where(pair => pair.Value is not null));

    async Task AddedAsync(string name)
    {
        adding = false;
        Toasts.Ok(L["The policy {0} is ready", name], L["Associate machines with it: their first copy begins at once."], "/replication?tab=policies", L["Show policies"]);
        await ReloadAsync();
    }
}
