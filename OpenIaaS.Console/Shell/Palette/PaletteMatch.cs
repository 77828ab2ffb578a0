using System.Globalization;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>How lines that need no database answer to what was typed: without regard to case and accents, word by word.</summary>
public static class PaletteMatch
{
    const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <summary>Those that hold every word typed; what begins with the text first, what is refused last.</summary>
    public static IReadOnlyList<PaletteItem> Among(IEnumerable<PaletteItem> items, string typed)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. items.Where(item => words.All(word => Find(item.Text, word).At >= 0))
            .OrderBy(item => item.Refused is null ? 0 : 1).ThenBy(item => typed.Length == 0 || Find(item.Text, typed).At == 0 ? 0 : 1)];
    }

    /// <summary>Where the text stands in a name and how long it is there; before the name when it does not.</summary>
    public static (int At, int Length) Find(string name, string typed)
    {
        if (typed.Length == 0) return (-1, 0);
        var at = CultureInfo.CurrentCulture.CompareInfo.IndexOf(name, typed, Loose, out var length);
        return (at, length);
    }

    /// <summary>A name in three parts, the middle one being what was typed.</summary>
    public static (string Before, string Marked, string After) Split(string name, string typed)
    {
        var (at, length) = Find(name, typed);
        if (at < 0 && typed.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..]) (at, length) = Find(name, first);
        return at < 0 ? (name, "", "") : (name[..at], name.Substring(at, length), name[(at + length)..]);
    }
}
