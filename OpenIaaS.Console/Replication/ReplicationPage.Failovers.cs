using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using OpenIaaS.Console.Replication.Recovery;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication;

/// <content>The tab of all failovers and tests.</content>
public sealed partial class ReplicationPage
{
    FailoverTable? failoverTable;
    int openFailovers;

    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [Inject] FailoverQueries Failovers { get; set; } = default!;

    bool OnFailovers => Tab == "failovers";

    FailoverFilter FailoverFilter => new(
        string.IsNullOrWhiteSpace(Search) ? null : Search,
        Enum.TryParse<FailoverKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
        Enum.TryParse<FailoverState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
        FailoverStates.Standing(State));

    /// <summary>How far those are that are shown: a state, or all that are under way or over.</summary>
    [SupplyParameterFromQuery] public string? State { get; set; }

    IReadOnlyList<SelectOption<string>> KindOptions => [new("", L["Every kind"]), .. Enum.GetValues<FailoverKind>().Select(kind => new SelectOption<string>($"{kind}", L.Word(kind)))];

    IReadOnlyList<SelectOption<string>> StateOptions =>
        [new("", L["Every state"]), new(FailoverStates.Open, L["Under way"]), new(FailoverStates.Over, L["Over"]), .. FailoverStates.Ends.Select(state => new SelectOption<string>($"{state}", L.Word(state)))];

    string FailoverExportHref(bool all) => QueryHelpers.AddQueryString("/api/export/failovers.csv", all
        ? []
        : new Dictionary<string, string?> { ["q"] = FailoverFilter.Search, ["kind"] = Kind, ["state"] = State, ["sort"] = Url.Get("sort") }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    void ClearFailovers() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["kind"] = null, ["state"] = null, ["page"] = null });

    async Task CountFailoversAsync(Caller caller)
    {
        var counted = await Failovers.OpenAsync(caller, Stop);
        openFailovers = counted.Ok ? counted.Value : 0;
    }
}
