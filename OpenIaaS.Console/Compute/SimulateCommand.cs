using System.Globalization;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Console.Compute;

/// <summary>
/// <c>simulate FILE</c>: plays a scenario without pages and without waiting, or so many times faster than real time, and prints its event log. <c>simulate --fleets FIRST LAST</c>:
/// plays a day of trouble for each of many seeds, with <c>--twice</c> two times each, and prints a line for each.
/// </summary>
static class SimulateCommand
{
    public const string Name = "simulate";

    const int Done = 0;
    const int InvariantBroken = 1;
    const int BadFile = 2;
    const double LeastSpeed = 1;
    const double MostSpeed = 1_000_000;

    /// <returns>0; 1 when an invariant was broken; 2 when the file cannot be played.</returns>
    public static async Task<int> RunAsync(string[] arguments, Stream output, TextWriter error)
    {
        if (arguments is ["--fleets", var first, var last, .. var more])
        {
            if (long.TryParse(first, CultureInfo.InvariantCulture, out var from) && long.TryParse(last, CultureInfo.InvariantCulture, out var to) && from <= to && more is [] or ["--twice"])
                return await PlayFleetsAsync(from, to, more.Length > 0, output, error);
            await error.WriteLineAsync("Give the first and the last seed, whole numbers, and whether each is played twice: simulate --fleets 1 10000 --twice");
            return BadFile;
        }

        var (file, speed) = arguments switch
        {
            [var only] => (only, (double?)null),
            [var named, "--speed", var times] when double.TryParse(times, CultureInfo.InvariantCulture, out var factor) && factor is >= LeastSpeed and <= MostSpeed => (named, factor),
            _ => (null, null),
        };
        if (file is null)
        {
            await error.WriteLineAsync(FormattableString.Invariant($"Name one scenario file, and how many times faster than real time it is played ({LeastSpeed} to {MostSpeed}) if not as fast as it goes: simulate FILE --speed 60"));
            return BadFile;
        }

        try
        {
            var scenario = ScenarioReader.Read(await File.ReadAllBytesAsync(file));
            await using var writer = new StreamWriter(output, new System.Text.UTF8Encoding(false), 1 << 16) { AutoFlush = speed is not null };
            var (broken, _) = await ScenarioRun.PlayAsync(scenario, writer, Playing.Usual with { Speed = speed });
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

    /// <summary>Stops at the first seed that breaks something; its line names it, and the same command with that seed alone shows it again.</summary>
    static async Task<int> PlayFleetsAsync(long first, long last, bool twice, Stream output, TextWriter error)
    {
        await using var writer = new StreamWriter(output, new System.Text.UTF8Encoding(false)) { AutoFlush = true };
        for (var seed = first; seed <= last; seed++)
        {
            await using var log = first == last ? new StringWriter() : TextWriter.Null;
            var fleet = RandomFleet.Of(seed, TimeSpan.FromDays(1));
            var (broken, hash) = await ScenarioRun.PlayAsync(fleet, log);
            if (broken is null && twice && (await ScenarioRun.PlayAsync(fleet, TextWriter.Null)).Hash is var again && again != hash)
                broken = $"Played again, its log has the hash {again} and not {hash}.";
            if (first == last) await writer.WriteAsync(log.ToString());
            await writer.WriteLineAsync(FormattableString.Invariant($"seed {seed} {(broken is null ? "held" : "BROKEN")} {hash}"));
            if (broken is null) continue;
            await error.WriteLineAsync(FormattableString.Invariant($"An invariant was broken (seed {seed}). {broken}"));
            return InvariantBroken;
        }

        return Done;
    }
}
