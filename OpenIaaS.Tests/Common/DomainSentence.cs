using System.Text.RegularExpressions;

namespace OpenIaaS.Tests.Common;

/// <summary>A sentence as it stands in the source: its code and how many values it names.</summary>
sealed partial record DomainSentence(string Code, int Values, string Source)
{
    /// <summary>Every sentence under a folder of the product.</summary>
    public static IReadOnlyList<DomainSentence> Under(string project) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root(), project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => In(File.ReadAllText(file), Path.GetFileName(file)))];

    /// <summary>Every sentence in a text of C#: a code and an interpolated string after it.</summary>
    public static IEnumerable<DomainSentence> In(string source, string file) =>
        from Match match in Start().Matches(source)
        select new DomainSentence(match.Groups["code"].Value, Holes(source, match.Index + match.Length), file);

    // Counts the holes up to the closing quote. Inside a hole everything counts as code, strings and braces included.
    static int Holes(string source, int index)
    {
        var (holes, depth, quoted) = (0, 0, false);
        for (; ; index++)
        {
            var character = source[index];
            if (depth == 0 && character == '"') return holes;
            if (depth > 0 && character == '"') quoted = !quoted;
            if (quoted) continue;
            if (depth == 0 && character == '{' && source[index + 1] == '{')
            {
                index++;
                continue;
            }

            if (character == '{' && depth++ == 0) holes++;
            if (character == '}' && depth > 0) depth--;
        }
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OpenIaaS.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("""\(\s*(?:ProblemKind\.\w+,\s*)?"(?<code>[a-z0-9-]+(?:\.[a-z0-9-]+)*)"\s*,\s*\$"(?!")""", RegexOptions.ExplicitCapture)]
    private static partial Regex Start();
}
