using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The public images as cards. Search and category stand in the address.</summary>
public sealed partial class MarketplacePage
{
    // Read through UrlState; declared so that a change of the address draws the page again.
    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "category")] public string? CategoryWord { get; set; }

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    string Search => Query ?? "";

    DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    MarketplaceCategory? Chosen => Enum.TryParse<MarketplaceCategory>(CategoryWord, out var category) && Enum.IsDefined(category) ? category : null;

    IReadOnlyList<SelectOption<string>> Categories =>
        [new("", L["All categories"]), .. Enum.GetValues<MarketplaceCategory>().Select(category => new SelectOption<string>(category.ToString(), MarketplaceWords.Of(category, L)))];

    IReadOnlyList<MarketplaceItem> Shown => [.. MarketplaceItem.All.Where(item => (Chosen is not { } only || item.Categories.Contains(only)) && Matches(item))];

    bool Matches(MarketplaceItem item)
    {
        string[] texts = [item.Name, item.Editor, MarketplaceWords.Of(item.Description), MarketplaceWords.Of(item.Details.Overview), $"{item.Id}"];
        return texts.Any(text => text.Contains(Search.Trim(), StringComparison.CurrentCultureIgnoreCase));
    }

    void Clear() => Url.Set(new Dictionary<string, object?> { ["q"] = null, ["category"] = null });
}
