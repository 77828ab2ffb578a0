using OpenIaaS.Domain.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>Where the items of the catalog are shown and deployed.</summary>
static class CatalogAddress
{
    public static string Of(CatalogRow row) => row.Kind == CatalogItemKind.DiskImage ? $"/catalog/images/{row.Id}" : $"/catalog/templates/{row.Id}";

    public static string Deploy(Guid template) => $"/virtual-machines/new?template={template}";

    /// <summary>A machine that boots from the ISO.</summary>
    public static string Install(Guid image) => $"/virtual-machines/new?method=iso&image={image}";
}
