using System.Globalization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>A range of IPv4 addresses in CIDR notation, such as 10.60.0.0/24 (RFC 4632).</summary>
public readonly record struct Ipv4Range
{
    /// <summary>The fewest bits in common: 65,536 addresses, so that the next free one is found at once (our own bound).</summary>
    public const int Widest = 16;

    /// <summary>The most bits in common: 8 addresses, of which 5 can be given (our own bound).</summary>
    public const int Narrowest = 29;

    Ipv4Range(uint first, int prefix) => (First, Prefix) = (first, prefix);

    /// <summary>The first address, which names the network itself and is never given (RFC 1122, 3.2.1.3).</summary>
    public uint First { get; }

    /// <summary>How many bits all its addresses have in common.</summary>
    public int Prefix { get; }

    /// <summary>The last address, at which all are meant, and which is never given (RFC 1122, 3.2.1.3).</summary>
    public uint Last => First | (uint.MaxValue >> Prefix);

    /// <summary>Reads a range.</summary>
    /// <returns><c>range.format</c> when it is none, has bits set behind its prefix, or is larger or smaller than a private network may be.</returns>
    public static Result<Ipv4Range> Parse(string text, string field = "Range")
    {
        var wrong = Problem.Invalid("range.format", $"A private network has a range such as 10.60.0.0/24, from /{Widest} to /{Narrowest}; “{text}” is none.", field);
        if (text.Split('/') is not [var address, var length]) return wrong;
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix is < Widest or > Narrowest) return wrong;
        var first = Ipv4.Parse(address, field);
        return first.Ok && (first.Value & (uint.MaxValue >> prefix)) == 0 ? new Ipv4Range(first.Value, prefix) : wrong;
    }

    /// <summary>Whether an address is one of it.</summary>
    public bool Contains(uint address) => address >= First && address <= Last;

    /// <summary>As it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ipv4.Text(First)}/{Prefix}");
}
