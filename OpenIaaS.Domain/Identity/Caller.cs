using System.Collections.Frozen;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>
/// Who asks, in which tenant, with which permissions: an immutable value made for one call.
/// Every use case and every query takes one; nothing is found or done outside its tenant.
/// </summary>
/// <param name="TenantId">The tenant it works in.</param>
/// <param name="UserId">The person, or null for an engine.</param>
/// <param name="Name">The name shown in activities.</param>
/// <param name="Permissions">What it may do in the tenant.</param>
public sealed record Caller(Id<Tenant> TenantId, Guid? UserId, string Name, FrozenSet<string> Permissions)
{
    /// <summary>Whether this is one of the product's engines and not a person.</summary>
    public bool IsSystem => UserId is null;

    /// <summary>An engine acting in a tenant: it holds every permission, and its name is visible in each activity.</summary>
    /// <param name="engine">The engine's name in plain words: <c>High availability</c>.</param>
    /// <param name="tenant">The tenant whose objects it works on.</param>
    public static Caller System(string engine, Id<Tenant> tenant) => new(tenant, null, engine, Permission.All.ToFrozenSet());

    /// <summary>Whether the caller holds <paramref name="permission"/> in its tenant.</summary>
    public bool May(string permission) => Permissions.Contains(permission);
}
