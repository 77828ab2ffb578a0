using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>IPv4 addresses as text of four numbers and as one number, by which they are compared and counted.</summary>
public static class Ipv4
{
    /// <summary>Reads an address of four numbers with dots.</summary>
    /// <returns>The address as a number; <c>ip.format</c> when it is none, also for short forms such as 10.1 and for leading zeros, which some systems read as octal.</returns>
    public static Result<uint> Parse(string text, string field = "IpAddress") =>
        IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() == text
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(parsed.GetAddressBytes())
            : Problem.Invalid("ip.format", $"An IPv4 address is four numbers from 0 to 255 such as 10.60.0.20; “{text}” is not.", field);

    /// <summary>The address as text.</summary>
    public static string Text(uint address) => string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
}
