using OpenIaaS.Domain.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The public catalog in the rows of the other one. It is short and the same for everybody, so that it is searched here.</summary>
static class PublicRows
{
    public static CatalogPageRows Find(CatalogFilter filter, TableQuery query)
    {
        var matching = PublicItem.All.Where(item => Matches(item, filter)).ToList();
        var shown = matching.Where(item => filter.Kind is null || item.Kind == filter.Kind);
        var sorted = query.Descending ? shown.OrderByDescending(item => item.Name, StringComparer.Ordinal) : shown.OrderBy(item => item.Name, StringComparer.Ordinal);
        List<CatalogRow> rows = [.. sorted.Select(RowOf)];
        return new CatalogPageRows(new TablePage<CatalogRow>([.. rows.Skip(query.Offset).Take(query.Count)], rows.Count), new CatalogCounts(
            Count(CatalogItemKind.DiskImage), Count(CatalogItemKind.ConfigurationTemplate), Count(CatalogItemKind.PreinstalledTemplate)));

        int Count(CatalogItemKind kind) => matching.Count(item => item.Kind == kind);
    }

    static bool Matches(PublicItem item, CatalogFilter filter) =>
        (filter.Search is not { Length: > 0 } search || item.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || item.Description.Contains(search, StringComparison.OrdinalIgnoreCase)
            || item.GuestSystem.Contains(search, StringComparison.OrdinalIgnoreCase))
        && (filter.Family is not { } family || PublicItem.FamilyOf(item.GuestSystem) == family);

    static CatalogRow RowOf(PublicItem item) => new(
        item.Id, item.Kind, item.Name, item.Description, item.GuestSystem, "", null, item.Kind == CatalogItemKind.DiskImage ? null : item.Disks.Count, item.Kind == CatalogItemKind.DiskImage ? null : 0,
        item.Takes, item.VirtualCpus, item.Memory);
}
