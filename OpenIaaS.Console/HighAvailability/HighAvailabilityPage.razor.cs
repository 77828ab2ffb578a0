using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>What high availability promises of each pool, and what would happen if hosts failed. What is ticked stands in the address.</summary>
public sealed partial class HighAvailabilityPage
{
    IReadOnlyList<WhatIfQueries.Choice>? choices;
    IReadOnlyList<WhatIfQueries.PoolRow>? pools;
    WhatIfQueries.View? view;
    string? refused;
    string? answered;
    double took;
    bool mayEdit;
    bool mayEject;
    bool mayRehearse;

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "pool")] public string? PoolId { get; set; }

    [SupplyParameterFromQuery(Name = "blade")] public string[]? Blade { get; set; }

    [SupplyParameterFromQuery(Name = "part")] public string[]? Part { get; set; }

    [SupplyParameterFromQuery(Name = "heartbeat")] public string? Heartbeat { get; set; }

    [Inject] WhatIfQueries Queries { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    bool OnWhatIf => Tab == "what-if";

    HashSet<Id<Domain.Compute.Host>> Blades => [.. (Blade ?? []).Select(text => Id<Domain.Compute.Host>.TryParse(text, null, out var id) ? id : default)];

    HashSet<Id<HardwarePart>> Parts => [.. (Part ?? []).Select(text => Id<HardwarePart>.TryParse(text, null, out var id) ? id : default)];

    bool HeartbeatLost => Heartbeat == "lost";

    bool Asked => Blade is { Length: > 0 } || Part is { Length: > 0 } || HeartbeatLost;

    string Question => OnMachines || OnFailures ? Tab! : $"{Tab}|{PoolId}|{string.Join(',', Blade ?? [])}|{string.Join(',', Part ?? [])}|{HeartbeatLost}";

    protected override void OnInitialized() => Watch(typeof(Pool), typeof(Domain.Compute.Host), typeof(VirtualMachine), typeof(StorageRepository), typeof(LostMachine));

    protected override async Task OnParametersSetAsync()
    {
        if (answered == Question) return;
        answered = Question;
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        (mayEdit, mayEject, mayRehearse) = (caller.May(Permission.InfrastructureWrite), caller.May(Permission.ComputeManagement), caller.May(Permission.Lab));
        var found = await Queries.ChoicesAsync(caller, Stop);
        if (!found.Ok)
        {
            refused = string.Join(" ", found.Problems.Select(P.Sentence));
            return;
        }

        (choices, refused) = (found.Value, null);
        await ReloadListsAsync(caller);
        if (OnMachines || OnFailures) return;
        if (!OnWhatIf)
        {
            if (await Queries.PoolsAsync(caller, Stop) is { Ok: true } rows) pools = rows.Value;
            return;
        }

        if (choices.Count == 0) return;
        var pool = choices.FirstOrDefault(row => row.Id.ToString() == PoolId) ?? choices.FirstOrDefault(row => row.IsEnabled) ?? choices[0];
        var began = Time.GetTimestamp();
        var answer = await Queries.AskAsync(pool.Id, new FailureCause(Blades, Parts, HeartbeatLost), caller, Stop);
        took = Time.GetElapsedTime(began).TotalMilliseconds;
        if (answer.Ok) view = answer.Value;
        else refused = string.Join(" ", answer.Problems.Select(P.Sentence));
    }

    void ChoosePool(string id) => Url.Set(new Dictionary<string, object?> { ["pool"] = id, ["blade"] = null, ["part"] = null, ["heartbeat"] = null });

    void Clear() => Url.Set(new Dictionary<string, object?> { ["blade"] = null, ["part"] = null, ["heartbeat"] = null });

    void Tick(Id<Domain.Compute.Host> id) => Url.Set("blade", Toggled(Blade, id.ToString()));

    void TickPart(Id<HardwarePart> id) => Url.Set("part", Toggled(Part, id.ToString()));

    void TickHeartbeat() => Url.Set("heartbeat", HeartbeatLost ? null : "lost");

    static string[]? Toggled(string[]? ticked, string id)
    {
        string[] now = (ticked ?? []).Contains(id) ? [.. ticked!.Where(one => one != id)] : [.. ticked ?? [], id];
        return now.Length == 0 ? null : now;
    }
}
