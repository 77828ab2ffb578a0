using Microsoft.AspNetCore.Identity;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>A person who signs in. What they may do is in their memberships, one for each tenant.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>Found again whatever the case it is typed in.</summary>
    public override string? Email
    {
        get => base.Email;
        set => (base.Email, NormalizedEmail) = (value, value?.ToUpperInvariant());
    }

    public string DisplayName { get; set; } = "";

    public Id<Organization> OrganizationId { get; set; }

    /// <summary>The tenant they worked in last.</summary>
    public Id<Tenant>? LastTenantId { get; set; }

    /// <summary>A disabled person is signed out everywhere within a minute.</summary>
    public bool IsDisabled { get; set; }
}
