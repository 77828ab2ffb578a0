using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity.Api;

/// <summary>People, tenants, company, roles and products.</summary>
static class DirectoryEndpoints
{
    public static void MapDirectory(this IEndpointRouteBuilder app)
    {
        var iam = new ApiGroup(app, "/iam/v2", "Identity");
        iam.List<TenantAssignmentWire>("/assignments/tenant", Permission.IamRead, "Who holds which role in the tenant.", AssignmentsAsync);
        iam.Read<CompanyWire>("/companies/{id}", Permission.IamRead, "The company that holds the tenant.", CompanyAsync);
        iam.List<FeatureWire>("/features", Permission.IamRead, "The products of the platform.", Features);
        iam.List<FeatureAssignmentWire>("/features/assignments", Permission.IamRead, "Which products the tenant has.", FeatureAssignments);
        iam.List<RoleWire>("/roles", Permission.IamRead, "Every role there is; a role is one permission.", Roles);
        iam.Read<RoleWire>("/roles/{id}", Permission.IamRead, "One role.", OneRole);
        iam.List<TenantWire>("/tenants", Permission.IamRead, "The tenants the caller may work in.", TenantsAsync);
        iam.List<UserWire>("/users", Permission.IamRead, "The people of the tenant.", UsersAsync);
        iam.Read<UserWire>("/users/{id}", Permission.IamRead, "One person of the tenant.", UserAsync);
    }

    static async Task<IResult> AssignmentsAsync(string? userId, string? tenantId, string? roleId, ApiCaller who, DirectoryQueries directory, CancellationToken stop)
    {
        var found = await directory.AssignmentsAsync(who.Caller, stop);
        return found.Ok
            ? TypedResults.Ok(found.Value.Select(TenantAssignmentWire.Of).Where(held => Is(userId, held.UserId) && Is(tenantId, held.TenantId) && Is(roleId, held.RoleId)).ToArray())
            : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> CompanyAsync(string id, ApiCaller who, DirectoryQueries directory, CancellationToken stop) =>
        Id<Organization>.TryParse(id, null, out var known)
            ? Answer.One(await directory.CompanyAsync(known, who.Caller, stop), CompanyWire.Of)
            : Answer.NotFound("organization", id);

    static IResult Features(ApiCaller who) => Answer.List(RolesAndFeatures.Features(who.Caller), FeatureWire.Of);

    static IResult FeatureAssignments(string? tenantId, ApiCaller who)
    {
        var tenant = $"{who.Caller.TenantId}";
        var found = RolesAndFeatures.Features(who.Caller);
        if (!found.Ok) return ProblemResponse.From(found.Problems);
        return TypedResults.Ok(Is(tenantId, tenant) ? FeatureAssignmentWire.All(found.Value, tenant) : []);
    }

    static IResult Roles(ApiCaller who) => Answer.List(RolesAndFeatures.Roles(who.Caller), RoleWire.Of);

    static IResult OneRole(string id, ApiCaller who) =>
        Id<Role>.TryParse(id, null, out var known) ? Answer.One(RolesAndFeatures.OneRole(known, who.Caller), RoleWire.Of) : Answer.NotFound("role", id);

    static async Task<IResult> TenantsAsync(ApiCaller who, DirectoryQueries directory, CancellationToken stop) =>
        Answer.List(await directory.TenantsAsync(who.Caller, stop), TenantWire.Of);

    static async Task<IResult> UsersAsync(string? companyId, ApiCaller who, DirectoryQueries directory, CancellationToken stop)
    {
        var found = await directory.PeopleAsync(who.Caller, stop);
        return found.Ok
            ? TypedResults.Ok(found.Value.Where(person => Is(companyId, $"{person.CompanyId}")).Select(UserWire.Of).ToArray())
            : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> UserAsync(string id, ApiCaller who, DirectoryQueries directory, CancellationToken stop) =>
        Id<User>.TryParse(id, null, out var known)
            ? Answer.One(await directory.PersonAsync(known, who.Caller, stop), UserWire.Of)
            : Answer.NotFound("person", id);

    /// <summary>Whether a filter lets an id pass; the provider sends empty ones too.</summary>
    static bool Is(string? filter, string id) => string.IsNullOrEmpty(filter) || string.Equals(filter, id, StringComparison.OrdinalIgnoreCase);
}
