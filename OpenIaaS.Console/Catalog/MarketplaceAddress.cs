using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>Where public images are shown and deployed.</summary>
static class MarketplaceAddress
{
    public const string List = "/marketplace";

    public static string Of(MarketplaceItem item) => $"{List}/{item.Id}";

    public static string Deploy(MarketplaceItem item) => $"/virtual-machines/new?method=marketplace&item={item.Id}";
}
