using System.Text.RegularExpressions;

namespace OpenIaaS.Tests.Architecture;

/// <summary>How a file may look, as functions over its path and text; each gives back the offences it found.</summary>
static partial class SourceFileRules
{
    const int MostLines = 400;
    const int MostCodeLines = 40;

    /// <summary>The type a file is named after and small satellites; a short file may hold a whole family of them.</summary>
    const int MostPublicTypes = 3;
    const int ShortFile = 60;

    static readonly string[] Capabilities =
        ["Catalog", "Compute", "Storage", "Network", "Replication", "HighAvailability", "Backup", "Support", "Activities", "Identity"];

    /// <summary>The folders of each project beside the capabilities.</summary>
    static readonly Dictionary<string, string[]> Infrastructure = new()
    {
        ["OpenIaaS.Domain"] = ["Common"],
        ["OpenIaaS.Infrastructure"] = ["Application", "Background", "Live", "Persistence", "Scenarios", "Simulation", "Terraform"],
        ["OpenIaaS.Console"] = ["Api", "Shell", "Shared", "Lab", "Properties", "wwwroot"],
        ["OpenIaaS.Tests"] = ["Api", "Architecture", "Shared", "Persistence", "Scenarios", "Simulation", "Live", "Background", "Shell", "Lab", "Application", "Common", "Terraform"],
        ["OpenIaaS.E2E"] = ["Api", "Shared", "Shell", "Lab", "Persistence", "Terraform"],
    };

    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Lines.Length > MostLines).Select(file => $"{file.Path} has {file.Lines.Length} lines; {MostLines} is the most.");

    public static IEnumerable<string> TooMuchCodeInRazor(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".razor", StringComparison.Ordinal)
        let lines = CodeLines(file)
        where lines > MostCodeLines
        select $"{file.Path} has {lines} lines of @code; above {MostCodeLines} they go to {Path.GetFileName(file.Path)}.cs.";

    public static IEnumerable<string> TooManyTypes(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".cs", StringComparison.Ordinal)
        let types = PublicType().Matches(file.Text).Select(match => match.Groups[1].Value).Distinct().ToList()
        where types.Count > MostPublicTypes && file.Lines.Length > ShortFile
        select $"{file.Path} holds {string.Join(", ", types)}; a file holds one public type, and beside it two small ones at most.";

    public static IEnumerable<string> NamedAfterNothingInside(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".cs", StringComparison.Ordinal) && PublicType().IsMatch(file.Text)
        let types = AnyType().Matches(file.Text).Select(match => match.Groups[1].Value).ToHashSet()
        where !types.Contains(Path.GetFileName(file.Path).Split('.')[0])
        select $"{file.Path} is named after none of {string.Join(", ", types)}.";

    public static IEnumerable<string> ForeignFolders(IEnumerable<string> paths) =>
        from path in paths
        let parts = path.Split('/')
        where parts.Length > 2 && Infrastructure.TryGetValue(parts[0], out var folders) && !Capabilities.Contains(parts[1]) && !folders.Contains(parts[1])
            || parts.Length > 3 && parts is ["OpenIaaS.Infrastructure", "Application", ..] && !Capabilities.Contains(parts[2])
        select $"{path} lies in none of the ten capabilities and no agreed folder.";

    /// <summary>Waiting for a task that is not awaited: the banned symbols cannot name it, because generated code does so.</summary>
    public static IEnumerable<string> Blocking(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Text.Contains(".GetAwaiter()" + ".GetResult()", StringComparison.Ordinal)).Select(file => $"{file.Path} blocks on a task; await it.");

    /// <summary>Names of hosts and machines that are no part of the product.</summary>
    public static IEnumerable<string> Foreign(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines
        where ForeignName().IsMatch(line)
        select $"{file.Path}: {line.Trim()}";

    static int CodeLines(SourceFile file)
    {
        var start = Array.FindIndex(file.Lines, line => CodeBlock().IsMatch(line));
        if (start < 0) return 0;
        var end = Array.FindIndex(file.Lines, start, line => line.TrimEnd() == "}");
        return file.Lines[(start + 1)..(end < 0 ? file.Lines.Length : end)].Count(line => !string.IsNullOrWhiteSpace(line));
    }

    [GeneratedRegex(@"^@code\b")]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:record struct|record class|class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^(?:(?:public|file|sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:record struct|record class|class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@"cloud-temple\.com|cloudtemple\.com|(?:api|www)\.nuget\.org|registry\.npmjs\.org|proxy\.golang\.org|pypi\.org|deb\.debian\.org|(?<![\w.~$}])/(?:root|work|home/\w+|Users/\w+|tmp/\w+)/|\b[A-Z]:\\(?:Users|work)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignName();
}
