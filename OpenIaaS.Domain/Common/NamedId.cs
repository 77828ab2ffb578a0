using System.Security.Cryptography;
using System.Text;

namespace OpenIaaS.Domain.Common;

/// <summary>Identities made from names: the same name has the same one in every installation, so that nothing has to remember it.</summary>
public static class NamedId
{
    /// <summary>The identity of a name: a UUID of version 8 from a hash of it (RFC 9562, section 5.8).</summary>
    /// <typeparam name="T">What is identified.</typeparam>
    /// <param name="name">A name that nothing else of the kind has.</param>
    public static Id<T> Of<T>(string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Id<T>(new Guid(bytes, bigEndian: true));
    }
}
