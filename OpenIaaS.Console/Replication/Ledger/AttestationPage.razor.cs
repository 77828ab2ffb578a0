using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>The attestation of a month, to read, print and take along. Month and policy stand in the address.</summary>
public sealed partial class AttestationPage
{
    const int Back = 12;

    AttestationDocument? document;
    Problem? refused;
    IReadOnlyList<SelectOption<string>> policies = [];
    (string?, string?) readFor = ("none", null);

    [SupplyParameterFromQuery(Name = "month")] public string? AskedMonth { get; set; }

    [SupplyParameterFromQuery] public string? Policy { get; set; }

    [Inject] AttestationQueries Attestations { get; set; } = default!;

    [Inject] ReplicationPolicyQueries PolicyQueries { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    DateOnly Yesterday => ReplicaDay.Of(Time.GetUtcNow()).AddDays(-1);

    string ShownMonth => AskedMonth ?? Yesterday.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    string Month => document!.Attestation.Month.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    IReadOnlyList<SelectOption<string>> Months =>
    [
        .. Enumerable.Range(0, Back).Select(back => new DateOnly(Yesterday.Year, Yesterday.Month, 1).AddMonths(-back))
            .Select(month => new SelectOption<string>(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.ToString("MMMM yyyy", CultureInfo.CurrentCulture))),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == (AskedMonth, Policy)) return;
        readFor = (AskedMonth, Policy);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        var choices = await PolicyQueries.ChoicesAsync(caller, Stop);
        policies = [new("", L["All policies"]), .. choices.Ok ? choices.Value.Policies.Select(policy => new SelectOption<string>($"{policy.Id}", policy.Name)) : []];
        Id<ReplicationPolicy>? one = Id<ReplicationPolicy>.TryParse(Policy, null, out var known) ? known : null;
        var made = await Attestations.OfMonthAsync(AskedMonth, one, caller, Stop);
        refused = made.Ok ? null : made.Problems[0];
        document = made.Ok ? await AttestationDocument.OfAsync(made.Value, Stop) : null;
    }

    string Href(string file) => QueryHelpers.AddQueryString($"/api/compute/v1/open_iaas/replication/ledger/{file}", new Dictionary<string, string?>
    {
        ["month"] = ShownMonth, ["policyId"] = Policy,
    }.Where(pair => pair.Value is not null));
}
