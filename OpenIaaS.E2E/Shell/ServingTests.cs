using System.Net;
using System.Text.RegularExpressions;
using OpenIaaS.E2E.Shared;

namespace OpenIaaS.E2E.Shell;

/// <summary>The real process answers, with the files a page is made of, and lives through being killed.</summary>
public sealed partial class ServingTests
{
    [Fact]
    public async Task Console_serves_its_styles_and_scripts()
    {
        await using var server = await ConsoleServer.StartAsync();
        var page = await server.Client.GetStringAsync(new Uri("/not-found", UriKind.Relative));
        var files = File().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("blazor.web", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await server.Client.GetAsync(new Uri(file, UriKind.RelativeOrAbsolute));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}\n{server.Log}");
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Console_that_was_killed_starts_again_on_its_data()
    {
        await using var server = await ConsoleServer.StartAsync();
        var before = Directory.GetFiles(server.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(before);
        await server.RestartAsync();
        Assert.All(before.Where(file => file.EndsWith(".db", StringComparison.Ordinal)), file => Assert.True(System.IO.File.Exists(file), file));
        using var answer = await server.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [GeneratedRegex("""(?:src|href)="([^"#]+\.(?:css|js)[^"]*)["]""")]
    private static partial Regex File();
}
