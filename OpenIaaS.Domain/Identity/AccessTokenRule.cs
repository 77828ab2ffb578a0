using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>What an access token may be: named, and never more than whoever makes it (Console specification 2.24, PAT).</summary>
public static class AccessTokenRule
{
    /// <summary>The longest name, in characters; our own bound.</summary>
    public const int LongestName = 64;

    /// <summary>The most tokens a person holds in a tenant; our own bound.</summary>
    public const int Most = 50;

    /// <summary>Whether a token may be made.</summary>
    /// <param name="name">What its owner calls it, without blanks around it.</param>
    /// <param name="permissions">What it is to be allowed.</param>
    /// <param name="owner">Who makes it, with what they may do in the tenant.</param>
    /// <param name="held">How many they hold in the tenant.</param>
    /// <returns>
    /// <c>token.name</c>, <c>token.no-permission</c>, <c>token.unknown-permission</c>, <c>token.more-than-owner</c>, <c>token.too-many</c>: every reason at once.
    /// </returns>
    public static Result Check(string name, IReadOnlyCollection<string> permissions, Caller owner, int held)
    {
        List<Problem> found = [.. CheckName(name).Problems];
        if (held >= Most) found.Add(Problem.Conflict("token.too-many", $"A person holds at most {Most} access tokens in a tenant; delete one first."));
        if (permissions.Count == 0) found.Add(Problem.Invalid("token.no-permission", $"An access token has at least one permission.", "Permissions"));
        List<string> unknown = [.. permissions.Where(permission => !Permission.All.Contains(permission))];
        if (unknown.Count > 0) found.Add(Problem.Invalid("token.unknown-permission", $"There is no permission {string.Join(", ", unknown)}.", "Permissions"));
        List<string> beyond = [.. permissions.Except(unknown).Where(permission => !owner.May(permission))];
        if (beyond.Count > 0)
            found.Add(Problem.Invalid("token.more-than-owner", $"An access token may do no more than its owner, and you do not have {string.Join(", ", beyond)} in this tenant.", "Permissions"));
        return found;
    }

    /// <summary>Whether a token may be called so.</summary>
    /// <returns><c>token.name</c>.</returns>
    public static Result CheckName(string name) => name.Length is 0 or > LongestName || name.Any(char.IsControl)
        ? Problem.Invalid("token.name", $"The name of an access token is one line of 1 to {LongestName} characters; it has {name.Length}.", "Name")
        : Result.Success;
}
