using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>MAC addresses: six pairs of hexadecimal digits, kept in lower case with colons.</summary>
public static partial class MacAddress
{
    /// <summary>Reads an address with colons or dashes.</summary>
    /// <returns>The address in its kept form; <c>mac.format</c> when it is none, <c>mac.multicast</c> when it names a group instead of one adapter.</returns>
    public static Result<string> Parse(string text, string field = "MacAddress")
    {
        if (!Shape().IsMatch(text))
            return Problem.Invalid("mac.format", $"A MAC address is six pairs of hexadecimal digits such as 02:16:3e:00:00:01; “{text}” is not.", field);
        var kept = text.Replace('-', ':').ToLowerInvariant();
        var first = Convert.ToByte(kept[..2], 16);
        return (first & 1) == 0 ? kept : Problem.Invalid("mac.multicast", $"The MAC address {kept} names a group; the first pair must be even.", field);
    }

    /// <summary>A text as an address would be kept, unchecked: to look one up by.</summary>
    public static string KeyOf(string text) => text.Trim().Replace('-', ':').ToLowerInvariant();

    /// <summary>An address made from an identity: locally administered, so that it meets no vendor's.</summary>
    public static string From(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return $"02:{bytes[11]:x2}:{bytes[12]:x2}:{bytes[13]:x2}:{bytes[14]:x2}:{bytes[15]:x2}";
    }

    /// <summary>Whether an address can be given: well formed, and no adapter has it (Console specification 2.3, duplicate MAC addresses).</summary>
    /// <param name="text">The address asked for, with colons or dashes.</param>
    /// <param name="inUse">The addresses in use, in lower case with colons.</param>
    /// <param name="field">The input it was typed into.</param>
    /// <returns><c>mac.format</c>, <c>mac.multicast</c> or <c>mac.duplicate</c>.</returns>
    public static Result CheckFree(string text, IReadOnlyCollection<string> inUse, string field = "MacAddress")
    {
        var parsed = Parse(text, field);
        if (!parsed.Ok) return Result.From(parsed.Problems);
        return inUse.Contains(parsed.Value)
            ? Problem.Conflict("mac.duplicate", $"The MAC address {parsed.Value} is in use by another adapter; leave it empty for a new one.", field)
            : Result.Success;
    }

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}(\1[0-9A-Fa-f]{2}){4}\z")]
    private static partial Regex Shape();
}
