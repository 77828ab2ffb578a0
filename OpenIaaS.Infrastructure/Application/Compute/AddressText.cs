namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Whether a text can be part of an address, so that adapters are looked at only then.</summary>
static class AddressText
{
    /// <summary>Part of an IPv4 address.</summary>
    public static bool IsAddress(string text) => text.All(sign => char.IsAsciiDigit(sign) || sign == '.');

    /// <summary>Part of a MAC address as it is kept, whichever way it was written; null when it cannot be one.</summary>
    public static string? Mac(string text)
    {
        var mac = text.ToLowerInvariant().Replace('-', ':');
        return mac.Contains(':', StringComparison.Ordinal) && mac.All(sign => char.IsAsciiHexDigit(sign) || sign == ':') ? mac : null;
    }
}
