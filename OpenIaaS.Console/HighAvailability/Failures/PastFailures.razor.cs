using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>The list of failures; what it shows comes from the address.</summary>
public sealed partial class PastFailures
{
    const string Dash = "–";

    public static readonly TableView First = new(Sort: null);

    ResourceTable<FailureRow>? table;

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    [Parameter, EditorRequired] public FailureFilter Filter { get; set; } = new();

    [Parameter] public EventCallback OnClear { get; set; }

    [Inject] FailureQueries Failures { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<FailureRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Failures.ListAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<FailureRow>([], 0);
    }
}
