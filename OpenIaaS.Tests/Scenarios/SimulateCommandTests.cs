using System.Text;
using OpenIaaS.Console.Compute;
using OpenIaaS.Tests.Architecture;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>The command as whoever types it sees it: what it prints, what it complains of, what it ends with.</summary>
public sealed class SimulateCommandTests
{
    [Fact]
    public async Task Every_example_is_played_to_its_end()
    {
        var examples = Directory.GetFiles(Path.Combine(ProjectFiles.Root, "scenarios"), "*.json").Where(file => Path.GetFileName(file) != "schema.json").ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var (code, said, complained) = await RunAsync(example);
            Assert.Equal((0, ""), (code, complained));
            Assert.Contains("\"kind\":\"scenario.ended\"", said.Split('\n')[^2], StringComparison.Ordinal);
            Assert.DoesNotContain("invariant.broken", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_seed_played_twice_gives_one_hash_and_one_line()
    {
        var (code, said, complained) = await RunAsync("--fleets", "4", "4", "--twice");
        Assert.Equal((0, ""), (code, complained));
        Assert.Single(said.Split('\n'), line => line.StartsWith("seed 4 held ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_alone_prints_its_day_and_whether_everything_held()
    {
        var (code, said, complained) = await RunAsync("--fleets", "3", "3");
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("\"kind\":\"ha.restart\"", said, StringComparison.Ordinal);
        Assert.StartsWith("seed 3 held ", said.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name one scenario file, and how many times faster than real time it is played (1 to 1000000) if not as fast as it goes: simulate FILE --speed 60")]
    [InlineData("Name one scenario file, and how many times faster than real time it is played (1 to 1000000) if not as fast as it goes: simulate FILE --speed 60", "scenario.json", "--speed", "fast")]
    [InlineData("Name one scenario file, and how many times faster than real time it is played (1 to 1000000) if not as fast as it goes: simulate FILE --speed 60", "scenario.json", "--speed", "0.5")]
    [InlineData("Give the first and the last seed, whole numbers, and whether each is played twice: simulate --fleets 1 10000 --twice", "--fleets", "1", "many")]
    [InlineData("Give the first and the last seed, whole numbers, and whether each is played twice: simulate --fleets 1 10000 --twice", "--fleets", "2", "1")]
    [InlineData("Give the first and the last seed, whole numbers, and whether each is played twice: simulate --fleets 1 10000 --twice", "--fleets", "1", "2", "--thrice")]
    public async Task What_cannot_be_played_is_refused_with_a_sentence(string sentence, params string[] arguments)
    {
        var (code, said, complained) = await RunAsync(arguments);
        Assert.Equal((2, "", sentence), (code, said, complained.Trim()));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        var (code, said, complained) = await RunAsync("/nowhere/scenario.json");
        Assert.Equal((2, ""), (code, said));
        Assert.Contains("/nowhere/scenario.json", complained, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var code = await SimulateCommand.RunAsync(arguments, output, error);
        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
