using System.Globalization;
using System.Text;

namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>Text as HCL takes it: nothing in a name can end a string, begin an expression or leave a comment.</summary>
public static class HclText
{
    /// <summary>A string literal that means exactly this text.</summary>
    public static string Quote(string text)
    {
        var written = new StringBuilder("\"");
        var before = default(Rune);
        var runes = text.EnumerateRunes().ToList();
        for (var at = 0; at < runes.Count; at++)
        {
            var opens = at + 1 < runes.Count && runes[at + 1].Value == '{';
            written.Append(Literal(runes[at], before, opens));
            before = runes[at];
        }

        return written.Append('"').ToString();
    }

    /// <summary>A text as the rest of a comment: one line, without anything that is not to be seen.</summary>
    public static string Comment(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Select(rune => IsPlain(rune) ? rune.ToString() : " "));
        return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A name for a resource: small letters of ASCII, digits and underscores, beginning with a letter or an underscore.</summary>
    /// <param name="name">What the object is called.</param>
    /// <param name="fallback">What a name becomes of which nothing is left.</param>
    public static string Identifier(string name, string fallback)
    {
        var written = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(letter)) written.Append(char.ToLowerInvariant(letter));
            else if (written.Length > 0 && written[^1] != '_') written.Append('_');
        }

        var found = written.ToString().TrimEnd('_');
        return found.Length == 0 ? fallback : char.IsAsciiDigit(found[0]) ? $"_{found}" : found;
    }

    /// <summary>A doubled $ or % keeps a brace from beginning an expression; behind another one it would be read as that pair, and is written by its number.</summary>
    static string Literal(Rune rune, Rune before, bool opens) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '$' or '%' when opens => before == rune ? ByNumber(rune) : $"{rune}{rune}",
        _ when !IsPlain(rune) => ByNumber(rune),
        _ => rune.ToString(),
    };

    static string ByNumber(Rune rune) => rune.Value <= 0xFFFF ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}";

    /// <summary>Line separators count as breaks in some editors, and marks of direction let text look like something else.</summary>
    static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
