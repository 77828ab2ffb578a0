using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Storage;

/// <summary>What was taken of a block storage at a moment. It holds until the next sample: where nothing changes none is kept.</summary>
public sealed class SpaceSample : IOwned
{
    /// <summary>How often space is looked at. A disk of 2 TiB is a matter of hours, and charts of a day have steps of twenty minutes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>How long samples are kept: the longest period that metrics show, and a day.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    SpaceSample()
    {
    }

    /// <summary>Notes what is taken of a block storage.</summary>
    /// <param name="storage">The block storage as it is.</param>
    /// <param name="at">The moment, UTC.</param>
    public SpaceSample(StorageRepository storage, DateTimeOffset at) =>
        (StorageRepositoryId, TenantId, At, Used, Capacity) = (storage.Id, storage.TenantId, at, storage.Used, storage.Capacity);

    /// <summary>The block storage.</summary>
    public Id<StorageRepository> StorageRepositoryId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>When it was looked at, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What was taken.</summary>
    public ByteSize Used { get; private set; }

    /// <summary>What there was to take.</summary>
    public ByteSize Capacity { get; private set; }

    /// <summary>Whether a block storage is no longer what this sample says.</summary>
    public bool IsOutdatedBy(StorageRepository storage) => Used != storage.Used || Capacity != storage.Capacity;
}
