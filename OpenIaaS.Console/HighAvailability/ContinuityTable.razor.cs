using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>The machines of a tenant as high availability sees them; what is shown comes from the address.</summary>
public sealed partial class ContinuityTable
{
    const string Dash = "–";

    public static readonly TableView First = new(Sort: "order");

    ResourceTable<ContinuityRow>? table;

    [Parameter, EditorRequired] public TableView View { get; set; } = First;

    [Parameter, EditorRequired] public VirtualMachineFilter Filter { get; set; } = VirtualMachineFilter.None;

    [Parameter] public bool Selectable { get; set; }

    [Parameter] public IReadOnlySet<string> Selected { get; set; } = new HashSet<string>();

    [Parameter] public EventCallback<IReadOnlySet<string>> SelectedChanged { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }

    [Inject] ContinuityQueries Machines { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    public Task ReloadAsync() => table?.ReloadAsync() ?? Task.CompletedTask;

    async Task<TablePage<ContinuityRow>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var page = await Machines.ListAsync(Filter, query, await CurrentCaller.GetAsync(stop), stop);
        return page.Ok ? page.Value : new TablePage<ContinuityRow>([], 0);
    }
}
