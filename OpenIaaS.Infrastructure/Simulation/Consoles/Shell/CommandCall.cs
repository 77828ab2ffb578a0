using System.Text;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <summary>A command as it was typed, with what it may look at.</summary>
/// <param name="Words">What was typed, word by word; the first is the command.</param>
/// <param name="Answers">Whether a machine answers at an address.</param>
sealed record CommandCall(MachineFacts Machine, ShellSession Session, DateTimeOffset Now, string[] Words, Func<string, Task<bool>> Answers)
{
    public string Name => Words[0];

    public IEnumerable<string> Arguments => Words.Skip(1);

    public string? First => Words.Length > 1 ? Words[1] : null;

    /// <summary>The words of a line; quotes hold several together, and one that is never closed goes to the end.</summary>
    public static string[] Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (quote, begun) = ('\0', false);
        foreach (var character in line + " ")
        {
            if (quote == '\0' && character is '"' or '\'') (quote, begun) = (character, true);
            else if (character == quote) quote = '\0';
            else if (quote == '\0' && character == ' ')
            {
                if (begun) words.Add(word.ToString());
                word.Clear();
                begun = false;
            }
            else
            {
                word.Append(character);
                begun = true;
            }
        }

        if (begun) words.Add(word.ToString().TrimEnd());
        return [.. words];
    }
}

/// <summary>What a command does beyond what it prints.</summary>
enum ShellAct
{
    None,
    Clear,
    LogOut,
    PowerOff,
    Restart,
}

/// <summary>What a command answers: at once, and what follows after a time, until Ctrl+C.</summary>
sealed record Reply(string Text, ShellAct Act = ShellAct.None)
{
    public IReadOnlyList<(TimeSpan After, string Text)> Later { get; init; } = [];

    public static implicit operator Reply(string text) => new(text);
}

/// <summary>Somebody logged in: who, since when, and the files of their folder, which are kept until the machine restarts.</summary>
sealed class ShellSession(string user, DateTimeOffset since, IReadOnlyList<string> history)
{
    public string User => user;

    public DateTimeOffset Since => since;

    public IReadOnlyList<string> History => history;

    public bool IsRoot => user == "root";

    public string Home => IsRoot ? "/root" : $"/home/{user}";

    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);
}
