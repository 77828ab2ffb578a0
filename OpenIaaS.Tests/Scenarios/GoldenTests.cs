using OpenIaaS.Tests.Architecture;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>
/// What is done to the hardware, and exactly what the log says of it. When behaviour changes on purpose, the logs are written anew with
/// <c>OPENIAAS_WRITE_GOLDEN=1</c> and read line by line before they are committed.
/// </summary>
public sealed class GoldenTests
{
    static readonly string Folder = Path.Combine(ProjectFiles.Root, "OpenIaaS.Tests", "Scenarios", "Golden");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static OpenIaaS.Infrastructure.Scenarios.Scenario Read(string name) => Played.Read(File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

    public static string Log(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.log"));

    [Fact]
    public void There_are_at_least_sixty() => Assert.True(Names.Count >= 60, $"There are {Names.Count}.");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Log_is_as_it_was(string name)
    {
        var played = await Played.PlayAsync(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json")));
        Assert.Null(played.Broken);
        var golden = Path.Combine(Folder, $"{name}.log");
        if (Environment.GetEnvironmentVariable("OPENIAAS_WRITE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, played.Log);
        Assert.Equal(await File.ReadAllTextAsync(golden), played.Log);
    }
}
