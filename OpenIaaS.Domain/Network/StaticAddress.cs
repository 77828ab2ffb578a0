using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>An address of a private network that is kept for a MAC address: whatever has that gets this one, and nothing else does (API contract 6, <c>StaticIP</c>).</summary>
public sealed class StaticAddress : IOwned, IVersioned
{
    /// <summary>The longest description, in characters (our own bound).</summary>
    public const int LongestDescription = 200;

    StaticAddress() => (Address, MacAddress, Description) = ("", "", "");

    /// <summary>Keeps an address that was asked for by itself, after <see cref="PrivateNetwork.CheckAddress"/> and <see cref="PrivateNetwork.CheckFree"/>.</summary>
    public StaticAddress(Id<StaticAddress> id, PrivateNetwork network, string address, string macAddress, string description) =>
        (Id, TenantId, PrivateNetworkId, Address, MacAddress, Description) = (id, network.TenantId, network.Id, address, macAddress, description);

    /// <summary>Its identity.</summary>
    public Id<StaticAddress> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The private network it is of.</summary>
    public Id<PrivateNetwork> PrivateNetworkId { get; private set; }

    /// <summary>The address.</summary>
    public string Address { get; private set; }

    /// <summary>The MAC address it is kept for, lower case with colons; none need have it yet.</summary>
    public string MacAddress { get; private set; }

    /// <summary>What it is for, or empty.</summary>
    public string Description { get; private set; }

    /// <summary>The adapter it came with and goes with; null for one that was asked for by itself.</summary>
    public Id<NetworkAdapter>? AdapterId { get; private set; }

    /// <summary>Whether the change of an adapter that brings it is under way: until then it is only held.</summary>
    public bool IsComing { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether something may be written about it.</summary>
    /// <returns><c>ip.description-empty</c>, <c>ip.description-too-long</c> or <c>ip.description-control</c>.</returns>
    public static Result CheckDescription(string text, string field = "Description")
    {
        if (string.IsNullOrWhiteSpace(text)) return Problem.Invalid("ip.description-empty", $"Say what the static address is for: the description has at least one character.", field);
        if (text.Length > LongestDescription) return Problem.Invalid("ip.description-too-long", $"The description of a static address has at most {LongestDescription} characters; this one has {text.Length}.", field);
        return text.Any(char.IsControl) ? Problem.Invalid("ip.description-control", $"The description of a static address is one line of text, without tabs or line breaks.", field) : Result.Success;
    }

    /// <summary>Whether it can be kept for another MAC address.</summary>
    /// <returns><c>ip.of-adapter</c>.</returns>
    public Result CanChangeMac(string macAddress) => AdapterId is null || macAddress == MacAddress
        ? Result.Success
        : Problem.Conflict("ip.of-adapter", $"The address {Address} came with the network adapter {MacAddress} and stays with it; change the MAC address of the adapter instead.", "MacAddress");

    /// <summary>It goes with an adapter, and is held until the change of that has ended.</summary>
    public StaticAddress ComingWith(Id<NetworkAdapter> adapter)
    {
        (AdapterId, IsComing) = (adapter, true);
        return this;
    }

    /// <summary>The adapter has it from now on.</summary>
    public void Arrive() => IsComing = false;

    /// <summary>Keeps it for another MAC address, after the check.</summary>
    public void KeepFor(string macAddress) => MacAddress = macAddress;

    /// <summary>Says what it is for, after the check.</summary>
    public void Describe(string text) => Description = text;
}
