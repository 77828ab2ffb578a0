using System.Buffers.Binary;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>Identities that count up: the same run gives the same ones, and they sort in the order in which they were given.</summary>
sealed class CountedIds(TimeProvider clock) : IdSource(clock)
{
    long count;

    public override Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref count));
        return new Guid(bytes, bigEndian: true);
    }
}
