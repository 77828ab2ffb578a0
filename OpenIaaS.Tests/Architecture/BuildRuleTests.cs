using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace OpenIaaS.Tests.Architecture;

/// <summary>What the build itself holds everybody to: banned symbols, lock files, one solution.</summary>
public sealed partial class BuildRuleTests
{
    static readonly string[] Required =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7", "P:System.Random.Shared", "M:System.Random.#ctor", "M:System.Random.#ctor(System.Int32)",
        "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)", "M:System.Threading.Tasks.Task.Delay(System.Int32)",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
        "P:System.Threading.Tasks.Task`1.Result", "M:System.Threading.Tasks.Task.Wait",
        "P:System.Environment.TickCount", "P:System.Environment.TickCount64", "M:System.Diagnostics.Stopwatch.GetTimestamp", "M:System.Diagnostics.Stopwatch.StartNew",
    ];

    [Fact]
    public void Banned_symbols_are_all_listed() =>
        Assert.Empty(MissingFrom(ProjectFiles.Read("BannedSymbols.txt")));

    [Fact]
    public void Banned_symbols_that_are_not_listed_are_noticed() =>
        Assert.Equal(["P:System.DateTime.Now"], MissingFrom(ProjectFiles.Read("BannedSymbols.txt").Replace("P:System.DateTime.Now;", "")));

    [Fact]
    public void Banned_symbols_reach_every_project_as_errors()
    {
        Assert.Contains("<AdditionalFiles Include=\"$(BannedSymbols)\"", ProjectFiles.Read("Directory.Build.props"));
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", ProjectFiles.Read(".editorconfig"));
        Assert.Empty(ProjectFiles.Projects.SelectMany(Escapes));
    }

    /// <summary>A resource name that stands in a file twice is a warning of the build itself, not of the compiler.</summary>
    [Fact]
    public void Warnings_of_the_build_itself_are_errors_too() =>
        Assert.Contains("<MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>", ProjectFiles.Read("Directory.Build.props"));

    [Theory]
    [InlineData("<NoWarn>$(NoWarn);RS0030</NoWarn>")]
    [InlineData("<TreatWarningsAsErrors>false</TreatWarningsAsErrors>")]
    [InlineData("<ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>")]
    [InlineData("<AdditionalFiles Remove=\"@(AdditionalFiles)\" />")]
    public void Project_that_steps_out_of_the_bans_is_noticed(string line) => Assert.Matches(EscapePattern(), line);

    [Fact]
    public void Lock_file_lies_beside_every_project() =>
        Assert.All(ProjectFiles.Projects, project => Assert.True(File.Exists(Path.Combine(ProjectFiles.Root, project, "packages.lock.json")), project));

    [Fact]
    public void Solution_holds_the_five_projects()
    {
        var solution = ProjectFiles.Read("OpenIaaS.sln");
        Assert.All(ProjectFiles.Projects, project => Assert.Contains($"{project}\\{project}.csproj", solution));
    }

    [Fact]
    public async Task Sqlite_inside_is_new_enough()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select sqlite_version()";
        var version = Version.Parse((string)(await command.ExecuteScalarAsync())!);
        Assert.True(version >= new Version(3, 51, 3), $"SQLite {version} has known flaws in its write-ahead log; 3.51.3 is the first without them.");
    }

    static IEnumerable<string> MissingFrom(string list)
    {
        var listed = list.Split('\n').Select(line => line.Split(';')[0].Trim()).ToHashSet();
        return Required.Where(symbol => !listed.Contains(symbol));
    }

    static IEnumerable<string> Escapes(string project) =>
        ProjectFiles.Read($"{project}/{project}.csproj").Split('\n').Where(line => EscapePattern().IsMatch(line)).Select(line => $"{project}: {line.Trim()}");

    [GeneratedRegex("RS0030|TreatWarningsAsErrors|ImportDirectoryBuildProps|AdditionalFiles Remove", RegexOptions.IgnoreCase)]
    private static partial Regex EscapePattern();
}
