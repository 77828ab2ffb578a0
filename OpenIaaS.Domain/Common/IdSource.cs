using System.Buffers.Binary;

namespace OpenIaaS.Domain.Common;

/// <summary>
/// The one place new identities come from: UUIDs of version 7, so that they sort by the moment they were given.
/// Tests and replayed runs put a counting source in its place.
/// </summary>
/// <param name="clock">The clock whose time stands in the identity.</param>
public class IdSource(TimeProvider clock)
{
    /// <summary>A new identity, never given before.</summary>
#pragma warning disable RS0030 // the one place that may ask for a UUID
    public virtual Guid Next() => Guid.CreateVersion7(clock.GetUtcNow());
#pragma warning restore RS0030

    /// <summary>A new identity for a <typeparamref name="T"/>.</summary>
    public Id<T> Next<T>() => new(Next());

    /// <summary>The moment an identity was given, UTC, as it stands in it to the millisecond (RFC 9562, version 7); null when it is of another version.</summary>
    public static DateTimeOffset? MomentOf(Guid id)
    {
        if (id.Version != 7) return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
