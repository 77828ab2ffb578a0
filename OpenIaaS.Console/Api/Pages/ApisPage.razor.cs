using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Api.Pages;

/// <summary>The API, browsed and tried, one product at a time. What draws it is Swagger UI, served by us.</summary>
public sealed partial class ApisPage
{
    const string All = "compute";

    /// <summary>The products, by the first word of their addresses.</summary>
    static readonly (string Key, string Name)[] Products =
    [
        (All, "Compute"), ("backup", "Backup"), ("activity", "Activities"), ("tag", "Tags"), ("iam", "Identity"), ("marketplace", "Marketplace"), ("vpc", "VPC"), ("network", "Networks"), ("support", "Support"), ("metric", "Metrics"), ("lab", "Lab"),
        ("export", "Exports"),
    ];

    ElementReference place;
    string? drawn;

    [Parameter] public string? Product { get; set; }

    [Inject] IJSRuntime Browser { get; set; } = default!;

    string Shown => Products.Any(known => known.Key == Product) ? Product! : All;

    IReadOnlyList<PageTab> Tabs => [.. Products.Select(product => new PageTab(L[product.Name], product.Key == All ? "/apis" : "/apis/" + product.Key, product.Key == Shown))];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (drawn == Shown) return;
        drawn = Shown;
        await Browser.InvokeVoidAsync("openiaasApis.show", place, ApiDescription.Address, Shown);
    }
}
