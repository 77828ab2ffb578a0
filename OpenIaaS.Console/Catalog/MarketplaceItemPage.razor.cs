using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>One public image: what is in it, what a machine made from it has, and how it is deployed.</summary>
public sealed partial class MarketplaceItemPage
{
    MarketplaceItem? item;

    [Parameter] public Guid Id { get; set; }

    [Inject] IJSRuntime Browser { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    IEnumerable<(string Title, Bilingual Text)> Texts =>
    [
        (L["Overview"], item!.Details.Overview), (L["How to use it"], item.Details.HowToUse), (L["Support"], item.Details.Support), (L["Terms and conditions"], item.Details.TermsAndConditions),
    ];

    protected override void OnParametersSet() => item = MarketplaceItem.Find(Id);

    static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    async Task CopyAsync()
    {
        if (await Browser.InvokeAsync<bool>("openiaas.copy", $"{item!.Id}")) Toasts.Ok(L["The UUID was copied"], item.Name);
    }
}
