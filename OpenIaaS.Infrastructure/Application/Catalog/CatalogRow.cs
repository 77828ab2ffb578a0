using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>What of the catalog is asked for; null leaves everything in.</summary>
public sealed record CatalogFilter(CatalogItemKind? Kind = null, string? Search = null, Id<AvailabilityZone>? Zone = null, Id<Pool>? Pool = null, GuestFamily? Family = null);

/// <summary>One item of the catalog.</summary>
/// <param name="Location">Zone and pool.</param>
/// <param name="Storage">The block storage of a disk image; a template's disks may lie on several.</param>
/// <param name="Disks">How many disks a template has; none makes it a configuration template.</param>
/// <param name="Size">The file of a disk image, or a template's disks together.</param>
public sealed record CatalogRow(
    Guid Id, CatalogItemKind Kind, string Name, string Description, string GuestSystem, string Location, string? Storage, int? Disks, int? Adapters, ByteSize Size,
    int? VirtualCpus, ByteSize? Memory);

/// <summary>How many of each kind search and place leave, whichever kind is shown.</summary>
public sealed record CatalogCounts(int DiskImages, int ConfigurationTemplates, int PreinstalledTemplates)
{
    public int All => DiskImages + ConfigurationTemplates + PreinstalledTemplates;

    public int Of(CatalogItemKind kind) => kind switch
    {
        CatalogItemKind.DiskImage => DiskImages,
        CatalogItemKind.ConfigurationTemplate => ConfigurationTemplates,
        CatalogItemKind.PreinstalledTemplate => PreinstalledTemplates,
    };
}

/// <summary>Some rows of the catalog with the counts of its kinds.</summary>
public sealed record CatalogPageRows(TablePage<CatalogRow> Page, CatalogCounts Counts);

/// <summary>The places a catalog can be filtered by.</summary>
public sealed record CatalogPlaces(IReadOnlyList<CatalogPlaces.Pool> Pools)
{
    public sealed record Pool(Id<Domain.Compute.Pool> Id, string Name, Id<AvailabilityZone> ZoneId, string Zone);
}
