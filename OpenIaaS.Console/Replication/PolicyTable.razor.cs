using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>The replication policies; a row opens to the machines it replicates.</summary>
public sealed partial class PolicyTable
{
    public static readonly TableView First = new(Sort: "name");

    ResourceTable<ReplicationPolicyRow>? table;

    [Parameter] public string? Search { get; set; }

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    /// <summary>Key of the opened row; from the address, as the view is.</summary>
    [Parameter] public string? Opened { get; set; }

    [Parameter] public bool MayManage { get; set; }

    [Parameter] public EventCallback OnAdd { get; set; }

    [Inject] ReplicationPolicyQueries Policies { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<ReplicationPolicyRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Policies.ListAsync(Search, query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<ReplicationPolicyRow>([], 0);
    }
}
