using System.Globalization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The service profile of a blade, as UCS Manager has it: the identities the blade takes on in place of those burned into it, so that another blade in
/// its slot is the same host to network and storage. One vNIC and one vHBA go over each of the two fabrics.
/// </summary>
/// <param name="Host">The host it makes of the blade.</param>
/// <param name="Name">Its name; see <see cref="NameOf"/>.</param>
/// <param name="Uuid">What the blade's firmware reports to the hypervisor.</param>
/// <param name="MacA">The address of the vNIC over fabric A, in upper case with colons as UCS Manager writes it.</param>
/// <param name="MacB">That over fabric B.</param>
/// <param name="WwpnA">The port name of the vHBA over fabric A, which the array knows the host by: eight pairs in upper case with colons.</param>
/// <param name="WwpnB">That over fabric B.</param>
/// <param name="Obstacle">Why it is not associated with a blade that works; null while it is.</param>
public sealed record ServiceProfile(Id<Host> Host, string Name, Guid Uuid, string MacA, string MacB, string WwpnA, string WwpnB, Problem? Obstacle)
{
    /// <summary>The most characters a name has (UCS Manager: 2 to 32 letters and digits, hyphen, underscore, colon, full stop).</summary>
    public const int LongestName = 32;

    /// <summary>How many profiles have identities of their own: 20 bits tell them apart within the ranges of the addresses.</summary>
    public const int Most = 1 << 20;

    /// <summary>Whether a blade that works has these identities now.</summary>
    public bool IsAssociated => Obstacle is null;

    /// <summary>How bad it is that it is not associated: a blade that failed took everything down that ran on it.</summary>
    public FaultSeverity Severity => FaultRule.Of(IsAssociated ? HostStatus.Connected : HostStatus.Failed);

    /// <summary>
    /// The profile with the identities of one number. MAC addresses are from Cisco's range 00:25:B5, port names from 20:00:00:25:B5; the first pair
    /// after that ends with the letter of the fabric, so that an address tells where its traffic goes.
    /// </summary>
    /// <param name="host">The host.</param>
    /// <param name="hostName">Its name.</param>
    /// <param name="uuidPrefix">The first 64 bits of the UUID, which the profiles of a pool have in common.</param>
    /// <param name="number">What the pools of identities gave to this profile and to no other: 0 up to, but not including, <see cref="Most"/>.</param>
    /// <param name="obstacle">Why it is not associated, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number has more than 20 bits.</exception>
    public static ServiceProfile Of(Id<Host> host, string hostName, ulong uuidPrefix, int number, Problem? obstacle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Most);
        var uuid = Guid.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{uuidPrefix:x16}{number:x16}"), "N");
        return new ServiceProfile(host, NameOf(hostName), uuid, Mac('A'), Mac('B'), $"20:00:{Mac('A')}", $"20:00:{Mac('B')}", obstacle);

        string Mac(char fabric) => string.Create(CultureInfo.InvariantCulture, $"00:25:B5:{number >> 16:X1}{fabric}:{(number >> 8) & 0xFF:X2}:{number & 0xFF:X2}");
    }

    /// <summary>The name of the profile of a host: SP- and the host's name, with a hyphen for each character a profile's name cannot have, cut to <see cref="LongestName"/>.</summary>
    public static string NameOf(string host)
    {
        var name = string.Concat("SP-", string.Concat(host.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.' ? character : '-')));
        return name.Length > LongestName ? name[..LongestName] : name;
    }
}
