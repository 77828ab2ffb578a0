namespace OpenIaaS.Tests.Architecture;

/// <summary>The files a clone holds: everything below the solution but what a build or a run leaves behind.</summary>
static class ProjectFiles
{
    static readonly HashSet<string> LeftBehind = ["bin", "obj", ".git", ".vs", ".idea", "artifacts", "data", "TestResults", "BenchmarkDotNet.Artifacts", "novnc"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } =
        ["OpenIaaS.Domain", "OpenIaaS.Infrastructure", "OpenIaaS.Console", "OpenIaaS.Tests", "OpenIaaS.E2E"];

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IEnumerable<string> All() =>
        Below(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>C# and Razor files written by hand: migrations are made by a tool.</summary>
    public static IEnumerable<SourceFile> Sources() =>
        All().Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => new SourceFile(path, Read(path)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(inner => !LeftBehind.Contains(Path.GetFileName(inner))).SelectMany(Below));

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OpenIaaS.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No OpenIaaS.sln in or above {AppContext.BaseDirectory}.");
    }
}

/// <param name="Path">From the root, with forward slashes.</param>
sealed record SourceFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.Split('\n');
}
