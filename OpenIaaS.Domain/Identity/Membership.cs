using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>What one person may do in one tenant. Permissions are unit, cumulative and per tenant (Console specification 2.24).</summary>
public sealed class Membership
{
    Membership() => Permissions = [];

    /// <summary>Grants <paramref name="permissions"/> in a tenant.</summary>
    public Membership(Guid userId, Id<Tenant> tenantId, IReadOnlyList<string> permissions) =>
        (UserId, TenantId, Permissions) = (userId, tenantId, [.. permissions]);

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The tenant.</summary>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The names of the permissions held.</summary>
    public List<string> Permissions { get; private set; }

    /// <summary>Takes in permissions that a new version knows, where everything known before was held: whoever may do all keeps doing so.</summary>
    /// <param name="added">What the version adds.</param>
    /// <returns>Whether anything was taken in.</returns>
    public bool TakeIn(IReadOnlyCollection<string> added)
    {
        if (!Permission.All.Except(added).All(Permissions.Contains) || added.All(Permissions.Contains)) return false;
        Permissions = [.. Permissions.Union(added)];
        return true;
    }
}
