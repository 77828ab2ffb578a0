using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability;

/// <content>The two lists: machines with their priority, and past failures. Their filters stand in the address.</content>
public sealed partial class HighAvailabilityPage
{
    ContinuityTable? machines;
    PastFailures? failures;
    ContinuityQueries.Counts? counts;
    int? kept;
    IReadOnlySet<string> selected = new HashSet<string>();
    bool setting;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "ha")] public string[]? Priority { get; set; }

    [SupplyParameterFromQuery(Name = "iso")] public string[]? Iso { get; set; }

    [SupplyParameterFromQuery(Name = "running")] public string? Running { get; set; }

    [SupplyParameterFromQuery(Name = "host")] public string? Host { get; set; }

    [SupplyParameterFromQuery(Name = "machine")] public string? Machine { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Page { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public int? Rows { get; set; }

    [Inject] ContinuityQueries Continuity { get; set; } = default!;

    [Inject] FailureQueries Failures { get; set; } = default!;

    bool OnMachines => Tab == "machines";

    bool OnFailures => Tab == "failures";

    bool OnPools => !OnWhatIf && !OnMachines && !OnFailures;

    VirtualMachineFilter Filter => MachineFilterUrl.Read(Url);

    FailureFilter Failed => new(Known<Pool>(PoolId), Known<Domain.Compute.Host>(Host), Known<VirtualMachine>(Machine), Running switch { "yes" => true, "no" => false, _ => null });

    string FailureExport => QueryHelpers.AddQueryString("/api/export/failures.csv", new Dictionary<string, string?> { ["pool"] = PoolId, ["host"] = Host, ["machine"] = Machine });

    string WhatIfExport => QueryHelpers.AddQueryString("/api/export/what-if.csv",
        [new("pool", $"{view!.Pool.Id}"), .. (Blade ?? []).Select(id => new KeyValuePair<string, string?>("blade", id)), .. (Part ?? []).Select(id => new KeyValuePair<string, string?>("part", id))]);

    IReadOnlyList<SelectOption<string>> PoolOptions => [new("", L["Every pool"]), .. (choices ?? []).Select(pool => new SelectOption<string>($"{pool.Id}", $"{pool.Zone} / {pool.Name}"))];

    IReadOnlyCollection<Id<VirtualMachine>> Chosen => [.. selected.Select(key => Id<VirtualMachine>.Parse(key, null))];

    static Id<T>? Known<T>(string? text) => string.IsNullOrEmpty(text) ? null : Id<T>.TryParse(text, null, out var id) ? id : default(Id<T>);

    async Task ReloadListsAsync(Domain.Identity.Caller caller)
    {
        if (await Continuity.CountAsync(caller, Stop) is { Ok: true } read) counts = read.Value;
        if (await Failures.CountAsync(caller, Stop) is { Ok: true } number) kept = number.Value;
        if (machines is not null && OnMachines) await machines.ReloadAsync();
        if (failures is not null && OnFailures) await failures.ReloadAsync();
    }

    void Set(string name, string? value) => Url.Set(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = null });

    Task Find(string text)
    {
        Url.Set(new Dictionary<string, object?> { ["q"] = text.Length == 0 ? null : text, ["page"] = null }, typing: true);
        return Task.CompletedTask;
    }

    void Narrow(VirtualMachineFilter next) => Url.Set(new Dictionary<string, object?>(MachineFilterUrl.Write(next)) { ["page"] = null, ["running"] = null, ["machine"] = null });

    void Toggle(HighAvailabilityPriority priority) =>
        Narrow(Filter with { Statuses = [], Drives = [], Priorities = Filter.Drives.Count == 0 && Filter.Priorities.SequenceEqual([priority]) ? [] : [priority] });
}
