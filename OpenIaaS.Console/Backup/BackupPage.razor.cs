using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Backup;

/// <summary>The policies support has delivered, and how many machines they really protect.</summary>
public sealed partial class BackupPage
{
    static readonly TableView First = new(Sort: "name");

    ResourceTable<BackupPolicyRow>? table;
    TableView view = First;
    BackupSummary? summary;
    Problem? refused;

    [SupplyParameterFromQuery(Name = "q")] public string? Search { get; set; }

    [SupplyParameterFromQuery] public string? Protects { get; set; }

    // Read through UrlState; named here so that the page is set again when they change.
    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    [SupplyParameterFromQuery] public int? Rows { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] BackupPolicyQueries Queries { get; set; } = default!;

    IReadOnlyList<PageTab> Tabs => [new(L["Policies"], "/backup?tab=policies", true, summary?.Policies)];

    IReadOnlyList<SelectOption<string>> Choices => [new("", L["Every policy"]), new("yes", L["Makes backups"]), new("no", L["Protects nothing"])];

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(BackupPolicy), typeof(BackupAssignment), typeof(VirtualMachine));
        await SummarizeAsync();
    }

    protected override void OnParametersSet() => view = Url.GetView(First);

    protected override async Task ReloadAsync()
    {
        await SummarizeAsync();
        if (table is not null) await table.ReloadAsync();
    }

    async Task SummarizeAsync()
    {
        var found = await Queries.SummaryAsync(await CurrentCaller.GetAsync(Stop), Stop);
        (summary, refused) = found.Ok ? (found.Value, (Problem?)null) : (null, found.Problems[0]);
    }

    async Task<TablePage<BackupPolicyRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var filter = new BackupPolicyFilter(Search, Protects switch { "yes" => true, "no" => false, _ => null });
        var found = await Queries.ListAsync(filter, query, await CurrentCaller.GetAsync(stop), stop);
        if (!found.Ok) refused = found.Problems[0];
        return found.Ok ? found.Value : new TablePage<BackupPolicyRow>([], 0);
    }

    static string Machines(MachineBackupState state) => "/virtual-machines?" + MachineFilterUrl.Query(new VirtualMachineFilter { Backups = [state] });

    void SearchFor(string text) => Set("q", text.Length == 0 ? null : text, typing: true);

    void Pick(string word) => Set("protects", word.Length == 0 ? null : word);

    void Set(string name, object? value, bool typing = false) => Url.Set(new Dictionary<string, object?> { [name] = value, ["page"] = null }, typing);

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["protects"] = null, ["page"] = null });
}
