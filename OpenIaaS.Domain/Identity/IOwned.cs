using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>Something that belongs to exactly one tenant and is not found by any other (Concepts, A dedicated and automated infrastructure).</summary>
public interface IOwned
{
    /// <summary>The tenant it belongs to.</summary>
    Id<Tenant> TenantId { get; }
}
