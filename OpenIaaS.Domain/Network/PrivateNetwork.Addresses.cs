using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <content>Which addresses it gives: each once, and one to a MAC address, as a DHCP server keeps them (RFC 2131, manual allocation).</content>
public sealed partial class PrivateNetwork
{
    Ipv4Range Addresses => Ipv4Range.Parse(Range).Value;

    /// <summary>Whether an address is one that it can give.</summary>
    /// <param name="text">The address as it was typed.</param>
    /// <param name="field">The input it was typed into.</param>
    /// <returns>The address; <c>ip.format</c>, <c>ip.outside</c>, <c>ip.network</c>, <c>ip.broadcast</c> or <c>ip.gateway</c>.</returns>
    public Result<string> CheckAddress(string text, string field = "IpAddress")
    {
        var parsed = Ipv4.Parse(text.Trim(), field);
        if (!parsed.Ok) return Result<string>.Refused(parsed.Problems);
        var (address, range) = (Ipv4.Text(parsed.Value), Addresses);
        if (!range.Contains(parsed.Value)) return Problem.Invalid("ip.outside", $"The address {address} is not in the range {Range} of the private network {Name}.", field);
        if (parsed.Value == range.First) return Problem.Invalid("ip.network", $"The address {address} names the private network {Name} itself ({Range}); no machine can have it.", field);
        if (parsed.Value == range.Last) return Problem.Invalid("ip.broadcast", $"The address {address} is the broadcast address of the private network {Name} ({Range}); no machine can have it.", field);
        return address == Gateway ? Problem.Invalid("ip.gateway", $"The address {address} is the gateway of the private network {Name}; no machine can have it.", field) : address;
    }

    /// <summary>The lowest address that is free.</summary>
    /// <param name="kept">The addresses that are kept in it.</param>
    /// <returns><c>ip.full</c>.</returns>
    public Result<string> NextFree(IReadOnlySet<string> kept)
    {
        var range = Addresses;
        for (var address = range.First + 1; address < range.Last; address++)
            if (Ipv4.Text(address) is var text && text != Gateway && !kept.Contains(text)) return text;
        return Problem.Conflict("ip.full", $"The private network {Name} has no free address: all {range.Last - range.First - 2} of {Range} are kept. Delete a static address first.", "IpAddress");
    }

    /// <summary>Whether an address can be kept for a MAC address.</summary>
    /// <param name="address">The address, checked.</param>
    /// <param name="mac">The MAC address, lower case with colons.</param>
    /// <param name="holder">Who has the address; null when it is free.</param>
    /// <param name="machine">The name of the machine of that one, or empty.</param>
    /// <returns><c>ip.taken</c>.</returns>
    public Result CheckFree(string address, string mac, StaticAddress? holder, string machine) => holder is null || holder.MacAddress == mac
        ? Result.Success
        : Problem.Conflict("ip.taken", $"The address {address} of the private network {Name} is kept for {WordsOf(holder, machine)}; choose another one.", "IpAddress");

    /// <summary>Whether a MAC address can be given another address: it has one at most in a private network.</summary>
    /// <param name="address">The address it is to have, or null for any.</param>
    /// <param name="present">The one it has; null when it has none.</param>
    /// <returns><c>ip.mac-taken</c>.</returns>
    public Result CheckMac(string? address, StaticAddress? present) => present is null || present.Address == address
        ? Result.Success
        : Problem.Conflict("ip.mac-taken", $"The MAC address {present.MacAddress} has the address {present.Address} in the private network {Name} already; delete that one first.", "MacAddress");

    static string WordsOf(StaticAddress holder, string machine) => machine.Length > 0 ? $"{machine} ({holder.MacAddress})" : holder.MacAddress;
}
