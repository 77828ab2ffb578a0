using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>
/// Templates and disk images as one sorted list. Each source is sorted and cut by the database; the two sorted beginnings are merged here, so that
/// a page costs no more than the keys before it.
/// </summary>
sealed class CatalogList(ConsoleDbContext database, Caller caller, CatalogFilter filter)
{
    public const string ByLocation = "location";

    static readonly List<TemplateDisk> NoDisks = [];

    public async Task<CatalogPageRows> ReadAsync(TableQuery query, CancellationToken stop)
    {
        var counts = new CatalogCounts(
            await Images().CountAsync(stop),
            await Templates().CountAsync(row => row.Item.Disks == NoDisks, stop),
            await Templates().CountAsync(row => row.Item.Disks != NoDisks, stop));
        var rows = await RowsAsync([.. (await KeysAsync(query, stop)).Skip(query.Offset)], stop);
        return new CatalogPageRows(new TablePage<CatalogRow>(rows, filter.Kind is { } kind ? counts.Of(kind) : counts.All), counts);
    }

    async Task<List<Key>> KeysAsync(TableQuery query, CancellationToken stop)
    {
        var upTo = query.Offset + Math.Min(query.Count, TableQuery.Most);
        List<Key> images = [], templates = [];
        if (filter.Kind is null or CatalogItemKind.DiskImage)
        {
            var found = await Sorted(Images(), query).Take(upTo).Select(row => new { row.Item.Id, row.Name, row.Place }).ToListAsync(stop);
            images = found.ConvertAll(row => new Key(row.Id.Value, true, row.Name, row.Place));
        }

        if (filter.Kind != CatalogItemKind.DiskImage)
        {
            var ofKind = filter.Kind switch
            {
                CatalogItemKind.ConfigurationTemplate => Templates().Where(row => row.Item.Disks == NoDisks),
                CatalogItemKind.PreinstalledTemplate => Templates().Where(row => row.Item.Disks != NoDisks),
                _ => Templates(),
            };
            var found = await Sorted(ofKind, query).Take(upTo).Select(row => new { row.Item.Id, row.Name, row.Place }).ToListAsync(stop);
            templates = found.ConvertAll(row => new Key(row.Id.Value, false, row.Name, row.Place));
        }

        return Merge(images, templates, query, upTo);
    }

    async Task<List<CatalogRow>> RowsAsync(List<Key> keys, CancellationToken stop)
    {
        var imageIds = keys.Where(key => key.IsImage).Select(key => new Id<DiskImage>(key.Id)).ToList();
        var templateIds = keys.Where(key => !key.IsImage).Select(key => new Id<Template>(key.Id)).ToList();
        var images = imageIds.Count == 0 ? [] : await (
            from image in database.VisibleTo<DiskImage>(caller).AsNoTracking()
            join storage in database.StorageRepositories on image.StorageRepositoryId equals storage.Id
            where imageIds.Contains(image.Id)
            select new { image, Storage = storage.Name }).ToDictionaryAsync(row => row.image.Id.Value, stop);
        var templates = templateIds.Count == 0 ? [] : await database.VisibleTo<Template>(caller).AsNoTracking().Where(template => templateIds.Contains(template.Id))
            .ToDictionaryAsync(template => template.Id.Value, stop);
        List<CatalogRow> rows = new(keys.Count);
        foreach (var key in keys)
        {
            // What went between the two reads is left out; the next reading counts without it.
            if (images.TryGetValue(key.Id, out var image))
                rows.Add(new CatalogRow(key.Id, CatalogItemKind.DiskImage, key.Name, image.image.Description, image.image.GuestSystem, key.Place, image.Storage, null, null, image.image.Size, null, null));
            else if (templates.TryGetValue(key.Id, out var template))
                rows.Add(RowOf(template, key.Place));
        }

        return rows;
    }

    static CatalogRow RowOf(Template template, string place) => new(
        template.Id.Value, template.Kind, template.Name, template.Description, template.GuestSystem, place, null, template.Disks.Count, template.Adapters.Count,
        new ByteSize(template.Disks.Sum(disk => disk.Capacity.Bytes)), template.VirtualCpus, template.Memory);

    static List<Key> Merge(List<Key> left, List<Key> right, TableQuery query, int upTo)
    {
        List<Key> merged = new(Math.Min(upTo, left.Count + right.Count));
        var (i, j) = (0, 0);
        while (merged.Count < upTo && (i < left.Count || j < right.Count))
        {
            var takeLeft = j >= right.Count || (i < left.Count && Compare(left[i], right[j]) <= 0);
            merged.Add(takeLeft ? left[i++] : right[j++]);
        }

        return merged;

        int Compare(Key one, Key other)
        {
            var order = query.Sort == ByLocation ? string.CompareOrdinal(one.Place, other.Place) : 0;
            if (order == 0) order = string.CompareOrdinal(one.Name, other.Name);
            return query.Descending ? -order : order;
        }
    }

    static IQueryable<Located<T>> Sorted<T>(IQueryable<Located<T>> rows, TableQuery query) => (query.Sort == ByLocation, query.Descending) switch
    {
        (true, false) => rows.OrderBy(row => row.Place).ThenBy(row => row.Name),
        (true, true) => rows.OrderByDescending(row => row.Place).ThenByDescending(row => row.Name),
        (false, false) => rows.OrderBy(row => row.Name).ThenBy(row => row.Place),
        (false, true) => rows.OrderByDescending(row => row.Name).ThenByDescending(row => row.Place),
    };

#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL, whose own upper() compares
    IQueryable<Located<Template>> Templates()
    {
        var found = database.VisibleTo<Template>(caller);
        if (filter.Search is { Length: > 0 } typed)
        {
            var search = typed.ToUpperInvariant();
            found = found.Where(template => template.Name.ToUpper().Contains(search) || template.Description.ToUpper().Contains(search) || template.GuestSystem.ToUpper().Contains(search));
        }

        found = filter.Family switch
        {
            GuestFamily.Windows => found.Where(template => template.GuestSystem.ToUpper().Contains("WINDOWS")),
            GuestFamily.None => found.Where(template => template.GuestSystem == PublicItem.NoSystem),
            GuestFamily.Unknown => found.Where(template => template.GuestSystem == ""),
            GuestFamily.Unix => found.Where(template => template.GuestSystem != "" && template.GuestSystem != PublicItem.NoSystem && !template.GuestSystem.ToUpper().Contains("WINDOWS")),
            null => found,
        };
        return from template in found
               join pool in Pools() on template.PoolId equals pool.Id
               join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
               select new Located<Template> { Item = template, Name = template.Name, Place = zone.Name + " / " + pool.Name };
    }

    IQueryable<Located<DiskImage>> Images()
    {
        var found = database.VisibleTo<DiskImage>(caller);
        if (filter.Search is { Length: > 0 } typed)
        {
            var search = typed.ToUpperInvariant();
            found = found.Where(image => image.Name.ToUpper().Contains(search) || image.Description.ToUpper().Contains(search) || image.GuestSystem.ToUpper().Contains(search));
        }

        found = filter.Family switch
        {
            GuestFamily.Windows => found.Where(image => image.GuestSystem.ToUpper().Contains("WINDOWS")),
            GuestFamily.None => found.Where(image => image.GuestSystem == PublicItem.NoSystem),
            GuestFamily.Unknown => found.Where(image => image.GuestSystem == ""),
            GuestFamily.Unix => found.Where(image => image.GuestSystem != "" && image.GuestSystem != PublicItem.NoSystem && !image.GuestSystem.ToUpper().Contains("WINDOWS")),
            null => found,
        };
        return from image in found
               join storage in database.VisibleTo<StorageRepository>(caller) on image.StorageRepositoryId equals storage.Id
               join pool in Pools() on storage.PoolId equals pool.Id
               join zone in database.AvailabilityZones on pool.ZoneId equals zone.Id
               select new Located<DiskImage> { Item = image, Name = image.Name, Place = zone.Name + " / " + pool.Name };
    }

#pragma warning restore CA1304, CA1311, CA1862
    IQueryable<Pool> Pools()
    {
        var pools = database.VisibleTo<Pool>(caller);
        if (filter.Zone is { } zone) pools = pools.Where(pool => pool.ZoneId == zone);
        if (filter.Pool is { } only) pools = pools.Where(pool => pool.Id == only);
        return pools;
    }

    sealed record Key(Guid Id, bool IsImage, string Name, string Place);

    sealed class Located<T>
    {
        public required T Item { get; init; }

        public required string Name { get; init; }

        public required string Place { get; init; }
    }
}
