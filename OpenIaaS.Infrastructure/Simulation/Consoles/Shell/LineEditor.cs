using System.Text;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <summary>A line being typed: moving, correcting, completing, and lines typed before.</summary>
sealed class LineEditor
{
    /// <summary>Longer lines are not taken.</summary>
    const int MostCharacters = 512;

    const int MostKept = 100;

    readonly StringBuilder text = new();
    readonly List<string> history = [];
    int caret;
    int recalled;

    /// <summary>Whether nothing of it shows (a password).</summary>
    public bool IsHidden { get; set; }

    public IReadOnlyList<string> History => history;

    /// <summary>What the word before the caret can be completed to; null where nothing is completed.</summary>
    public Func<string, IEnumerable<string>>? Complete { get; set; }

    /// <summary>Obeys a key. Enter gives the line back; Ctrl+C an empty one with <paramref name="broken"/> set.</summary>
    public string? Press(Keystroke key, Terminal terminal, out bool broken)
    {
        broken = false;
        switch (key.Key)
        {
            case NamedKey.None when text.Length < MostCharacters && !char.IsControl(key.Character):
                Insert(key.Character.ToString(), terminal);
                break;
            case NamedKey.Enter:
                return Take(terminal);
            case NamedKey.Break:
                broken = true;
                terminal.Write("^C\n");
                Forget();
                return "";
            case NamedKey.Backspace when caret > 0:
                Move(-1, terminal);
                Remove(terminal);
                break;
            case NamedKey.Delete when caret < text.Length:
                Remove(terminal);
                break;
            case NamedKey.Left when caret > 0:
                Move(-1, terminal);
                break;
            case NamedKey.Right when caret < text.Length:
                Move(1, terminal);
                break;
            case NamedKey.Home:
                Move(-caret, terminal);
                break;
            case NamedKey.End:
                Move(text.Length - caret, terminal);
                break;
            case NamedKey.Erase:
                Replace("", terminal);
                break;
            case NamedKey.Up when !IsHidden && recalled > 0:
                Replace(history[--recalled], terminal);
                break;
            case NamedKey.Down when !IsHidden && recalled < history.Count:
                Replace(++recalled < history.Count ? history[recalled] : "", terminal);
                break;
            case NamedKey.Tab:
                Tab(terminal);
                break;
        }

        return null;
    }

    /// <summary>Shows the line again after something else was written.</summary>
    public void Show(Terminal terminal)
    {
        if (IsHidden) return;
        terminal.Write(text.ToString());
        terminal.Back(text.Length - caret);
    }

    public void Forget()
    {
        text.Clear();
        (caret, recalled) = (0, history.Count);
    }

    string Take(Terminal terminal)
    {
        Move(text.Length - caret, terminal);
        terminal.Write("\n");
        var line = text.ToString();
        if (Complete is not null && line.Trim().Length > 0 && (history.Count == 0 || history[^1] != line)) history.Add(line);
        if (history.Count > MostKept) history.RemoveAt(0);
        Forget();
        return line;
    }

    void Insert(string typed, Terminal terminal)
    {
        text.Insert(caret, typed);
        caret += typed.Length;
        if (IsHidden) return;
        terminal.Write(typed + text.ToString(caret, text.Length - caret));
        terminal.Back(text.Length - caret);
    }

    void Remove(Terminal terminal)
    {
        text.Remove(caret, 1);
        if (IsHidden) return;
        terminal.Write(text.ToString(caret, text.Length - caret) + " ");
        terminal.Back(text.Length - caret + 1);
    }

    void Replace(string line, Terminal terminal)
    {
        Move(-caret, terminal);
        var before = text.Length;
        text.Clear().Append(line);
        caret = line.Length;
        if (IsHidden) return;
        var padding = Math.Max(0, before - line.Length);
        terminal.Write(line + new string(' ', padding));
        terminal.Back(padding);
    }

    void Move(int by, Terminal terminal)
    {
        if (!IsHidden && by < 0) terminal.Back(-by);
        if (!IsHidden && by > 0) terminal.Write(text.ToString(caret, by));
        caret += by;
    }

    void Tab(Terminal terminal)
    {
        if (Complete is null || IsHidden) return;
        var before = text.ToString(0, caret);
        var found = Complete(before).ToList();
        if (found.Count == 0) return;
        var word = before[(before.LastIndexOf(' ') + 1)..];
        var shared = found.Aggregate((one, other) => one[..one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count()]);
        if (shared.Length > word.Length) Insert(shared[word.Length..] + (found.Count == 1 && !shared.EndsWith('/') ? " " : ""), terminal);
    }
}
