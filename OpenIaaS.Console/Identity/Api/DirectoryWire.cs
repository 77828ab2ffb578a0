using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity;

namespace OpenIaaS.Console.Identity.Api;

/// <summary>A person of the tenant.</summary>
/// <param name="InternalId">The same as the id here; a federation would have its own.</param>
/// <param name="Type">Where the account is kept: <c>local</c>.</param>
/// <param name="Source">The directories it comes from; none for a local account.</param>
/// <param name="SourceId">Its id there; empty for a local account.</param>
sealed record UserWire(string Id, string InternalId, string Name, string Type, string[] Source, string SourceId, bool EmailVerified, string Email)
{
    public static UserWire Of(DirectoryQueries.Person person) =>
        new($"{person.Id}", $"{person.Id}", person.Name, "local", [], "", person.IsEmailVerified, person.Email);
}

/// <summary>A tenant the caller may work in.</summary>
/// <param name="Snc">Whether it was delivered on the qualified platform.</param>
sealed record TenantWire(string Id, string Name, bool Snc, string CompanyId)
{
    public static TenantWire Of(Tenant tenant) => new($"{tenant.Id}", tenant.Name, tenant.IsSecNumCloud, $"{tenant.OrganizationId}");
}

/// <summary>The company that holds the tenant.</summary>
sealed record CompanyWire(string Id, string Name)
{
    public static CompanyWire Of(Organization company) => new($"{company.Id}", company.Name);
}

/// <summary>A permission that people and tokens may be given.</summary>
/// <param name="Name">The permission: <c>compute_iaas_opensource_read</c>.</param>
sealed record RoleWire(string Id, string Name)
{
    public static RoleWire Of(Role role) => new($"{role.Id}", role.Name);
}

/// <summary>That somebody holds a role in a tenant.</summary>
sealed record TenantAssignmentWire(string UserId, string TenantId, string RoleId)
{
    public static TenantAssignmentWire Of(DirectoryQueries.Assignment held) => new($"{held.UserId}", $"{held.TenantId}", $"{held.RoleId}");
}

/// <summary>A product.</summary>
/// <param name="SubFeatures">The products it consists of.</param>
sealed record FeatureWire(string Id, string Name, FeatureWire[] SubFeatures)
{
    public static FeatureWire Of(Feature feature) => new($"{feature.Id}", feature.Name, [.. feature.Parts.Select(Of)]);
}

/// <summary>That a tenant has a product.</summary>
sealed record FeatureAssignmentWire(string FeatureId, string TenantId)
{
    /// <summary>That a tenant has each of these products and its parts.</summary>
    public static FeatureAssignmentWire[] All(IEnumerable<Feature> features, string tenant) =>
        [.. features.SelectMany(feature => feature.Parts.Prepend(feature)).Select(feature => new FeatureAssignmentWire($"{feature.Id}", tenant))];
}
