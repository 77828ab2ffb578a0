using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Storage;

/// <summary>Block storage: what is taken, for what, and how it is protected.</summary>
public sealed partial class StoragePage
{
    static readonly TableView First = new(Size: 25, Sort: "pool");

    /// <summary>How often a rebuild under way is looked at.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>How often what is read and written is looked at.</summary>
    static readonly TimeSpan UsePace = TimeSpan.FromSeconds(30);

    DateTimeOffset? usedAt;

    IReadOnlyList<StorageQueries.Row> all = [];
    IReadOnlyList<HardwareMapQueries.Area> areas = [];
    IReadOnlyList<DiskQueries.LooseDisk> loose = [];
    Domain.Identity.Caller? caller;
    ResourceTable<StorageQueries.Row>? table;
    TableView view = First;
    Dictionary<Id<StorageRepository>, Use>? now;
    string? refused;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "open")] public string? Open { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowCount { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [Inject] StorageQueries Storages { get; set; } = default!;

    [Inject] DiskQueries Disks { get; set; } = default!;

    [Inject] HardwareMapQueries Hardware { get; set; } = default!;

    [Inject] MetricsQueries Metrics { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(StorageRepository), typeof(VirtualDisk), typeof(SnapshotDisk), typeof(VirtualMachine), typeof(Pool), typeof(Activity));
        ReloadEvery(UsePace);
        await ReadAsync();
    }

    protected override void OnParametersSet() => view = Url.GetView(First);

    protected override async Task ReloadAsync()
    {
        await ReadAsync();
        if (table is not null) await table.ReloadAsync();
    }

    async Task ReadAsync()
    {
        caller = await CurrentCaller.GetAsync(Stop);
        var found = await Storages.ListAsync(caller, Stop);
        loose = await Disks.LooseAsync(caller, Stop) is { Ok: true } disks ? disks.Value : [];
        areas = await Hardware.PartsAsync(caller, Stop) is { Ok: true } parts ? parts.Value : [];
        // It goes on although nothing is written.
        if (areas.Any(area => area.Parts.Any(part => part.Health == HardwareHealth.Rebuilding))) ReloadEvery(Pace);
        // Every change of a disk reloads the page; what is read and written changes by the minute.
        if (usedAt is null || Time.GetUtcNow() - usedAt >= UsePace)
        {
            now = await Metrics.StorageNowAsync(caller, Stop) is { Ok: true } uses ? uses.Value.ToDictionary(seen => seen.Storage, seen => seen.Use) : null;
            usedAt = Time.GetUtcNow();
        }

        refused = found.Ok ? null : string.Join(" ", found.Problems.Select(P.Sentence));
        all = found.Ok ? found.Value : [];
    }

    HardwareMapQueries.Area? AreaOf(StorageQueries.Row storage) => areas.FirstOrDefault(area => area.Id == storage.ZoneId);

    /// <summary>Whether something of its array is broken, although the array still serves it.</summary>
    bool IsDegraded(StorageQueries.Row storage) => storage.IsShared && AreaOf(storage) is { } area && area.Faults.Any(part => part.Group == storage.Array && part.Kind is HardwarePartKind.Canister or HardwarePartKind.Drive);

    Task<TablePage<StorageQueries.Row>> Load(TableQuery query)
    {
        // A tenant has some dozen block storages, and the head of the page needs the sums of all of them.
        var matching = all.Where(Matches);
        var sorted = query.Sort switch
        {
            "name" => matching.OrderBy(storage => storage.Name, StringComparer.CurrentCulture),
            "class" => matching.OrderBy(storage => storage.Class, StringComparer.CurrentCulture),
            "disks" => matching.OrderBy(storage => storage.Disks),
            "share" => matching.OrderBy(storage => storage.Share),
            _ => matching,
        };
        List<StorageQueries.Row> rows = [.. query.Descending ? sorted.Reverse() : sorted];
        return Task.FromResult(new TablePage<StorageQueries.Row>([.. rows.Skip(query.Offset).Take(query.Count)], rows.Count));
    }

    bool Matches(StorageQueries.Row storage) =>
        string.IsNullOrEmpty(Search) || new[] { storage.Name, storage.Class, storage.Pool, storage.Zone, storage.Array }.Any(text => text.Contains(Search, StringComparison.CurrentCultureIgnoreCase));
}
