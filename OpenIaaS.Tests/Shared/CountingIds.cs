using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Shared;

/// <summary>Identities that count up, so that every run gives the same ones.</summary>
sealed class CountingIds(TimeProvider clock) : IdSource(clock)
{
    long count;

    public override Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref count));
        return new Guid(bytes, bigEndian: true);
    }
}
