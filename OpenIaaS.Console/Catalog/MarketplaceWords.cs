using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The words of the marketplace in the person's language.</summary>
static class MarketplaceWords
{
    public static string Of(Bilingual text) => text.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public static string Of(MarketplaceCategory category, IStringLocalizer<CatalogText> L) => category switch
    {
        MarketplaceCategory.Web => L["Web"],
        MarketplaceCategory.Database => L["Database"],
        MarketplaceCategory.Network => L["Network"],
        MarketplaceCategory.Security => L["Security"],
        MarketplaceCategory.Monitoring => L["Monitoring"],
        MarketplaceCategory.Containers => L["Containers"],
        MarketplaceCategory.Collaboration => L["Collaboration"],
    };
}
