using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Console.Compute;

/// <summary><c>simulate FILE</c>: plays a scenario without pages and without waiting, and prints its event log.</summary>
static class SimulateCommand
{
    public const string Name = "simulate";

    const int Done = 0;
    const int InvariantBroken = 1;
    const int BadFile = 2;

    /// <returns>0; 1 when an invariant was broken; 2 when the file cannot be played.</returns>
    public static async Task<int> RunAsync(string[] arguments, Stream output, TextWriter error)
    {
        if (arguments is not [var file])
        {
            await error.WriteLineAsync("Name one scenario file: simulate FILE");
            return BadFile;
        }

        try
        {
            var scenario = ScenarioReader.Read(await File.ReadAllBytesAsync(file));
            await using var writer = new StreamWriter(output, new System.Text.UTF8Encoding(false), 1 << 16);
            var (broken, _) = await ScenarioRun.PlayAsync(scenario, writer);
            if (broken is null) return Done;
            await error.WriteLineAsync(FormattableString.Invariant($"An invariant was broken (seed {scenario.Seed}). {broken}"));
            return InvariantBroken;
        }
        catch (ScenarioException refused)
        {
            await error.WriteLineAsync(FormattableString.Invariant($"{file}, {refused.Message}"));
            return BadFile;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(unreadable.Message);
            return BadFile;
        }
    }
}
