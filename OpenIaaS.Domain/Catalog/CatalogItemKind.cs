namespace OpenIaaS.Domain.Catalog;

/// <summary>The three kinds of item in a catalog (Concepts, Catalogs).</summary>
public enum CatalogItemKind
{
    /// <summary>A disk image (ISO).</summary>
    DiskImage,

    /// <summary>A template without disks: no operating system, made to build one's own environment.</summary>
    ConfigurationTemplate,

    /// <summary>A template with disks and an installed operating system.</summary>
    PreinstalledTemplate,
}
