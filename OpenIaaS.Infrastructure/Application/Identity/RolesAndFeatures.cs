using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Application.Identity;

/// <summary>The roles and products the platform knows, for whoever may see what people are allowed. They are the same for every tenant.</summary>
public static class RolesAndFeatures
{
    public static Result<IReadOnlyList<Role>> Roles(Caller caller) => caller.May(Permission.IamRead) ? Role.All.ToList() : Problem.Forbidden(Permission.IamRead);

    public static Result<Role> OneRole(Id<Role> id, Caller caller)
    {
        if (!caller.May(Permission.IamRead)) return Problem.Forbidden(Permission.IamRead);
        return Role.Find(id) is { } role ? role : Problem.NotFound("role", id);
    }

    public static Result<IReadOnlyList<Feature>> Features(Caller caller) => caller.May(Permission.IamRead) ? Feature.All.ToList() : Problem.Forbidden(Permission.IamRead);
}
