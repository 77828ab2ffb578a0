using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Network;

/// <summary>
/// A network of the private backbone: a VLAN of the organization or a trunk, wherever it is propagated to. On each pool it is a
/// <see cref="VirtualNetwork"/>, which adapters are on (Concepts, Networks; Console specification 2.25).
/// </summary>
public sealed partial class BackboneNetwork : IOwned, IVersioned
{
    BackboneNetwork() => (Name, NameKey, PublicRange) = ("", "", "");

    /// <summary>Makes a network. <see cref="NetworkOrder"/> says whether it may be.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="name">Its name, checked.</param>
    /// <param name="vlanId">Its VLAN ID; null for a trunk.</param>
    /// <param name="now">When it was ordered, UTC.</param>
    public BackboneNetwork(Id<BackboneNetwork> id, Tenant owner, string name, int? vlanId, DateTimeOffset now)
        : this()
    {
        (Id, TenantId, OrganizationId, Name, VlanId, OrderedAt) = (id, owner.Id, owner.OrganizationId, name, vlanId, now);
        NameKey = KeyOf(name);
        Kind = vlanId is null ? NetworkKind.VlanTrunk : NetworkKind.Vlan;
    }

    /// <summary>Its identity.</summary>
    public Id<BackboneNetwork> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The organization of its tenant, within which its VLAN ID is given once.</summary>
    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>Its name, unique in its tenant without regard to case.</summary>
    public string Name { get; private set; }

    /// <summary>The name in upper case, for comparing.</summary>
    public string NameKey { get; private set; }

    /// <summary>VLAN or trunk.</summary>
    public NetworkKind Kind { get; private set; }

    /// <summary>Its VLAN ID, 1 to 4094, given by the platform; null for a trunk, which carries those of its pool.</summary>
    public int? VlanId { get; private set; }

    /// <summary>The public addresses behind it as a CIDR, where it is an internet access; empty for a private network (Concepts, Networks).</summary>
    public string PublicRange { get; private set; }

    /// <summary>Whether it is switched off: no adapter can be put on it, and trunks do not carry it.</summary>
    public bool IsDeactivated { get; private set; }

    /// <summary>When it was ordered, UTC.</summary>
    public DateTimeOffset OrderedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>A name as it is compared: upper case, invariant.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();

    /// <summary>Makes it an internet access with these public addresses.</summary>
    public void GiveAccess(string publicRange) => PublicRange = publicRange;
}
