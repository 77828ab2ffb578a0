namespace OpenIaaS.Console.Catalog;

/// <summary>Names the texts of the catalog for the localizer.</summary>
public sealed class CatalogText;
