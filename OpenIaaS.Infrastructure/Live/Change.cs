using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>Something of a kind changed in a tenant. It says that, not what: who watches asks again.</summary>
/// <param name="Kind">The entity's type.</param>
/// <param name="Tenant">The tenant it belongs to, or null for what all share.</param>
public readonly record struct Change(Type Kind, Id<Tenant>? Tenant);
