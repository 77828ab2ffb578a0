using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A file as the browser has it, before anything of it was sent.</summary>
/// <param name="Kind">What it is meant to become.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size.</param>
/// <param name="LastModified">When it was last changed, UTC.</param>
public sealed partial record UploadFile(UploadKind Kind, string Name, ByteSize Size, DateTimeOffset LastModified)
{
    /// <summary>The longest name of a file, in characters: what file systems allow.</summary>
    public const int LongestName = 255;

    /// <summary>How the name of such a file ends, in any case: "capital extensions accepted" (Console specification 2.15).</summary>
    public static string Extension(UploadKind kind) => kind switch { UploadKind.Iso => ".iso", UploadKind.Xva => ".xva" };

    /// <summary>Whether its name is one: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, without spaces (Console specification 2.14, 2.15).</summary>
    /// <returns><c>upload.name-long</c>, <c>upload.name</c> and <c>upload.extension</c>.</returns>
    public Result CheckName()
    {
        if (Name.Length > LongestName) return Problem.Invalid("upload.name-long", $"The name of a file has at most {LongestName} characters; this one has {Name.Length}.", "File");
        List<Problem> found = [];
        if (!Allowed().IsMatch(Name)) found.Add(Problem.Invalid("upload.name", $"The name of a file has letters, digits, hyphens, underscores and dots, and no spaces; {Name} has others. Rename the file and choose it again.", "File"));
        var ending = Extension(Kind);
        if (!Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || Name.Length == ending.Length)
            found.Add(Problem.Invalid("upload.extension", $"The name of the file must end in {ending}; it is {Name}.", "File"));
        return found;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Allowed();
}
