using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What was taken of block storage at the end of each step of a window, from the first sample on.</summary>
sealed class SpaceTaken
{
    readonly ILookup<Id<StorageRepository>, SpaceSample> samples;

    SpaceTaken(ILookup<Id<StorageRepository>, SpaceSample> samples, UseWindow known) => (this.samples, Known) = (samples, known);

    /// <summary>The steps at whose end at least one storage had a sample; the running one at the least.</summary>
    public UseWindow Known { get; }

    /// <summary>Reads the samples that hold in a window.</summary>
    public static async Task<SpaceTaken> OfAsync(ConsoleDbContext database, UseWindow window, Caller caller, CancellationToken stop)
    {
        // Of those before the window only the last one of each storage holds in it.
        var seen = await database.VisibleTo<SpaceSample>(caller).AsNoTracking()
            .Where(sample => sample.At > window.From || !database.SpaceSamples.Any(later => later.StorageRepositoryId == sample.StorageRepositoryId && later.At > sample.At && later.At <= window.From))
            .OrderBy(sample => sample.At).ToListAsync(stop);
        var unknown = seen.Count == 0 ? window.Count - 1 : Enumerable.Range(0, window.Count - 1).TakeWhile(step => window.At(step + 1) < seen[0].At).Count();
        return new SpaceTaken(seen.ToLookup(sample => sample.StorageRepositoryId), window.Last(window.Count - unknown));
    }

    /// <summary>What was taken of some storages together; one that was not there yet counts nothing.</summary>
    public ByteSize[] Sum(IEnumerable<StorageRepository> storages)
    {
        var sum = new long[Known.Count];
        foreach (var storage in storages)
        {
            var held = 0L;
            using var next = samples[storage.Id].GetEnumerator();
            var more = next.MoveNext();
            for (var step = 0; step < sum.Length - 1; step++)
            {
                for (; more && next.Current.At <= Known.At(step + 1); more = next.MoveNext()) held = next.Current.Used.Bytes;
                sum[step] += held;
            }

            sum[^1] += storage.Used.Bytes;
        }

        return [.. sum.Select(bytes => new ByteSize(bytes))];
    }
}
