using System.Collections.Frozen;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>A permission as the API hands it out: with an identity, and its own string as its name (api-contract, sections 2 and 5.5).</summary>
/// <param name="Id">The same in every installation.</param>
/// <param name="Name">The permission: <c>compute_iaas_opensource_read</c>.</param>
public sealed record Role(Id<Role> Id, string Name)
{
    static readonly FrozenDictionary<string, Role> Known = Permission.All.Select(permission => new Role(IdOf(permission), permission)).ToFrozenDictionary(role => role.Name);

    /// <summary>One for each permission, in their order.</summary>
    public static IReadOnlyList<Role> All { get; } = [.. Permission.All.Select(permission => Known[permission])];

    /// <summary>The identity of a permission.</summary>
    public static Id<Role> IdOf(string permission) => NamedId.Of<Role>($"role/{permission}");

    /// <summary>The role with this identity, or null.</summary>
    public static Role? Find(Id<Role> id) => All.FirstOrDefault(role => role.Id == id);
}
