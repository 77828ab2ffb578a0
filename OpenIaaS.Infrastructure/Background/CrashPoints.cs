namespace OpenIaaS.Infrastructure.Background;

/// <summary>
/// Named steps at which the process can be made to die as by a power cut, to prove that a start on what is left behind goes on as if nothing had
/// happened. None of them does anything unless a setting names it.
/// </summary>
public sealed class CrashPoints
{
    /// <summary>Runs were chosen and nothing was written.</summary>
    public const string Chosen = "replication.chosen";

    /// <summary>Runs were begun and the hardware was not asked for them.</summary>
    public const string Begun = "replication.begun";

    /// <summary>The hardware copies and nobody noted it.</summary>
    public const string Asked = "replication.asked";

    /// <summary>It was noted that the hardware copies.</summary>
    public const string Expected = "replication.expected";

    /// <summary>The hardware told how copies ended and nothing was written.</summary>
    public const string Told = "replication.told";

    /// <summary>The space of outdated points was given back and that is not noted.</summary>
    public const string Released = "replication.released";

    /// <summary>Runs were ended, and the hardware still knows them.</summary>
    public const string Ended = "replication.ended";

    /// <summary>It is known what stands in the way of runs that wait, and nothing was written.</summary>
    public const string Looked = "replication.looked";

    /// <summary>The hardware forgot copies and still knows what space was given back.</summary>
    public const string Forgotten = "replication.forgotten";

    readonly string? step;
    readonly Action<string> die;
    int left;

    /// <param name="at">The step at which to die, and after a colon the how manyth time: <c>replication.asked:3</c>; null or empty for never.</param>
    /// <param name="die">What dying is; nothing of the process is to go on after it.</param>
    public CrashPoints(string? at, Action<string>? die = null)
    {
        this.die = die ?? (reached => Environment.FailFast($"The setting OpenIaaS:CrashAt named the step {reached}."));
        if (string.IsNullOrEmpty(at)) return;
        var parts = at.Split(':');
        (step, left) = (parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1);
    }

    /// <summary>Those of a product that is to live.</summary>
    public static CrashPoints None { get; } = new(null);

    /// <summary>Every step there is.</summary>
    public static IReadOnlyList<string> All { get; } = [Chosen, Begun, Asked, Expected, Told, Released, Ended, Looked, Forgotten];

    /// <summary>Whether a setting names a step, and a number of 1 to 9,999 if any.</summary>
    public static bool IsKnown(string at) => at.Split(':') switch
    {
        [var step] => All.Contains(step),
        [var step, var times] => All.Contains(step) && int.TryParse(times, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is > 0 and < 10_000,
        _ => false,
    };

    /// <summary>Dies here when this is the step.</summary>
    public void Pass(string reached)
    {
        if (reached == step && Interlocked.Decrement(ref left) == 0) die(reached);
    }
}
