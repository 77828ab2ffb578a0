using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The rule for files a machine is imported from: letters, digits, dot, dash and underscore, ending in .xva (Console specification 3.1).</summary>
public static partial class XvaFileName
{
    /// <summary>Whether a file may be called so.</summary>
    /// <returns><c>xva.name</c>.</returns>
    public static Result Check(string name, string field = "File") => Allowed().IsMatch(name)
        ? Result.Success
        : Problem.Invalid("xva.name", $"The file has a name of letters, digits, dot, dash and underscore that ends in .xva; “{name}” is not one.", field);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\.xva\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
