using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The catalog as cards, read page by page like the table.</summary>
public sealed partial class CatalogGrid : IDisposable
{
    readonly CancellationTokenSource gone = new();
    TablePage<CatalogRow>? page;
    (TableView, CatalogFilter, bool)? asked;

    [Parameter, EditorRequired] public Func<TableQuery, CancellationToken, Task<TablePage<CatalogRow>>> Load { get; set; } = default!;

    [Parameter, EditorRequired] public TableView View { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback<TableView> ViewChanged { get; set; }

    [Parameter, EditorRequired] public CatalogFilter Filter { get; set; } = default!;

    [Parameter, EditorRequired] public bool Filtered { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClearFilters { get; set; }

    /// <summary>Whether these are the items of the provider.</summary>
    [Parameter] public bool IsPublic { get; set; }

    [Parameter] public bool MayAdd { get; set; }

    [Parameter] public EventCallback<CatalogRow> OnAdd { get; set; }

    /// <summary>What stands where there is nothing.</summary>
    public static string Nothing(IStringLocalizer<CatalogText> L) => L["This catalog is empty. Publish a disk image, add something from the public catalog, or convert a machine to a template."];

    /// <summary>Reads the same page again.</summary>
    public async Task ReloadAsync()
    {
        var mine = asked = (View, Filter, IsPublic);
        var read = await Load(View.Query, gone.Token);
        if (asked != mine) return;
        page = read;
        StateHasChanged();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (asked != (View, Filter, IsPublic)) await ReloadAsync();
    }
}
