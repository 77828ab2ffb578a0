using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Secrets that people and scripts carry: 256 random bits, shown once. We keep the hash; a guess is hopeless, so a plain hash is enough.</summary>
public static class Secret
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that does not tell how much of it was right.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
